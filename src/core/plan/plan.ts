import type { AuthoredStack } from '../model/authored';
import type { Diagnostic } from '../model/diagnostic';
import type { Conclusion } from '../model/evidence';
import { failed, ok, type Result } from '../model/failure';
import type {
  HealthcheckPlan,
  Debugger,
  Plan,
  PlanOptions,
  PlannedApp,
  PlannedService,
  PlannedVolume,
  RuntimePlan,
} from '../model/plan';
import { noSettings, type Settings } from '../model/settings';
import type { App, Runtime, ServiceNeed, StackModel } from '../model/stackModel';
import { chosen, named, override } from '../settings/chosen';
import { decideApp, decideEnvironment, hostsOf } from '../settings/decide';
import { addedVolumes, sharedModulesNotice, sharesNodeModules, withSharedModules } from '../settings/decideVolumes';
import type { Service } from '../services/define';
import type { Stack } from '../stacks/define';
import { serviceOf, servicesFor } from '../services/index';
import { stackOf } from '../stacks/index';
import { authoredDiagnostics, authoredPlan, authoredVariables } from './authored';
import { basisOf } from './basis';
import { inContainer } from './containerPaths';
import { migrationEnvironmentOf, settingsModuleOf } from './environment';
import { httpHealthcheck, processHealthcheck, serviceHealthcheck } from './healthchecks';
import { forwardsOf } from './forwards';
import { nothing } from './nothing';
import { runtimesOf } from './runtimes';
import { contextOf } from './startContext';
import { unreadableManifest } from './unreadableManifest';
import { checkSlug, slugFrom } from './slug';
import { variablesOf } from './variables';

/**
 * Decides everything that will be written, to the last name. Fails with 'nothing-to-serve' or 'framework-unknown' when there
 * is no app, with 'manifest-malformed' where a manifest that matters cannot be read, with 'slug-invalid', and with
 * 'settings-invalid'.
 */
export function plan(model: StackModel, options: PlanOptions): Result<Plan> {
  const settings = options.settings ?? noSettings;
  const naming = namingOf(model, options, settings);
  const slug = checkSlug(naming.value);
  if (!slug.ok) return slug;
  const basis = options.basis ?? basisOf(model, settings);
  if (basis?.value === 'author' && model.authored) return ok(planAuthored(model, model.authored, basis, naming));
  const unreadable = unreadableManifest(model);
  if (unreadable) return failed(unreadable);
  if (!basis || (basis.value === 'own' && !model.apps.some(({ serves }) => serves === 'http')))
    return failed(nothing(model));

  const compose = composeNames(model.docker);
  const services = servicesFor(model.services).map((service, index) =>
    serviceFrom(service, model.services[index], settings),
  );
  const sharedNodeModules = sharesNodeModules(settings);
  const runtimes = runtimesOf(model).map((runtime) =>
    withSharedModules(decideEnvironment(runtime, settings), sharedNodeModules),
  );
  const apps = model.apps.map((app) => decideApp(appFrom(app, model, settings), settings));
  const hosts = hostsOf(apps, settings);
  if (!hosts.ok) return hosts;
  const volumes = volumesOf(runtimes, services);
  const added = addedVolumes(apps, volumes, settings);
  if (!added.ok) return added;
  const environment = runtimes.flatMap((runtime) => runtime.environment);
  const diagnostics: readonly Diagnostic[] = [
    ...model.diagnostics,
    ...fixedAddresses(
      model,
      apps,
      environment.map((each) => each.name),
    ),
    ...sharedModulesNotice(runtimes),
  ];
  return ok({
    version: 1,
    slug: slug.value,
    naming,
    main: mainOf(model, settings),
    leftOut: model.leftOut ?? [],
    basis,
    compose,
    runtimes,
    apps,
    services,
    migrations: model.migrations.map((migration) => ({
      name: model.migrations.length === 1 ? 'migrate' : `migrate-${migration.value.runtime}`,
      migration,
      environment: migrationEnvironmentOf(model, migration.value),
    })),
    variables: variablesOf(model, apps, environment, slug.value, compose.file),
    sharedNodeModules,
    volumes: [...volumes, ...added.value],
    diagnostics,
  });
}

/** The user's slug, else the one that the project has had, else one from the folder's name. */
function namingOf(model: StackModel, { slug }: PlanOptions, settings: Settings): Conclusion<string> {
  const reason =
    slug === undefined ? `the folder is called ${model.name}` : 'the project has had it since its first time';
  const found = { value: slug ?? slugFrom(model.name), certainty: 'default' as const, reason, evidence: [] };
  // Not what the folder is called: every clone gets the same files.
  return settings.values.slug === undefined ? found : chosen(settings, 'slug', settings.values.slug);
}

