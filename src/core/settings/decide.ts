import { ok, type Result } from '../model/failure';
import type { PlannedApp, PlannedEnvironment, RuntimePlan } from '../model/plan';
import type { AppSettings, Settings, Texts } from '../model/settings';
import { commandLine } from '../render/shellWords';
import { appVolumes } from './decideVolumes';
import { argvOf, chosen, evidenceOf, named, override, refuse } from './chosen';

/** An app as it was planned, with what the user decided about it in its place. */
export function decideApp(app: PlannedApp, settings: Settings): PlannedApp {
  const wanted: AppSettings = named(settings.values.apps, app.name);
  const path = `apps.${app.name}`;
  const argv = (command: AppSettings['command']) => (command === undefined ? undefined : argvOf(command));
  const host = app.host && override(settings, `${path}.host`, wanted.host, app.host);
  return {
    ...app,
    path: wanted.path === undefined ? app.path : chosen(settings, `${path}.path`, app.path.value),
    develop: override(settings, `${path}.command`, argv(wanted.command), app.develop, commandLine),
    produce: override(
      settings,
      `${path}.production_command`,
      argv(wanted.production_command),
      app.produce,
      commandLine,
    ),
    ...buildOf(app, wanted, settings),
    ...(app.route && host && { host, route: { ...app.route, subdomain: host.value } }),
    environment: withVariables(app.environment, wanted.environment, settings, `${path}.environment`),
    volumes: appVolumes(app.name, settings),
    memory: override(settings, `${path}.memory`, wanted.memory, app.memory),
  };
}

/** Where the user names what starts it in production, nothing static is left to serve, unless he names the folder. */
function buildOf(app: PlannedApp, wanted: AppSettings, settings: Settings): Pick<PlannedApp, 'build'> {
  const { build, build_folder: folder, production_command: server } = wanted;
  if (build === undefined && folder === undefined && server === undefined) return app.build ? { build: app.build } : {};
  const found = app.build?.value;
  const argv = build === undefined ? found?.argv : argvOf(build);
  if (argv === undefined) return {};
  const value = { argv, folder: folder ?? (server === undefined ? (found?.folder ?? '') : '') };
  const key = build !== undefined ? 'build' : folder !== undefined ? 'build_folder' : 'production_command';
  return { build: chosen(settings, `apps.${app.name}.${key}`, value, found?.argv.join(' ')) };
}

/** The variables of every app, and the packages that the user adds to the images of a runtime. */
export function decideEnvironment(runtime: Omit<RuntimePlan, 'addedPackages'>, settings: Settings): RuntimePlan {
  const found = { value: [], certainty: 'default' as const, reason: 'its dependencies ask for no more', evidence: [] };
  const { packages } = named(settings.values.runtimes, runtime.id);
  const added = [...new Set(packages)].sort();
  return {
    ...runtime,
    packages: { ...runtime.packages, run: [...new Set([...runtime.packages.run, ...added])] },
    environment: withVariables(runtime.environment, settings.values.environment, settings, 'environment'),
    addedPackages: packages === undefined ? found : chosen(settings, `runtimes.${runtime.id}.packages`, added),
  };
}

function withVariables(
  planned: readonly PlannedEnvironment[],
  wanted: Texts | null | undefined,
  settings: Settings,
  path: string,
): readonly PlannedEnvironment[] {
  const added = Object.entries(wanted ?? {}).map(([name, value]): PlannedEnvironment => {
    const before = planned.find((each) => each.name === name)?.value;
    const { reason } = chosen(settings, `${path}.${name}`, value, before === value ? undefined : before);
    const [line] = evidenceOf(settings, `${path}.${name}`);
    return { name, value, reason, ...(line && { chosen: line }) };
  });
  const names = new Set(added.map(({ name }) => name));
  return [...planned.filter(({ name }) => !names.has(name)), ...added];
}

/** Fails with 'settings-invalid' where two apps would have one address. */
export function hostsOf(apps: readonly PlannedApp[], settings: Settings): Result<void> {
  const taken = new Map<string, string>();
  for (const { name, route } of apps) {
    const host = route?.subdomain ?? '';
    const other = taken.get(host);
    const asked = [name, other ?? ''].find((each) => named(settings.values.apps, each).host === host);
    if (host !== '' && other !== undefined && asked !== undefined)
      return refuse(
        settings,
        `apps.${asked}.host`,
        `${other} and ${name} would both be at ${host}.`,
        `Give apps.${asked}.host another name.`,
      );
    taken.set(host, name);
  }
  return ok(undefined);
}
