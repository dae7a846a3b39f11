import type { Diagnostic } from '../model/diagnostic';
import { failed, ok, type Result } from '../model/failure';
import type { Plan, PlanOptions, PlannedApp, PlannedService, PlannedVolume, RuntimePlan } from '../model/plan';
import type { App, PythonRuntime, ServiceNeed, StackModel } from '../model/stackModel';
import { serviceOf } from '../services/index';
import type { StartContext } from '../stacks/define';
import { stackOf } from '../stacks/index';
import { environmentOf, migrationEnvironmentOf } from './environment';
import { httpHealthcheck, processHealthcheck, serviceHealthcheck } from './healthchecks';
import { debianPackages } from './debianPackages';
import { checkSlug, slugFrom } from './slug';
import { variablesOf } from './variables';

/** The container's folder of the source. */
const home = '/app';

/**
 * Decides everything that will be written, to the last name. Fails with 'nothing-to-serve' or 'framework-unknown' when there
 * is no app, and with 'slug-invalid'.
 */
export function plan(model: StackModel, options: PlanOptions): Result<Plan> {
  const slug = checkSlug(options.slug ?? slugFrom(model.name));
  if (!slug.ok) return slug;
  if (!model.python || !model.apps.some((app) => app.serves === 'http')) return failed(nothing(model));

  const services = model.services.map(serviceFrom);
  const apps = model.apps.map((app) => appFrom(app, model));
  const environment = environmentOf(model, apps);
  const diagnostics: readonly Diagnostic[] = [
    ...model.diagnostics,
    ...fixedAddresses(
      model,
      environment.map((each) => each.name),
    ),
  ];
  return ok({
    version: 1,
    slug: slug.value,
    runtime: runtimeFrom(model.python, model.apps),
    apps,
    services,
    ...(model.migration && { migration: model.migration }),
    migrationEnvironment: migrationEnvironmentOf(model),
    variables: variablesOf(model, apps, services, environment, slug.value),
    environment,
    volumes: volumesOf(services),
    diagnostics,
  });
}

function nothing(model: StackModel) {
  const seen = model.dismissed.map(({ id, reason }) => `${stackOf(id).title}: ${reason}`);
  const code =
    seen.length > 0 || model.apps.length > 0 ? ('framework-unknown' as const) : ('nothing-to-serve' as const);
  const looked = seen.length > 0 ? ` Looked at: ${seen.join('; ')}.` : '';
  return {
    code,
    message: `Nothing in ${model.name} can be served by a framework that Drydock knows (Flask so far).${looked}`,
    next: 'Call it in the folder that has requirements.txt or pyproject.toml: drydock up PATH',
  };
}

function runtimeFrom(python: PythonRuntime, apps: readonly App[]): RuntimePlan {
  const version = python.version.value;
  const required = apps.flatMap((app) => stackOf(app.stack.value).produceRequires ?? []);
  return {
    language: 'python',
    version: python.version,
    developImage: `base-python-dev:${version}`,
    produceImage: `python:${version}-slim`,
    manifests: python.manifests,
    importRoots: python.importRoots.map((root) => (root === '' ? home : `${home}/${root}`)),
    packages: debianPackages(python.packages),
    extraRequirements: [...new Set(required)].filter((name) => !python.packages.includes(name)),
    sharedCache: 'python_uv_cache',
  };
}

function appFrom(app: App, model: StackModel): PlannedApp {
  const stack = stackOf(app.stack.value);
  const variable = `${app.name.toUpperCase().replaceAll('-', '_')}_PORT`;
  const { module, attribute } = app.entry.value;
  const context: StartContext = {
    target: `${module}:${attribute}`,
    dotted: `${module}.${attribute}`,
    entry: app.entry.value,
    port: app.port ? `\${${variable}:-${app.port.value}}` : '',
  };
  const environment = Object.entries(stack.environment?.(context) ?? {}).map(([name, value]) => ({
    name,
    value,
    reason: `${stack.title} finds the application by it`,
  }));
  const main = app.serves === 'http';
  return {
    name: app.name,
    serves: app.serves,
    title: stack.title,
    stack: app.stack,
    entry: app.entry,
    directory: home,
    develop: stack.develop(context),
    produce: stack.produce(context),
    ...(app.port && { port: { number: app.port, variable } }),
    ...(main && {
      route: { subdomain: model.apps.filter((each) => each.serves === 'http')[0] === app ? '' : app.name },
    }),
    healthcheck: stack.healthcheck
      ? processHealthcheck(stack.healthcheck(context), app.serves)
      : httpHealthcheck(context.port),
    environment,
    ...(!app.starts.value && { profile: app.name }),
    starts: app.starts,
    memory: stack.memory,
  };
}

function serviceFrom(need: ServiceNeed): PlannedService {
  const service = serviceOf(need.id);
  return {
    id: service.id,
    name: service.name,
    title: service.title,
    need: need.need,
    image: service.image,
    port: service.port,
    environment: service.environment,
    ...(service.command && { command: service.command }),
    healthcheck: serviceHealthcheck(service.healthcheck),
    ...(service.volume && { volume: { name: service.volume.name, path: service.volume.path } }),
    secrets: service.secrets.map((secret) => secret.name),
    memory: service.memory,
  };
}

function volumesOf(services: readonly PlannedService[]): readonly PlannedVolume[] {
  return [
    { name: 'venv', holds: 'dependencies', shared: false, comment: 'installed dependencies, filled by deps' },
    {
      name: 'home',
      holds: 'home',
      shared: false,
      comment: 'home of the containers’ user: shell history, editor server, beat’s schedule',
    },
    ...services.flatMap((service) =>
      service.volume
        ? [
            {
              name: service.volume.name,
              holds: 'data' as const,
              shared: false,
              comment: serviceOf(service.id).volume?.comment ?? '',
            },
          ]
        : [],
    ),
    { name: 'python_uv_cache', holds: 'dependencies', shared: true, comment: 'downloads, shared by all projects' },
  ];
}

/** A service that the code needs and no variable leads to: its address is fixed in the code. */
function fixedAddresses(model: StackModel, set: readonly string[]): readonly Diagnostic[] {
  return model.services
    .filter((need) => need.addresses.length === 0 && !(need.id === 'redis' && set.includes('CELERY_BROKER_URL')))
    .map((need) => {
      const first = need.need.evidence[0];
      return {
        code: 'address-fixed' as const,
        severity: 'warning' as const,
        message: `The address of ${serviceOf(need.id).title} is fixed in the code; no environment variable leads to it.`,
        next: 'Read it from a variable, e.g. os.environ.get("DATABASE_URL", "…"), and run drydock up again.',
        ...(first && { file: first.file, line: first.line }),
      };
    });
}