/** A page before an API; of several, the first by folder. */
function mainOf(model: StackModel, settings: Settings): Conclusion<string> {
  const served = model.apps.filter(({ serves }) => serves === 'http');
  const value = served[0]?.name ?? '';
  if (settings.values.main !== undefined) return chosen(settings, 'main', value);
  const reason = served.length > 1 ? 'it is what a person opens first' : 'it is the only one that serves HTTP';
  return { value, certainty: 'default', reason, evidence: [] };
}

/** The names that `docker compose` takes by itself, unless the author's files have one of them. */
function composeNames(docker: readonly string[]): Plan['compose'] {
  const taken = docker.some((path) => /^(docker-)?compose(\.[\w-]+)*\.ya?ml$/.test(path));
  return taken
    ? {
        file: 'docker-compose.drydock.yml',
        production: 'docker-compose.drydock.prod.yml',
        merged: ['docker-compose.drydock.yml'],
      }
    : { file: 'docker-compose.yml', production: 'docker-compose.prod.yml', merged: ['docker-compose.yml'] };
}

/** The author's services with an override, or the Dockerfiles alone as services. */
function planAuthored(model: StackModel, stack: AuthoredStack, basis: Plan['basis'], naming: Plan['naming']): Plan {
  const authored = authoredPlan(stack, model.apps);
  const file = authored.overrides ? 'docker-compose.drydock.yml' : 'docker-compose.yml';
  const merged = [...stack.files.value, file];
  return {
    version: 1,
    slug: naming.value,
    naming,
    main: {
      value: authored.services.find(({ route }) => route?.main)?.name ?? '',
      certainty: 'default',
      reason: 'most speaks for a page of people there',
      evidence: [],
    },
    leftOut: model.leftOut ?? [],
    basis,
    compose: { file, merged },
    authored,
    runtimes: [],
    apps: [],
    services: [],
    migrations: [],
    sharedNodeModules: sharesNodeModules(noSettings),
    variables: authoredVariables(stack, merged),
    volumes: authored.services.flatMap(({ name, volume }) =>
      volume ? [{ name: volume.volume, holds: 'data' as const, shared: false, comment: `the data of ${name}` }] : [],
    ),
    // Ports of the author's containers are said there.
    diagnostics: [
      ...model.diagnostics.filter(({ code }) => code !== 'port-uncertain'),
      ...authoredDiagnostics(stack, authored, file),
      ...(authored.overrides ? devcontainerNotes(model.docker, file) : []),
    ],
  };
}

/** A Dev Container of the author's enters the running stack only with the override among its compose files. */
const devcontainerNotes = (docker: readonly string[], file: string): readonly Diagnostic[] =>
  docker
    .filter((path) => path.endsWith('devcontainer.json'))
    .map((path) => ({
      code: 'docker-present',
      severity: 'note',
      message: `${path} stays as it is; without ${file} it starts containers of its own and publishes their ports.`,
      next: `Add "../${file}" at the end of its dockerComposeFile to enter the running stack.`,
      file: path,
    }));

function appFrom(app: App, model: StackModel, settings: Settings): PlannedApp {
  const stack = stackOf(app.stack.value);
  const variable = `${app.name.toUpperCase().replaceAll('-', '_')}_PORT`;
  const runtime = model.runtimes.find(({ id }) => id === app.runtime);
  // Nothing in .env moves the port that the user decides, that was seen, nor that of a server that Drydock brings along.
  const fixed = app.port?.certainty === 'chosen' || app.port?.certainty === 'observed' || stack.language === 'static';
  const port = app.port && (fixed ? String(app.port.value) : `\${${variable}:-${app.port.value}}`);
  const context = contextOf(app, runtime, port ?? '');
  const usual = <T>(value: T, reason: string): Conclusion<T> => ({ value, certainty: 'default', reason, evidence: [] });
  const environment = Object.entries(stack.environment?.(context) ?? {}).map(([name, value]) => ({
    name,
    value,
    reason: `${stack.title} reads it`,
  }));
  const served = model.apps.filter(({ serves }) => serves === 'http');
  const main = served[0] === app;
  const health = override(
    settings,
    `apps.${app.name}.health`,
    named(settings.values.apps, app.name).health,
    usual('/', 'any answer is healthy'),
  );
  const healthcheck = healthcheckOf(app, runtime, stack.healthcheck?.(context), context.port, health.value);
  const only = served.length === 1;
  return {
    name: app.name,
    runtime: app.runtime,
    serves: app.serves,
    title: stack.title,
    stack: app.stack,
    entry: app.entry,
    path: usual(app.path, 'its code is there'),
    directory: inContainer(app.path),
    develop: usual(stack.develop(context), `${stack.title} is started so while developing`),
    forwards: forwardsOf(app, model),
    produce: usual(stack.produce(context), `${stack.title} is started so in production`),
    ...(stack.build && { build: usual(stack.build(context), `${stack.title} is built so`) }),
    ...(app.port && { port: { number: app.port, ...(!fixed && { variable }) } }),
    ...(app.observed && { observed: app.observed }),
    ...(app.serves === 'http' && {
      route: {
        main,
        subdomain: only ? '' : app.name,
      },
      host: usual(only ? '' : app.name, only ? 'it is the only app with an address' : 'it is the app’s name'),
      health,
    }),
    ...(app.hosts?.fixed && { settingsBefore: { module: settingsModuleOf(app.name), fixed: app.hosts.fixed } }),
    ...(healthcheck && { healthcheck }),
    environment,
    volumes: [],
    ...debuggerOf(stack),
    ...(!app.starts.value && { profile: app.name }),
    starts: app.starts,
    ...(stack.stdin && { stdin: true }),
    memory: usual(stack.memory, `${stack.title} gets that much`),
  };
}

