import { Document } from 'yaml';
import type {
  HealthcheckPlan,
  Mount,
  Plan,
  PlannedApp,
  PlannedEnvironment,
  PlannedMigration,
  PlannedService,
  Route,
  RuntimePlan,
} from '../model/plan';
import { baseKey, baseMerge, environmentMerge, explain, layOut, mergeBases, replaceInstead } from './composeLayout';
import { commandWords, verbatim } from './interpolation';
import { shellLine } from './shellWords';

type Node = Readonly<Record<string, unknown>>;

const uid = '${DRYDOCK_UID:?run ./ops/up.sh once, it writes .env}';
const gid = '${DRYDOCK_GID:?run ./ops/up.sh once, it writes .env}';
/** What is equal is written twice instead of being aliased. */
export const documentOptions = { aliasDuplicateObjects: false } as const;
const logging = { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } };
export const named = (name: string) => `\${COMPOSE_PROJECT_NAME}-${name}`;
export const devnet = { external: true };
const done = { condition: 'service_completed_successfully' };
const healthy = { condition: 'service_healthy' };

/** The compose file, built as a document. */
export function renderCompose(plan: Plan): string {
  const document = new Document(
    {
      name: plan.slug,
      ...Object.fromEntries(plan.runtimes.map((runtime) => [baseKey(plan, runtime), appBase(plan, runtime)])),
      services: {
        ...Object.fromEntries(
          plan.runtimes.flatMap((runtime) =>
            runtime.deps ? [[runtime.deps, depsService(plan, runtime, runtime.deps)]] : [],
          ),
        ),
        ...Object.fromEntries(plan.migrations.map((each) => [each.name, migrateService(plan, each)])),
        ...Object.fromEntries(plan.apps.map((app) => [app.name, appService(plan, app)])),
        ...Object.fromEntries(plan.services.map((service) => [service.name, backingService(service)])),
      },
      networks: { devnet },
      ...(plan.volumes.length > 0 && {
        volumes: Object.fromEntries(plan.volumes.map(({ name, shared }) => [name, shared ? { external: true } : {}])),
      }),
    },
    documentOptions,
  );
  mergeBases(document);
  explain(document, plan);
  layOut(document);
  return print(document);
}

/** A document as a person would lay it out. */
export const print = (document: Document): string =>
  document.toString({ lineWidth: 0, flowCollectionPadding: false, nullStr: '' });

