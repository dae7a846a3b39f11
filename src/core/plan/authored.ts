import type { AuthoredService, AuthoredStack } from '../model/authored';
import type { AuthoredPlan, PlannedAuthored } from '../model/authoredPlan';
import type { Diagnostic } from '../model/diagnostic';
import type { HealthcheckPlan, Mount, PlannedVariable } from '../model/plan';
import { repositoryOf } from '../detect/authored/images';
import { weightOf } from '../detect/conclude';
import { serviceOf } from '../services/index';
import { stackOf } from '../stacks/index';
import type { App } from '../model/stackModel';
import { dataPathOf, guardsOf, keeps, madeSecrets } from './authoredGuards';
import { httpHealthcheck, serviceHealthcheck } from './healthchecks';
import { slugFrom } from './slug';

/** Nobody knows what an author's service needs: a ceiling that keeps one from taking the machine, no budget. */
const ceiling = '4g';

/** The author's services with what the override adds. */
export function authoredPlan(stack: AuthoredStack, apps: readonly App[]): AuthoredPlan {
  const routed = stack.services.filter((service) => service.port && service.networks.length > 0);
  const reached = routed.filter((service) => !isBehind(service, stack));
  const [main] = [...reached.filter(({ starts }) => starts), ...reached]
    .map((service, index) => ({ service, index, weight: weightOf(service.front) }))
    .sort((a, b) => b.weight - a.weight || a.index - b.index)
    .map(({ service }) => service);
  const secrets = madeSecrets(stack);
  const services = stack.services.map((service): PlannedAuthored => {
    const isMain = service === main;
    const route = reached.includes(service)
      ? { main: isMain, subdomain: reached.length === 1 ? '' : slugFrom(service.name) }
      : undefined;
    const { states } = service;
    // What is none of these may end by itself.
    const known = route ?? service.backing ?? service.app;
    const runs = !service.ends && known !== undefined;
    const health = healthcheckOf(service);
    const volume = volumeOf(service);
    return {
      name: service.name,
      title: service.build
        ? `Dockerfile${service.build.context ? ` of ${service.build.context}` : ''}`
        : (service.image ?? ''),
      role: service.role,
      ...(service.backing !== undefined && { backing: service.backing }),
      ...(service.app !== undefined && { app: service.app }),
      ...(service.command !== undefined && { command: service.command }),
      ...(stack.files.value.length === 0 && placeOf(service)),
      ...builtOf(service),
      ...(service.port && { port: service.port }),
      ...(service.observed && { observed: service.observed }),
      ...(route && { route }),
      published: service.published,
      named: !states.several,
      aliases:
        service.containerName === undefined || service.containerName.includes('$') ? [] : [service.containerName],
      networks: service.networks,
      ...(route && service.labels.router && { otherLabels: service.labels.others }),
      restarts: runs && !states.restart,
      awaited: runs && service.starts,
      ...(health && !states.healthcheck && { healthcheck: health }),
      ...(!states.memory && { memory: ceiling }),
      ...(volume && { volume }),
      guards: guardsOf(service, secrets, volume?.volume),
      ...envFilesOf(service, stack),
      environment: route ? environmentOf(service, apps) : {},
    };
  });
  return {
    overrides: stack.files.value.length > 0,
    services: [...services].sort((a, b) => Number(b.route?.main ?? false) - Number(a.route?.main ?? false)),
    networks: stack.networks,
    external: stack.external,
    missing: stack.missing,
  };
}

/** Where the image is built, for Compose. */
function placeOf({ build }: AuthoredService): Pick<PlannedAuthored, 'build'> {
  if (!build) return {};
  const { context, dockerfile } = build;
  return { build: { context, ...(dockerfile !== undefined && { dockerfile }) } };
}

/** What does not start by itself is not built either. */
const builtOf = ({ build, image, starts }: AuthoredService): Pick<PlannedAuthored, 'built'> =>
  build && starts && !image?.includes('$')
    ? { built: { ...(image !== undefined && { image }), inputs: build.inputs } }
    : {};

/**
 * Whether a router of the author's own reaches a service by rules without a host name, so that its labels have to stay. Those with
 * one name hosts that this machine does not have: there Drydock's router takes its place.
 */
const isBehind = (service: AuthoredService, { services }: AuthoredStack): boolean =>
  service.labels.router &&
  !service.labels.named &&
  services.some(({ image }) => image !== undefined && repositoryOf(image) === 'traefik');

