import { deepest } from '../model/paths';
import type { PlannedEnvironment } from '../model/plan';
import type { App, Migration, Runtime, ServiceAddress, StackModel } from '../model/stackModel';
import { serviceOf, servicesFor } from '../services/index';

/**
 * What every app of a runtime gets under `environment:`, stronger than .env: addresses of backing services by the names of their
 * containers (a service name on a shared network answers for every project that has one), and what makes it answer to its own.
 */
export function environmentOf(
  model: StackModel,
  runtime: Runtime,
  apps: readonly App[],
): readonly PlannedEnvironment[] {
  const found = new Map<string, PlannedEnvironment>();
  const chosen = servicesFor(model.services);
  for (const [index, need] of model.services.entries()) {
    const service = chosen[index] ?? serviceOf(need.id);
    const host = `\${COMPOSE_PROJECT_NAME}-${service.name}`;
    for (const address of need.addresses) {
      if (!readsIt(address.file, runtime, model)) continue;
      const value = service.address(withScheme(address, runtime), host);
      found.set(address.variable, {
        name: address.variable,
        value,
        reason: `${service.title} runs in its own container (read in ${address.file}:${address.line})`,
      });
    }
    for (const { stack, variables, services, reason } of ownVariables) {
      if (!services.includes(need.id) || !apps.some((app) => app.stack.value === stack)) continue;
      const value = service.address({ holds: 'url' }, host);
      for (const name of variables) if (!found.has(name)) found.set(name, { name, value, reason });
    }
  }
  for (const { name: app, hosts } of apps) {
    for (const { variable, value, reason, file, line } of hosts?.values ?? [])
      found.set(variable, { name: variable, value, reason: `${reason} (read in ${file}:${line})` });
    if (hosts?.fixed)
      found.set('DJANGO_SETTINGS_MODULE', {
        name: 'DJANGO_SETTINGS_MODULE',
        value: settingsModuleOf(app),
        reason: `ops/${settingsModuleOf(app)}.py takes ${hosts.fixed.value} and adds .localhost: ${hosts.fixed.reason}`,
      });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Name of the module in ops/ that is put before settings whose hosts are fixed. */
export const settingsModuleOf = (app: string): string => `${app.replaceAll('-', '_')}_in_container`;

/** A variable is set where the code reads it; what .env.example and compose files say holds for every runtime. */
function readsIt(file: string, runtime: Runtime, model: StackModel): boolean {
  const language = file.endsWith('.py') ? 'python' : /\.[mc]?[jt]sx?$/.test(file) ? 'node' : undefined;
  if (!language) return true;
  const paths = model.runtimes.filter((each) => each.language === language).map(({ path }) => path);
  return runtime.language === language && deepest(file, paths) === runtime.path;
}

/**
 * Variables that a library takes before the address in the code. Celery: celery/app/utils.py, Settings.broker_url and
 * Settings.result_backend. RQ: https://python-rq.org/docs/workers/#worker-arguments.
 */
const ownVariables = [
  {
    stack: 'celery-worker',
    services: ['rabbitmq'],
    variables: ['CELERY_BROKER_URL'],
    reason: 'Celery takes it before the address in the code',
  },
  {
    stack: 'celery-worker',
    services: ['redis', 'valkey'],
    variables: ['CELERY_BROKER_URL', 'CELERY_RESULT_BACKEND'],
    reason: 'Celery takes it before the address in the code',
  },
  {
    stack: 'rq-worker',
    services: ['redis', 'valkey'],
    variables: ['RQ_REDIS_URL'],
    reason: 'RQ takes it when no address is given',
  },
];

/**
 * Where a command that makes the schema looks first for tables. Not one of the code's own variables: those may have any name, hold
 * only a part of the address, or a scheme of SQLAlchemy's.
 */
export function migrationEnvironmentOf(model: StackModel, migration: Migration): readonly PlannedEnvironment[] {
  if (migration.when !== 'once' || !model.services.some((need) => need.id === 'postgres')) return [];
  const index = model.services.findIndex((need) => need.id === 'postgres');
  const service = servicesFor(model.services)[index] ?? serviceOf('postgres');
  const value = service.address({ holds: 'url' }, `\${COMPOSE_PROJECT_NAME}-${service.name}`);
  return [{ name: 'SCHEMA_DATABASE_URL', value, reason: 'ops/first_schema.py looks there for tables' }];
}

/** psycopg 3 needs its driver in SQLAlchemy's URL; a URL without one means psycopg2 there. */
function withScheme(address: ServiceAddress, { packages }: Runtime): ServiceAddress {
  if (
    address.scheme ||
    address.holds !== 'url' ||
    (!packages.includes('sqlalchemy') && !packages.includes('flask-sqlalchemy'))
  )
    return address;
  const three = packages.includes('psycopg') && !packages.includes('psycopg2') && !packages.includes('psycopg2-binary');
  return three && /DATABASE|DB_|POSTGRES/.test(address.variable)
    ? { ...address, scheme: 'postgresql+psycopg' }
    : address;
}
