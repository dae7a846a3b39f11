import type { PlannedApp, PlannedEnvironment } from '../model/plan';
import type { ServiceAddress, StackModel } from '../model/stackModel';
import { serviceOf } from '../services/index';

/**
 * What every app gets under `environment:`, stronger than .env: addresses of backing services by the names of their containers
 * (a service name on a shared network answers for every project that has one), and PYTHONPATH.
 */
export function environmentOf(model: StackModel, apps: readonly PlannedApp[]): readonly PlannedEnvironment[] {
  const found = new Map<string, PlannedEnvironment>();
  for (const need of model.services) {
    const service = serviceOf(need.id);
    const host = `\${COMPOSE_PROJECT_NAME}-${service.name}`;
    for (const address of need.addresses) {
      const value = service.address(withScheme(address, model), host);
      found.set(address.variable, {
        name: address.variable,
        value,
        reason: `${service.title} runs in its own container (read in ${address.file}:${address.line})`,
      });
    }
    const celery = apps.some((app) => app.stack.value === 'celery-worker');
    if (need.id === 'redis' && celery) {
      // Celery takes both before its own configuration: celery/app/utils.py, Settings.broker_url and Settings.result_backend.
      for (const variable of ['CELERY_BROKER_URL', 'CELERY_RESULT_BACKEND']) {
        if (!found.has(variable))
          found.set(variable, {
            name: variable,
            value: `redis://${host}:6379/0`,
            reason: 'Celery takes it before the address in the code',
          });
      }
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Where a command that makes the schema looks first for tables. Not one of the code's own variables: those may have any name, hold
 * only a part of the address, or a scheme of SQLAlchemy's.
 */
export function migrationEnvironmentOf(model: StackModel): readonly PlannedEnvironment[] {
  if (model.migration?.value.when !== 'once' || !model.services.some((need) => need.id === 'postgres')) return [];
  const service = serviceOf('postgres');
  const value = service.address({ holds: 'url' }, `\${COMPOSE_PROJECT_NAME}-${service.name}`);
  return [{ name: 'SCHEMA_DATABASE_URL', value, reason: 'ops/first_schema.py looks there for tables' }];
}

/** psycopg 3 needs its driver in SQLAlchemy's URL; a URL without one means psycopg2 there. */
function withScheme(address: ServiceAddress, model: StackModel): ServiceAddress {
  const packages = model.python?.packages ?? [];
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
