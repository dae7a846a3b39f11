import { type Document, isCollection, isMap, isScalar, isSeq, type Pair, type Scalar, visit, type YAMLMap } from 'yaml';
import { decisions } from '../explain/planValues';
import type { Plan, RuntimePlan } from '../model/plan';
import { entryText } from '../model/stackModel';

/** Stands in an `environment:` until it becomes the merge key of x-app's environment: merge keys replace a map whole. */
export const environmentMerge = 'x-merge-environment';

/** Stands in a service, with the key of its base, until it becomes the merge key. */
export const baseMerge = 'x-merge-base';

/** Top-level key of what the containers of a runtime have in common. */
export const baseKey = (plan: Plan, runtime: RuntimePlan): string =>
  plan.runtimes.length === 1 ? 'x-app' : `x-${runtime.id}`;

/** Gives the bases and their environments anchors, and every service of one the merge keys. */
export function mergeBases(document: Document): void {
  const services = document.get('services');
  if (!isMap(services)) return;
  for (const service of services.items) {
    if (!isMap(service.value)) continue;
    const key: unknown = service.value.get(baseMerge);
    const base = typeof key === 'string' ? document.get(key) : undefined;
    if (typeof key !== 'string' || !isMap(base)) continue;
    const name = key.slice('x-'.length);
    base.anchor = name;
    const environment = base.get('environment');
    if (isMap(environment)) environment.anchor = name === 'app' ? 'environment' : `${name}-environment`;
    service.value.delete(baseMerge);
    addFirst(service.value, document.createPair('<<', document.createAlias(base)));
    const own = service.value.get('environment');
    if (isMap(own) && own.delete(environmentMerge) && isMap(environment)) {
      addFirst(own, document.createPair('<<', document.createAlias(environment)));
    }
  }
}

const healthReason = {
  http: 'Any answer is healthy, 500 included: the router drops what is not, and the traceback must be seen.',
  jobs: 'Asked rarely: each answer costs CPU.',
  schedule: 'Its process is there.',
} as const;

