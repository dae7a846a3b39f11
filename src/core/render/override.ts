import { Document, isMap, isScalar, isSeq } from 'yaml';
import type { AuthoredPlan, PlannedAuthored } from '../model/authoredPlan';
import type { Plan } from '../model/plan';
import { devnet, documentOptions, healthcheck, memory, named, print, routerLabels } from './compose';
import { commentAt, layOut, replaceKeys, spaceOut } from './composeLayout';

type Node = Readonly<Record<string, unknown>>;

/** What is merged after the author's compose files; where there are none, a whole one around the Dockerfiles. */
export function renderOverride(plan: Plan, authored: AuthoredPlan): string {
  const networks = [...new Set(['default', ...authored.networks])].filter(
    (name) => !authored.external.networks.includes(name),
  );
  const document = new Document(
    {
      name: plan.slug,
      services: Object.fromEntries(authored.services.map((service) => [service.name, serviceOf(service, authored)])),
      networks: {
        ...Object.fromEntries(networks.map((name) => [name, { name: `app_\${COMPOSE_PROJECT_NAME}_${name}` }])),
        devnet,
      },
      ...(plan.volumes.length > 0 && { volumes: Object.fromEntries(plan.volumes.map(({ name }) => [name, {}])) }),
    },
    documentOptions,
  );
  tag(document, authored);
  document.commentBefore = authored.overrides
    ? [
        ` Merged after ${plan.compose.merged.slice(0, -1).join(' and ')}, untouched; COMPOSE_FILE in .env names them all.`,
        '   first start:  ./ops/up.sh (makes .env, starts the shared router)    later also:  docker compose up -d',
        ' Adds the router’s labels and what was left open, and takes the ports of this machine away. Needs Compose 2.30 or newer.',
      ].join('\n')
    : [
        ' The Dockerfiles of this repository as they are, reached through the shared router; no port is published.',
        '   first start:  ./ops/up.sh (makes .env, starts the shared router)    later also:  docker compose up -d',
      ].join('\n');
  for (const { name, title, role, port } of authored.services)
    commentAt(document, ['services', name], `${title}: ${port ? `port ${port.value}, ${role.reason}` : role.reason}.`);
  commentAt(
    document,
    ['networks', 'default'],
    'Named so that it is asked before devnet, where other projects may have services of the same names.',
  );
  for (const volume of plan.volumes) commentAt(document, ['volumes', volume.name], volume.comment);
  layOut(document);
  spaceOut(document);
  return print(document);
}

function serviceOf(service: PlannedAuthored, { overrides }: AuthoredPlan): Node {
  const { route, port, volume } = service;
  const aliases = service.aliases.length > 0 ? { aliases: service.aliases } : {};
  return {
    ...(service.build && { build: { context: service.build.context || '.', ...dockerfile(service.build.dockerfile) } }),
    container_name: service.named ? named(service.name) : null,
    ...(overrides && service.published.length > 0 && { ports: [] }),
    ...(Object.keys(service.environment).length > 0 && { environment: service.environment }),
    ...(service.envFiles && { env_file: service.envFiles }),
    ...(route && port && { labels: [...(service.otherLabels ?? []), ...routerLabels(route, port.value)] }),
    ...((route ?? service.aliases.length > 0) &&
      service.networks.length > 0 && {
        networks: {
          ...Object.fromEntries(service.networks.map((name) => [name, aliases])),
          ...(route && { devnet: {} }),
        },
      }),
    ...(volume && { volumes: [`${volume.volume}:${volume.path}`] }),
    ...(service.restarts && { restart: 'unless-stopped' }),
    ...(service.healthcheck && { healthcheck: healthcheck(service.healthcheck) }),
    ...(service.memory !== undefined && { deploy: memory(service.memory) }),
  };
}

const dockerfile = (name: string | undefined): Node => (name === undefined ? {} : { dockerfile: name });

/** Lists are merged unless their tag says that they replace: https://docs.docker.com/reference/compose-file/merge/ */
function tag(document: Document, { services }: AuthoredPlan): void {
  for (const { name, otherLabels } of services) {
    const service: unknown = document.getIn(['services', name]);
    if (!isMap(service)) continue;
    replaceKeys(service, ['env_file', ...(otherLabels ? ['labels'] : [])]);
    const ports: unknown = service.get('ports', true);
    if (isSeq(ports)) ports.tag = '!reset';
    const container: unknown = service.get('container_name', true);
    if (isScalar(container) && container.value === null) container.tag = '!reset';
    const networks: unknown = service.get('networks', true);
    if (isMap(networks)) networks.flow = true;
  }
}
