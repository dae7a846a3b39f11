import { Document } from 'yaml';
import type { HealthcheckPlan, Plan, PlannedApp, PlannedEnvironment, PlannedService } from '../model/plan';
import { environmentMerge, explain, layOut, mergeBase, replaceInstead } from './composeLayout';
import { installCommand } from './readme';
import { shellLine } from './shellWords';

type Node = Readonly<Record<string, unknown>>;

const uid = '${DRYDOCK_UID:?run ./ops/up.sh once, it writes .env}';
const gid = '${DRYDOCK_GID:?run ./ops/up.sh once, it writes .env}';
/** What is equal is written twice instead of being aliased. */
const documentOptions = { aliasDuplicateObjects: false } as const;
const logging = { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } };
const named = (name: string) => `\${COMPOSE_PROJECT_NAME}-${name}`;
const done = { condition: 'service_completed_successfully' };
const healthy = { condition: 'service_healthy' };

/** docker-compose.yml, built as a document. */
export function renderCompose(plan: Plan): string {
  const document = new Document(
    {
      name: plan.slug,
      'x-app': appBase(plan),
      services: {
        deps: depsService(plan),
        ...(plan.migration && { migrate: migrateService(plan) }),
        ...Object.fromEntries(plan.apps.map((app) => [app.name, appService(plan, app)])),
        ...Object.fromEntries(plan.services.map((service) => [service.name, backingService(service)])),
      },
      networks: { devnet: { external: true } },
      volumes: Object.fromEntries(plan.volumes.map((volume) => [volume.name, volume.shared ? { external: true } : {}])),
    },
    documentOptions,
  );
  mergeBase(document);
  explain(document, plan);
  layOut(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false, nullStr: '' });
}

/** docker-compose.prod.yml: the same project from the prod image, without mounted source and without reload. */
export function renderProductionCompose(plan: Plan): string {
  const image = { image: named('prod'), build: { context: '.', target: 'prod' } };
  const reset = { volumes: [] as string[] };
  const document = new Document(
    {
      services: {
        deps: { profiles: ['dev'] },
        ...(plan.migration && {
          migrate: {
            ...image,
            ...reset,
            depends_on: dependsOn(plan.services.map((service) => [service.name, healthy])),
          },
        }),
        ...Object.fromEntries(
          plan.apps.map((app) => [
            app.name,
            {
              ...image,
              ...reset,
              command: app.produce,
              depends_on: dependsOn([
                ...(plan.migration ? [['migrate', done] as const] : []),
                ...plan.services.map((service) => [service.name, healthy] as const),
              ]),
            },
          ]),
        ),
      },
    },
    documentOptions,
  );
  document.commentBefore = [
    ' Production-like: what the image holds, served as in production, on the same data.',
    '   docker compose -f docker-compose.yml -f docker-compose.prod.yml up -d --build',
  ].join('\n');
  replaceInstead(document);
  layOut(document);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

function appBase(plan: Plan): Node {
  return {
    image: named('dev'),
    build: { context: '.', target: 'dev', args: { DRYDOCK_UID: uid, DRYDOCK_GID: gid } },
    pull_policy: 'never',
    user: `${uid}:${gid}`,
    working_dir: '/app',
    init: true,
    restart: 'unless-stopped',
    env_file: [{ path: '.env', format: 'raw' }],
    environment: {
      PYTHONPATH: plan.runtime.importRoots.join(':'),
      ...Object.fromEntries(plan.environment.map((each) => [each.name, each.value])),
    },
    volumes: ['.:/app', 'venv:/venv', 'home:/home/dev'],
    logging,
  };
}

function depsService(plan: Plan): Node {
  return {
    container_name: named('deps'),
    command: installCommand(plan),
    restart: 'no',
    volumes: ['.:/app:ro', 'venv:/venv', `${plan.runtime.sharedCache}:/cache/uv`],
    deploy: memory('2g'),
  };
}

function migrateService(plan: Plan): Node {
  const migration = plan.migration?.value;
  const argv = migration?.argv ?? [];
  // 3: there is a table already. Anything else is a reason to stop rather than to guess.
  const once = ['sh', '-c', `python ops/first_schema.py; case $$? in 0) ${shellLine(argv)} ;; 3) ;; *) exit 1 ;; esac`];
  const app = migration?.tool === 'alembic' ? undefined : plan.apps.find((each) => each.environment.length > 0);
  const own = [...(app?.environment ?? []), ...plan.migrationEnvironment];
  return {
    container_name: named('migrate'),
    command: migration?.when === 'once' ? once : argv,
    ...(migration?.path && { working_dir: `/app/${migration.path}` }),
    restart: 'no',
    ...(own.length > 0 && { environment: extraEnvironment(own) }),
    depends_on: dependsOn([['deps', done], ...plan.services.map((service) => [service.name, healthy] as const)]),
    deploy: memory('1g'),
  };
}

function appService(plan: Plan, app: PlannedApp): Node {
  return {
    container_name: named(app.name),
    command: app.develop,
    ...(app.environment.length > 0 && { environment: extraEnvironment(app.environment) }),
    ...(app.profile && { profiles: [app.profile] }),
    depends_on: dependsOn([
      [plan.migration ? 'migrate' : 'deps', done],
      ...plan.services.map((service) => [service.name, healthy] as const),
    ]),
    healthcheck: healthcheck(app.healthcheck),
    ...(app.route && { labels: labels(app, app.route.subdomain), networks: ['default', 'devnet'] }),
    deploy: memory(app.memory),
  };
}

function backingService(service: PlannedService): Node {
  return {
    container_name: named(service.name),
    image: service.image,
    ...(service.command && { command: service.command }),
    ...(service.environment.length > 0 && {
      environment: Object.fromEntries(service.environment.map((each) => [each.name, each.value])),
    }),
    ...(service.volume && { volumes: [`${service.volume.name}:${service.volume.path}`] }),
    init: true,
    restart: 'unless-stopped',
    healthcheck: healthcheck(service.healthcheck),
    logging,
    deploy: memory(service.memory),
  };
}

/** As a list, so that names interpolate. Router names: <slug> for the main app, <slug>-<app> for the others. */
function labels(app: PlannedApp, subdomain: string): readonly string[] {
  const router = subdomain ? named(subdomain) : '${COMPOSE_PROJECT_NAME}';
  const host = `${subdomain ? `${subdomain}.` : ''}\${COMPOSE_PROJECT_NAME}.localhost`;
  return [
    'traefik.enable=true',
    'traefik.docker.network=devnet',
    `traefik.http.routers.${router}.rule=Host(\`${host}\`)`,
    `traefik.http.routers.${router}.entrypoints=web`,
    `traefik.http.services.${router}.loadbalancer.server.port=\${${app.port?.variable ?? ''}:-${app.port?.number.value ?? 0}}`,
  ];
}

const memory = (limit: string) => ({ resources: { limits: { memory: limit } } });

const dependsOn = (entries: readonly (readonly [string, Node])[]) => Object.fromEntries(entries);

const healthcheck = (check: HealthcheckPlan) => ({
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
