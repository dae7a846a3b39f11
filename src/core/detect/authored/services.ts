import type { ComposeResource, ComposeService, DockerStage } from '../../model/dockerFacts';
import type { AuthoredService } from '../../model/authored';
import type { Conclusion, Evidence } from '../../model/evidence';
import type { RepoFacts } from '../../model/facts';
import { folderOf, isWithin, within } from '../../model/paths';
import type { App } from '../../model/stackModel';
import { serviceOf } from '../../services/index';
import { at } from '../../stacks/probes';
import { conclude } from '../conclude';
import { backingIn, backingOf, contextOf, inputsOf, isProxy, isSilent, isTool, stageOf } from './images';
import { mountsOf, takenBy } from './kept';
import { httpPort } from './ports';

interface Read {
  readonly service: ComposeService;
  readonly stage?: DockerStage;
  readonly app?: App;
  readonly port?: Conclusion<string>;
  readonly role: AuthoredService['role'];
}

/** What each service is: told by its image, its ports, its Dockerfile and the app that was found in its folder. */
export function authoredServices(
  services: readonly ComposeService[],
  facts: Pick<RepoFacts, 'dockerfiles' | 'deployPorts' | 'manifests' | 'packages' | 'locks'>,
  apps: readonly App[],
  volumes: readonly ComposeResource[],
): readonly AuthoredService[] {
  const free = [...apps];
  // maildev.Dockerfile takes no code from the service that has the plain Dockerfile of the folder.
  const plainFirst = [...services].sort((a, b) => Number(!isPlain(a)) - Number(!isPlain(b)));
  const found = new Map(plainFirst.map((service) => [service, readService(service, services, facts, free)]));
  const read = services.flatMap((service) => found.get(service) ?? []);
  return read.map((each) => authored(each, read, { ...facts, volumes }, apps[0]));
}

const isPlain = ({ build }: ComposeService): boolean => /(^|\/)Dockerfile$/.test(build?.dockerfile ?? 'Dockerfile');

function readService(
  service: ComposeService,
  all: readonly ComposeService[],
  { dockerfiles, deployPorts }: Pick<RepoFacts, 'dockerfiles' | 'deployPorts'>,
  free: App[],
): Read {
  const stage = stageOf(service, dockerfiles);
  const context = sourceOf(service);
  const sharesBuild = all.some((other) => other !== service && sourceOf(other) === context);
  const migrates = isMigration(service);
  const runsCode = context !== undefined && !migrates && !(stage && isTool(stage.from));
  const app = runsCode ? claim(service, context, sharesBuild, free) : undefined;
  const page = pageOf(service);
  const backing = backingIn(service);
  // What a client in such an image does answers no HTTP either.
  const known = service.image && !service.build ? backingOf(service.image.value) : undefined;
  const silent = known !== undefined || (service.image !== undefined && isSilent(service.image.value));
  const port =
    page ??
    (silent || migrates
      ? undefined
      : httpPort(service, { ...(stage && { stage }), ...(app && { app }), sharesBuild, deployPorts, others: all }));
  return {
    service,
    role: roleOf(service, port, silent, backing === undefined && known !== undefined),
    ...(stage && { stage }),
    ...(app && { app }),
    ...(port && { port }),
  };
}

/** Folder of the code that a service runs: built from it, or mounted into an image of its language. */
function sourceOf(service: ComposeService): string | undefined {
  if (service.build) return contextOf(service);
  const mounted = service.command && service.volumes.find(({ source }) => /^\.{1,2}(\/|$)/.test(source ?? ''));
  return mounted && contextOf({ file: service.file, build: { ...mounted, context: mounted.source ?? '.' } });
}

/** Takes the app that a service runs out of those that none runs yet; one that answers HTTP for what has a port or is alone. */
function claim(service: ComposeService, context: string, sharesBuild: boolean, free: App[]): App | undefined {
  // backend/Dockerfile builds backend, whatever its context.
  const folder = within(context, folderOf(service.build?.dockerfile ?? ''));
  const inside = free
    .filter(({ path }) => isWithin(path, context))
    .sort((a, b) => Number(b.path === folder) - Number(a.path === folder));
  const serves = service.ports.length > 0 || !sharesBuild || !service.command;
  const found = serves
    ? inside.find((app) => app.serves === 'http')
    : (inside.find((app) => app.serves !== 'http' && mentions(service, app)) ??
      inside.find((app) => app.serves !== 'http'));
  if (found) free.splice(free.indexOf(found), 1);
  return found;
}

const mentions = (service: ComposeService, app: App): boolean =>
  app.name.split('-').some((word) => service.name.includes(word) || (service.command?.argv.includes(word) ?? false));

/** `alembic upgrade head`, `manage.py migrate`, `prisma migrate deploy` and the like, and nothing after it. */
const isMigration = ({ command }: ComposeService): boolean =>
  command !== undefined &&
  command.argv.some((word) => /^(migrate|upgrade|migration:run|db:migrate)$/.test(word)) &&
  !command.argv.includes('&&');