function healthcheckOf({ backing, image, interpreter, port }: AuthoredService): HealthcheckPlan | undefined {
  const known = backing === undefined ? undefined : serviceOf(backing);
  if (known?.statusCheck && known.images[0] === repositoryOf(image ?? '')) return serviceHealthcheck(known.statusCheck);
  // One that asks at a wrong port would take a service away that works.
  return interpreter && port && (port.evidence[0]?.weight ?? 0) >= 4
    ? httpHealthcheck(interpreter, port.value)
    : undefined;
}

/** What a server has to be told before it answers to the router. */
function environmentOf({ app }: AuthoredService, apps: readonly App[]): Readonly<Record<string, string>> {
  const found = apps.find(({ name }) => name === app);
  return {
    ...(found && stackOf(found.stack.value).behindRouter),
    ...Object.fromEntries(found?.hosts?.values.map(({ variable, value }) => [variable, value]) ?? []),
  };
}

function volumeOf(service: AuthoredService): Mount | undefined {
  const { name, backing, image, mounts } = service;
  const path = dataPathOf(service);
  const known = backing === undefined ? undefined : serviceOf(backing);
  if (path === undefined || repositoryOf(image ?? '') !== known?.images[0]) return undefined;
  return mounts.some((mount) => keeps(mount, path)) ? undefined : { volume: `drydock-${name}`, path };
}

function envFilesOf({ envFiles }: AuthoredService, { missing }: AuthoredStack): Pick<PlannedAuthored, 'envFiles'> {
  const unknown = missing.filter(({ kind }) => kind === 'unknown').map(({ path }) => path);
  const isMissing = (path: string) => unknown.includes(path.replace(/^\.\//, ''));
  if (!envFiles.some(isMissing)) return {};
  return { envFiles: envFiles.map((path) => ({ path, required: !isMissing(path) })) };
}

/** .env: the files that Compose merges, and what it puts into them. */
export function authoredVariables(stack: AuthoredStack, merged: readonly string[]): readonly PlannedVariable[] {
  const file: PlannedVariable = {
    name: 'COMPOSE_FILE',
    value: merged.join(':'),
    kind: 'setting',
    group: 'project',
    comment: 'The compose files that were here before stay as they are; the last one is merged after them.',
    reads: [],
  };
  const secrets = madeSecrets(stack);
  const used = stack.variables
    .filter(({ name, optional }) => !optional && !/^(COMPOSE_|PWD$|HOME$|USER$|UID$|GID$|DRYDOCK_)/.test(name))
    .map(({ name, optional: _, ...evidence }): PlannedVariable => {
      const common = { name, group: 'app' as const, reads: [evidence] };
      const place = `${evidence.file}:${evidence.line}`;
      if (stack.services.some(({ published }) => published.some((port) => port.includes(`{${name}}`))))
        return {
          ...common,
          kind: 'setting',
          value: '8080',
          comment: `Only for a port that is not published (${place}).`,
        };
      return secrets.includes(name)
        ? { ...common, kind: 'secret', value: '', comment: `Made by ops/up.sh (${place}).` }
        : { ...common, kind: 'setting', value: '', comment: `Compose puts it in (${place}).` };
    });
  return [...(stack.files.value.length > 0 ? [file] : []), ...used];
}

/** What changes for somebody who knows the author's way, and what could not be found. */
export function authoredDiagnostics(stack: AuthoredStack, plan: AuthoredPlan, file: string): readonly Diagnostic[] {
  const note = (severity: 'note' | 'warning', message: string, next: string): Diagnostic => ({
    code: 'docker-present',
    severity,
    message,
    next,
  });
  const closed = plan.services.filter(({ published, route }) => published.length > 0 && !route);
  return [
    ...(closed.length > 0
      ? [
          note(
            'note',
            `No port of this machine leads to ${closed.map(({ name, published }) => `${name} (${published.join(', ')})`).join(', ')} any more.`,
            'Inside: ./ops/shell.sh SERVICE.',
          ),
        ]
      : []),
    ...plan.services.flatMap(({ name, port, route }): readonly Diagnostic[] =>
      route && port?.certainty === 'default'
        ? [
            {
              code: 'port-uncertain',
              severity: 'note',
              message: `Nothing states the port of ${name}; ${port.value} is taken, ${port.reason}.`,
              next: `Correct its label in ${file} if it listens elsewhere.`,
            },
          ]
        : [],
    ),
    ...stack.missing.map((file) =>
      file.kind === 'unknown'
        ? note(
            'warning',
            `${file.path} is read at the start and is no part of the repository.`,
            'Without it the service starts with what else it has.',
          )
        : note(
            'note',
            `${file.path} is no part of the repository; ops/up.sh makes it ${file.kind === 'secret' ? 'with a fresh secret' : `from ${file.example}`} where it is missing.`,
            'Write what is right for this machine into it.',
          ),
    ),
    ...stack.diagnostics,
  ];
}