function debuggerOf({ language, debuggable = true }: Stack): { readonly debugger?: Debugger } {
  return debuggable && (language === 'python' || language === 'node') ? { debugger: language } : {};
}

function healthcheckOf(
  app: App,
  runtime: Runtime | undefined,
  own: readonly string[] | undefined,
  port: string,
  path: string,
): HealthcheckPlan | undefined {
  if (own) return processHealthcheck(own, app.serves);
  return app.serves === 'http' ? httpHealthcheck(runtime?.language ?? 'python', port, path) : undefined;
}

function serviceFrom(service: Service, need: ServiceNeed | undefined, settings: Settings): PlannedService {
  const image = {
    value: service.image,
    certainty: 'default' as const,
    reason: 'nothing states a version',
    evidence: [],
  };
  const memory = {
    value: service.memory,
    certainty: 'default' as const,
    reason: `${service.title} gets that much`,
    evidence: [],
  };
  return {
    id: service.id,
    name: service.name,
    title: service.title,
    need: need?.need ?? { value: service.id, certainty: 'default', reason: '', evidence: [] },
    image: need?.image ?? image,
    aliases: need?.aliases ?? [],
    port: service.port,
    environment: service.environment,
    ...(service.command && { command: service.command }),
    healthcheck: serviceHealthcheck(service.healthcheck),
    ...(service.volume && { volume: { name: service.volume.name, path: service.volume.path } }),
    secrets: service.secrets.map((secret) => secret.name),
    ...(service.snapshot && { snapshot: service.snapshot }),
    memory: override(
      settings,
      `services.${service.id}.memory`,
      named(settings.values.services, service.id).memory,
      memory,
    ),
  };
}

function volumesOf(runtimes: readonly RuntimePlan[], services: readonly PlannedService[]): readonly PlannedVolume[] {
  const installed = runtimes.flatMap(({ mounts, deps }) =>
    mounts.map(({ volume, holds, shared = false }) => ({
      name: volume,
      holds: 'dependencies' as const,
      shared,
      comment: shared
        ? 'installed dependencies of every project that asks for it: drydock.yml or --shared-node-modules'
        : (holds ?? `installed dependencies, filled by ${deps ?? ''}`),
    })),
  );
  const caches = [...new Set(runtimes.flatMap((runtime) => runtime.caches.map(({ volume }) => volume)))];
  return [
    ...installed,
    ...(runtimes.some(({ deps }) => deps)
      ? [
          {
            name: 'home',
            holds: 'home' as const,
            shared: false,
            comment: 'home of the containers’ user: shell history, editor server, beat’s schedule',
          },
        ]
      : []),
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
    ...caches.map((name) => ({
      name,
      holds: 'dependencies' as const,
      shared: true,
      comment: 'downloads, shared by all projects',
    })),
  ];
}

/** A service that the code needs and no variable leads to: its address is fixed in the code. */
function fixedAddresses(model: StackModel, apps: readonly PlannedApp[], set: readonly string[]): readonly Diagnostic[] {
  return model.services
    .filter(
      (need) =>
        need.addresses.length === 0 &&
        !apps.some(({ forwards }) => forwards.some(({ to }) => to === serviceOf(need.id).name)) &&
        !(['redis', 'valkey', 'rabbitmq'].includes(need.id) && set.includes('CELERY_BROKER_URL')) &&
        !need.need.evidence.every(({ file }) => /\.(ya?ml|toml|json)$/.test(file)),
    )
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