function roleOf(
  service: ComposeService,
  port: Conclusion<string> | undefined,
  silent: boolean,
  calls: boolean,
): AuthoredService['role'] {
  const place = service.image ?? service.build ?? service;
  if (port) return { ...port, value: 'http' };
  if (calls) return conclude('other', 'calls a client and may end', [at(service, 'calls a client', 3)]);
  if (silent) return conclude('backing', 'known by its image', [at(place, 'known by its image', 5)]);
  const published = service.ports.find((each) => each.published !== undefined);
  if (published) return conclude('backing', 'its ports are not for HTTP', [at(published, 'not for HTTP', 4)]);
  return conclude('other', 'nothing says that it answers HTTP', [at(service, 'no port', 2)]);
}

/** A web page that a known service has, where the author publishes it. */
function pageOf(service: ComposeService): Conclusion<string> | undefined {
  const id = backingIn(service);
  const page = id === undefined ? undefined : serviceOf(id).page;
  const port = service.ports.find(({ target, published }) => published && target === String(page?.port ?? ''));
  return port && conclude(port.target, `its page (${page?.title ?? ''})`, [at(port, 'publishes its page', 5)]);
}

function authored(
  read: Read,
  all: readonly Read[],
  { volumes, ...facts }: Parameters<typeof inputsOf>[1] & { readonly volumes: readonly ComposeResource[] },
  main: App | undefined,
): AuthoredService {
  const { service, stage, app, port, role } = read;
  const backing = backingIn(service);
  const from = stage?.from ?? service.image?.value ?? '';
  const interpreter = /(^|\/)(python|node)(:|$)/.exec(from)?.[2];
  const context = contextOf(service);
  const command = service.command ?? stage?.command;
  const shared = service.networkMode !== undefined;
  return {
    name: service.name,
    role,
    ...(backing !== undefined && { backing }),
    ...(service.image && { image: service.image.value }),
    ...(service.build && {
      build: {
        context: context ?? service.build.context,
        ...(service.build.dockerfile !== undefined && { dockerfile: service.build.dockerfile }),
        inputs: inputsOf(service, facts),
      },
    }),
    ...(app && { app: app.name }),
    ...(command && { command: command.argv.join(' ') }),
    ...(isTool(from) && { tool: true }),
    migrates: isMigration(service),
    ...(port && { port }),
    front: port ? frontEvidence(read, all, main) : [],
    published: service.ports.flatMap(({ published, target, protocol }) =>
      published === undefined ? [] : [`${published}:${target}${protocol === 'udp' ? '/udp' : ''}`],
    ),
    ...(service.containerName && { containerName: service.containerName.value }),
    networks: shared ? [] : service.networks.length > 0 ? service.networks : ['default'],
    envFiles: service.envFiles,
    labels: {
      router: service.labels.some(({ value }) => value.startsWith('traefik.')),
      named: service.labels.some(({ value }) => value.startsWith('traefik.') && value.includes('Host(')),
      others: service.labels.map(({ value }) => value).filter((value) => !value.startsWith('traefik.')),
    },
    starts: service.profiles.length === 0,
    ends: all.some((other) => other.service.awaits.includes(service.name)),
    states: {
      ...service.states,
      restart: service.restart !== undefined,
      healthcheck: service.states.healthcheck || stage?.healthcheck === true,
    },
    reads: service.secrets.length > 0,
    mounts: mountsOf(service, volumes),
    takes: takenBy(service),
    ...((interpreter === 'python' || interpreter === 'node') && { interpreter }),
  };
}

/** What a person opens first: what publishes the web's own port, what stands before others, the page of a front end. */
function frontEvidence(
  { service, stage, app }: Read,
  all: readonly Read[],
  main: App | undefined,
): readonly Evidence[] {
  const found: Evidence[] = [];
  const others = all.filter((other) => other.service !== service && other.port);
  const published = service.ports.filter((port) => port.published !== undefined);
  const web = published.find((port) => /(^|-)(80|443)\}?$/.test(port.published ?? ''));
  if (web) found.push(at(web, 'publishes the port of the web', 4));
  else if (published[0]) found.push(at(published[0], 'publishes a port', 2));
  const needs = others.filter((other) => dependsOn(service, other.service.name));
  if (isProxy(stage?.from ?? service.image?.value ?? '') && needs.length > 0)
    found.push(at(service, `stands before ${needs.map((other) => other.service.name).join(', ')}`, 3));
  const asked = others.find((other) => dependsOn(other.service, service.name));
  if (asked) found.push(at(service, `${asked.service.name} depends on it`, -3));
  if (service.image && (isTool(service.image.value) || backingOf(service.image.value)))
    found.push(at(service.image, 'a tool for looking at what runs', -6));
  if (main && app === main) found.push(at(service, 'runs what a person opens first', 2));
  if (/^(web|www|front|frontend|app|ui|client|site|nginx|proxy|gateway)\b/.test(service.name))
    found.push(at(service, 'is called like what a person opens', 1));
  return found;
}

const dependsOn = (service: ComposeService, name: string): boolean =>
  service.dependsOn.includes(name) || service.links.some((link) => link.split(':')[0] === name);