/** Command lines and small maps on one line, as a person would write them. */
export function layOut(document: Document): void {
  visit(document, {
    // YAML 1.1 readers take these for booleans. The library's own `compat` would quote merge keys too.
    Scalar(_key, node) {
      if (typeof node.value === 'string' && /^(y|n|yes|no|on|off)$/i.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
    // Readers disagree on what may stand bare between brackets ('?' and ',' among them).
    Seq(_key, node) {
      for (const word of node.flow ? node.items : []) {
        if (isScalar(word) && typeof word.value === 'string' && !/^[\w@%+=./~-]+$/.test(word.value))
          word.type = 'QUOTE_DOUBLE';
      }
    },
    Pair(_key, { key, value }) {
      const name = isScalar(key) ? String(key.value) : '';
      if (
        ['command', 'test', 'options', 'deploy', 'networks'].includes(name) &&
        (isSeq(value) || (isMap(value) && name !== 'networks'))
      )
        value.flow = true;
    },
  });
}

/** A comment over what a reader would ask about. */
export function explain(document: Document, plan: Plan): void {
  document.commentBefore = [
    ` The development stack of ${plan.slug}; README-DOCKER.md explains it.`,
    '   first start:  ./ops/up.sh (makes .env, starts the shared router)    later also:  docker compose up -d',
    ' Needs Docker Engine 25 and Compose 2.30 or newer. No port is published: the router reaches the containers through devnet.',
    ' A second clone on the same machine needs one line in its .env: COMPOSE_PROJECT_NAME=' + `${plan.slug}-2`,
  ].join('\n');
  const at = (path: readonly string[], text: string) => {
    commentAt(document, path, text);
  };
  for (const { name, observed } of plan.apps)
    if (observed?.loopback)
      at(
        ['services', name, 'command'],
        `open-localhost: it listens on ${observed.loopback} alone, where the router does not reach it.`,
      );
  for (const app of plan.apps)
    if (app.stdin) at(['services', app.name, 'stdin_open'], 'It ends when its standard input ends.');
  const bases = plan.runtimes.map((runtime) => ({ runtime, key: baseKey(plan, runtime) }));
  for (const { key } of bases) {
    const pair = keyOf(document, [key]);
    if (pair) pair.spaceBefore = true;
  }
  for (const { runtime, key } of bases) {
    const whose =
      bases.length === 1
        ? 'of the code'
        : `of ${runtime.title}${runtime.id === runtime.language ? '' : ` in ${runtime.id}`}`;
    at([key], `What every container ${whose} has in common.`);
    at([key, 'env_file'], 'Raw: a $ in a value stays as it is.');
    at(
      [key, 'environment'],
      'Wins over .env. Containers are called by their full names: a short one could be another project’s.',
    );
    for (const { name, reason } of runtime.environment)
      if (name === 'NODE_OPTIONS') at([key, 'environment', name], `${reason}.`);
    if (!runtime.deps) continue;
    const volume = runtime.mounts[0]?.volume ?? '';
    at(
      ['services', runtime.deps],
      [
        `Installs what the manifests list into the volume ${volume}, from the shared cache where it can; then ends.`,
        ...(runtime.besides ?? []),
      ].join('\n '),
    );
  }
  for (const { name } of plan.migrations) at(['services', name], 'Brings the schema up to date; the apps wait for it.');
  const pages = new Set(plan.runtimes.filter(({ language }) => language === 'static').map(({ id }) => id));
  for (const app of plan.apps) {
    const idle = app.profile
      ? ` Not started: ${app.starts.reason}. docker compose --profile ${app.profile} up -d ${app.name}`
      : '';
    at(['services', app.name], `${app.title}: ${entryText(app.entry.value)}.${idle}`);
    // Pages as they are have no traceback to show.
    if (!pages.has(app.runtime)) at(['services', app.name, 'healthcheck'], healthReason[app.serves]);
  }
  for (const service of plan.services) at(['services', service.name], `${service.title}: ${service.need.reason}.`);
  for (const { path, reasons } of decidedPlaces(plan))
    at(path, path.at(-1) === 'healthcheck' ? `${healthReason.http} ${reasons.join(' ')}` : reasons.join(' '));
  spaceOut(document);
  for (const volume of plan.volumes) {
    const value = document.getIn(['volumes', volume.name]);
    if (isMap(value)) value.flow = true;
    at(['volumes', volume.name], volume.comment);
  }
  const devnet = document.getIn(['networks', 'devnet']);
  if (isMap(devnet)) devnet.flow = true;
}

/** Places of the compose file at which a value of the user's is seen, each with all that is to be said there. */
function decidedPlaces(
  plan: Plan,
): readonly { readonly path: readonly string[]; readonly reasons: readonly string[] }[] {
  const places = new Map<string, { readonly path: readonly string[]; readonly reasons: readonly string[] }>();
  for (const { name, reason } of decisions(plan))
    for (const path of placesOf(name, plan)) {
      const key = name.split('.').at(-1) ?? name;
      const said = ['labels', 'healthcheck'].includes(path.at(-1) ?? '')
        ? `The ${wordOf[key] ?? key}: ${reason}.`
        : `${reason}.`;
      const before = places.get(path.join('.'))?.reasons ?? [];
      places.set(path.join('.'), { path, reasons: [...new Set([...before, said])] });
    }
  return [...places.values()];
}

const wordOf: Readonly<Record<string, string>> = { health: 'path' };

/** Where in the compose file a value of drydock.yml is seen. */
function placesOf(name: string, plan: Plan): readonly (readonly string[])[] {
  const [section, of = '', key = '', ...rest] = name.split('.');
  const keys: Readonly<Record<string, string>> = {
    command: 'command',
    memory: 'deploy',
    health: 'healthcheck',
    port: 'labels',
    host: 'labels',
    starts: 'profiles',
    image: 'image',
  };
  switch (section) {
    case 'slug':
      return [['name']];
    case 'environment':
      return plan.runtimes.map((runtime) => [baseKey(plan, runtime), 'environment', of]);
    case 'runtimes':
      return key === 'migrate'
        ? plan.migrations
            .filter(({ migration }) => migration.value.runtime === of)
            .map((each) => ['services', each.name, 'command'])
        : [];
    case 'apps':
      return [['services', of, ...(key === 'environment' ? [key, ...rest] : [keys[key] ?? key])]];
    case 'services': {
      const service = plan.services.find(({ id }) => id === of);
      return service && key !== '' ? [['services', service.name, keys[key] ?? key]] : [];
    }
    default:
      return [];
  }
}

/** An empty line before each part of the file and between services. */
export function spaceOut(document: Document): void {
  for (const name of ['services', 'networks', 'volumes']) {
    const key = keyOf(document, [name]);
    if (key) key.spaceBefore = true;
  }
  const services = document.get('services');
  if (!isMap(services)) return;
  for (const [index, pair] of services.items.entries())
    if (index > 0 && isScalar(pair.key)) pair.key.spaceBefore = true;
}

/** A comment over a key. */
export function commentAt(document: Document, path: readonly string[], text: string): void {
  const key = keyOf(document, path);
  if (key) key.commentBefore = ` ${text.replaceAll(/[\r\n]+/g, ' ')}`;
}

/** In an overlay, lists and maps are merged unless their tag says that they replace. */
export function replaceInstead(document: Document): void {
  const services = document.get('services');
  if (!isMap(services)) return;
  for (const { value } of services.items) {
    if (isMap(value)) replaceKeys(value, ['volumes', 'depends_on', 'command']);
  }
}

/** The same for some keys of one service. */
export function replaceKeys(service: YAMLMap, keys: readonly string[]): void {
  for (const key of keys) {
    const node: unknown = service.get(key, true);
    if (isCollection(node)) node.tag = '!override';
  }
}

const addFirst = (map: YAMLMap, pair: Pair): void => {
  map.items.unshift(pair);
};

/** The key node at a path, which carries the comment over it. */
function keyOf(document: Document, path: readonly string[]): Scalar | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1));
  if (!isMap(parent)) return undefined;
  const key = parent.items.map((pair) => pair.key).find((each) => isScalar(each) && each.value === path.at(-1));
  return isScalar(key) ? key : undefined;
}