/** Its overlay: the same project from the prod images, without mounted source and without reload. */
export function renderProductionCompose(plan: Plan, production: string): string {
  const reset = { volumes: [] as string[] };
  const built = (runtime: RuntimePlan) => ({
    image: imageOf(runtime, 'prod'),
    build: { context: '.', ...dockerfileOf(runtime), target: 'prod' },
  });
  const ready = plan.services.map((service) => [service.name, healthy] as const);
  const document = new Document(
    {
      services: {
        ...Object.fromEntries(plan.runtimes.flatMap(({ deps }) => (deps ? [[deps, { profiles: ['dev'] }]] : []))),
        ...Object.fromEntries(
          plan.migrations.map((each) => [
            each.name,
            { ...built(runtimeOf(plan, each.migration.value.runtime)), ...reset, depends_on: dependsOn(ready) },
          ]),
        ),
        ...Object.fromEntries(
          plan.apps.map((app) => [
            app.name,
            {
              ...built(runtimeOf(plan, app.runtime)),
              volumes: app.volumes.map(mounted),
              ...(app.produce.value.length > 0
                ? { command: commandWords(app.produce.value, app.port?.variable) }
                : servedByNginx(app)),
              depends_on: dependsOn(
                isStatic(app, runtimeOf(plan, app.runtime))
                  ? []
                  : [...plan.migrations.map(({ name }) => [name, done] as const), ...ready],
              ),
            },
          ]),
        ),
      },
    },
    documentOptions,
  );
  document.commentBefore = [
    ' Production-like: what the image holds, served as in production, on the same data.',
    `   docker compose -f ${plan.compose.file} -f ${production} up -d --build`,
  ].join('\n');
  replaceInstead(document);
  layOut(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function runtimeOf(plan: Plan, id: string): RuntimePlan {
  const found = plan.runtimes.find((runtime) => runtime.id === id);
  if (!found) throw new Error(`no runtime has the id ${id}`);
  return found;
}

/** A built front end: its image is nginx's, which has wget and no Node.js. */
const servedByNginx = (app: PlannedApp): Node => ({
  command: ['nginx', '-g', 'daemon off;'],
  healthcheck: { test: ['CMD', 'wget', '-q', '-O', '/dev/null', `http://127.0.0.1:${app.port?.number.value ?? 80}/`] },
});

/** As the label has it: a port that .env may change, unless the user decides it. */
const portOf = ({ port }: PlannedApp): string => {
  const number = String(port?.number.value ?? 0);
  return port?.variable === undefined ? number : `\${${port.variable}:-${number}}`;
};

const imageOf = (runtime: RuntimePlan, target: 'dev' | 'prod') => named(`${runtime.image}${target}`);

const dockerfileOf = ({ dockerfile }: RuntimePlan) =>
  dockerfile === 'Dockerfile' ? {} : { dockerfile: verbatim(dockerfile) };

function appBase(plan: Plan, runtime: RuntimePlan): Node {
  const { production } = runtime;
  return {
    image: imageOf(runtime, 'dev'),
    build: {
      context: '.',
      ...dockerfileOf(runtime),
      target: 'dev',
      ...(production.language !== 'static' && { args: { DRYDOCK_UID: uid, DRYDOCK_GID: gid } }),
    },
    pull_policy: 'never',
    user: `${uid}:${gid}`,
    ...(production.language !== 'static' && { working_dir: '/app' }),
    init: true,
    restart: 'unless-stopped',
    // A server of pages reads no variable.
    ...(production.language !== 'static' && { env_file: [{ path: '.env', format: 'raw' }] }),
    ...(runtime.environment.length > 0 && {
      environment: Object.fromEntries(
        runtime.environment.map(({ name, value }) => [name, name === 'PYTHONPATH' ? verbatim(value) : value]),
      ),
    }),
    volumes: appMounts(runtime),
    logging,
  };
}

/** What every container of a runtime has mounted; a service with volumes of its own repeats it, since a list is replaced whole. */
const appMounts = ({ mounts, caches, production }: RuntimePlan): readonly string[] =>
  production.language === 'static'
    ? [`./${verbatim(production.path)}:/usr/share/nginx/html:ro`]
    : ['.:/app', ...mounts.map(mounted), 'home:/home/dev', ...caches.filter(({ used }) => used).map(mounted)];

const mounted = ({ volume, path }: Mount) => `${volume}:${verbatim(path)}`;

function depsService(plan: Plan, runtime: RuntimePlan, name: string): Node {
  const caches = runtime.caches.map(mounted);
  return {
    [baseMerge]: baseKey(plan, runtime),
    container_name: named(name),
    command: commandWords(runtime.install, undefined),
    restart: 'no',
    // pip needs only to read the source; package managers of Node open their manifests for writing.
    volumes:
      runtime.language === 'python'
        ? ['.:/app:ro', ...runtime.mounts.map(mounted), ...caches]
        : ['.:/app', ...runtime.mounts.map(mounted), 'home:/home/dev', ...caches],
    deploy: memory('2g'),
  };
}

function migrateService(plan: Plan, { name, migration: { value }, environment }: PlannedMigration): Node {
  // 3: there is a table already. Anything else is a reason to stop rather than to guess.
  const once = [
    'sh',
    '-c',
    `python ops/first_schema.py; case $$? in 0) ${verbatim(shellLine(value.argv))} ;; 3) ;; *) exit 1 ;; esac`,
  ];
  const runtime = runtimeOf(plan, value.runtime);
  const app =
    value.tool === 'alembic'
      ? undefined
      : plan.apps.find((each) => each.runtime === value.runtime && each.environment.length > 0);
  const own = [
    ...(runtime.language === 'python' ? (app?.environment ?? []).filter(({ chosen }) => !chosen) : []),
    ...environment,
  ];
  return {
    [baseMerge]: baseKey(plan, runtime),
    container_name: named(name),
    command: value.when === 'once' ? once : commandWords(value.argv, undefined),
    ...(value.path && { working_dir: verbatim(`/app/${value.path}`) }),
    restart: 'no',
    ...(own.length > 0 && { environment: extraEnvironment(own) }),
    depends_on: dependsOn([...installed(runtime), ...plan.services.map((service) => [service.name, healthy] as const)]),
    deploy: memory('1g'),
  };
}

function appService(plan: Plan, app: PlannedApp): Node {
  const runtime = runtimeOf(plan, app.runtime);
  const migrations = plan.migrations.filter(({ migration }) => migration.value.runtime === app.runtime);
  return {
    [baseMerge]: baseKey(plan, runtime),
    container_name: named(app.name),
    command: forwarding(app),
    ...(app.stdin && { stdin_open: true }),
    ...(app.directory !== '/app' && runtime.language !== 'static' && { working_dir: verbatim(app.directory) }),
    ...(app.environment.length > 0 && { environment: extraEnvironment(app.environment) }),
    ...(app.volumes.length > 0 && { volumes: [...appMounts(runtime), ...app.volumes.map(mounted)] }),
    ...(app.profile && { profiles: [app.profile] }),
    ...after([
      ...(migrations.length > 0 ? migrations.map(({ name }) => [name, done] as const) : installed(runtime)),
      // What is static in the end talks to no database.
      ...(isStatic(app, runtime) ? [] : plan.services.map((service) => [service.name, healthy] as const)),
    ]),
    ...(app.healthcheck && { healthcheck: healthcheck(app.healthcheck) }),
    ...(app.route && {
      labels: routerLabels(app.route, portOf(app)),
      networks: ['default', 'devnet'],
    }),
    deploy: memory(app.memory.value),
  };
}

/** A built front end, or pages as they are. */
const isStatic = (app: PlannedApp, runtime: RuntimePlan): boolean =>
  Boolean(app.build?.value.folder) || runtime.language === 'static';

const installed = ({ deps }: RuntimePlan) => (deps ? [[deps, done] as const] : []);

/** Addresses that the code fixes to this machine lead to the right containers, and from them; the source stays as it is. */
function forwarding(app: PlannedApp): readonly string[] {
  const { forwards, observed } = app;
  const loopback = observed?.loopback === '::1' ? '[::1]' : observed?.loopback;
  return [
    ...(forwards.length > 0
      ? ['with-localhost', ...forwards.map(({ port, to }) => `${port}=${named(to)}:${port}`), '--']
      : []),
    ...(loopback ? ['open-localhost', `${portOf(app)}=${loopback}:${portOf(app)}`, '--'] : []),
    ...commandWords(app.develop.value, app.port?.variable),
  ];
}

function backingService(service: PlannedService): Node {
  return {
    container_name: named(service.name),
    image: service.image.value,
    ...(service.command && { command: service.command }),
    ...(service.environment.length > 0 && {
      environment: Object.fromEntries(service.environment.map((each) => [each.name, each.value])),
    }),
    ...(service.aliases.length > 0 && { networks: { default: { aliases: service.aliases } } }),
    ...(service.volume && { volumes: [`${service.volume.name}:${service.volume.path}`] }),
    init: true,
    restart: 'unless-stopped',
    healthcheck: healthcheck(service.healthcheck),
    logging,
    deploy: memory(service.memory.value),
  };
}

/** As a list, so that names interpolate. Router names: <slug> for the main app, <slug>-<app> for the others. */
export function routerLabels({ subdomain, main }: Route, port: string): readonly string[] {
  const router = main ? '${COMPOSE_PROJECT_NAME}' : named(subdomain);
  const hosts = [...(main ? [''] : []), ...(subdomain ? [`${subdomain}.`] : [])];
  const rule = hosts.map((host) => `Host(\`${host}\${COMPOSE_PROJECT_NAME}.localhost\`)`).join(' || ');
  return [
    'traefik.enable=true',
    'traefik.docker.network=devnet',
    `traefik.http.routers.${router}.rule=${rule}`,
    `traefik.http.routers.${router}.entrypoints=web`,
    `traefik.http.services.${router}.loadbalancer.server.port=${port}`,
  ];
}

export const memory = (limit: string) => ({ resources: { limits: { memory: limit } } });

/** What has to be there first; nothing is no key. */
const after = (entries: readonly (readonly [string, Node])[]): Node =>
  entries.length > 0 ? { depends_on: dependsOn(entries) } : {};

const dependsOn = (entries: readonly (readonly [string, Node])[]) => Object.fromEntries(entries);

export const healthcheck = (check: HealthcheckPlan) => ({
  test: check.test,
  interval: check.interval,
  timeout: check.timeout,
  start_period: check.startPeriod,
  start_interval: check.startInterval,
  retries: check.retries,
});

/** Merge keys replace a map whole, so that what is added to `environment:` brings the shared part along through its own anchor. */
const extraEnvironment = (own: readonly PlannedEnvironment[]): Node => ({
  [environmentMerge]: true,
  ...Object.fromEntries(own.map((each) => [each.name, each.value])),
});
