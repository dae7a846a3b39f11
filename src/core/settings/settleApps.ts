import { appOf, findEntry, type FoundApp, type FoundEntry } from '../detect/apps';
import { conclude } from '../detect/conclude';
import { localhostPorts } from '../detect/localhost';
import { detectMigrations } from '../detect/migration';
import { portOf } from '../detect/ports';
import { detectRuntime } from '../detect/runtime';
import { unitsOf, type Unit } from '../detect/units';
import type { RepoFacts } from '../model/facts';
import { ok, type Result } from '../model/failure';
import { isWithin } from '../model/paths';
import type { AppSettings, Settings } from '../model/settings';
import { entryText, type App, type Runtime, type StackModel } from '../model/stackModel';
import { slugFrom } from '../plan/slug';
import type { Stack } from '../stacks/define';
import { stackOf } from '../stacks/index';
import { argvOf, chosen, evidenceOf, named, override, refuse } from './chosen';
import { entryFrom } from './entryFrom';
import { instead } from './nearest';

type Apps = Pick<StackModel, 'apps' | 'runtimes' | 'migrations'> & {
  readonly leftOut: NonNullable<StackModel['leftOut']>;
};

/** The apps as the user has them: other frameworks, folders, entries and ports, some left out, some added, the main one first. */
export function settleApps(model: StackModel, settings: Settings, facts: RepoFacts): Result<Apps> {
  const own = settings.values.apps ?? {};
  const names = [...model.apps.map(({ name }) => name), ...Object.keys(own)];
  const units = unitsOf(facts);
  let settled: Apps = { apps: [], runtimes: model.runtimes, migrations: model.migrations, leftOut: [] };
  for (const name of new Set(names)) {
    const found = model.apps.find((app) => app.name === name);
    const wanted: AppSettings = named(own, name);
    const path = `apps.${name}`;
    if (!found && wanted.framework === undefined && wanted.command === undefined) {
      const next = instead(
        name,
        model.apps.map((app) => app.name),
      );
      return refuse(
        settings,
        path,
        `The repository has no app ${name}.`,
        `${next} To add it, give it a command, or a framework.`,
      );
    }
    if (wanted.ignore) {
      settled = { ...settled, leftOut: [...settled.leftOut, chosen(settings, `${path}.ignore`, path)] };
      continue;
    }
    const placed =
      found && wanted.framework === undefined && wanted.path === undefined
        ? ok({ app: found, ...settled })
        : place(name, found, wanted, settings, units, settled, facts);
    if (!placed.ok) return placed;
    const { app: base, runtimes, migrations } = placed.value;
    const unit = unitAt(units, stackOf(base.stack.value).language, base.path);
    const app = unit ? withEntry(base, wanted, settings, unit) : ok(base);
    if (!app.ok) return app;
    settled = { ...settled, runtimes, migrations, apps: [...settled.apps, withValues(app.value, wanted, settings)] };
  }
  return mainFirst(settled, settings);
}

/** The unit in which an app runs: the deepest that holds the folder, of its language where that is known. */
const unitAt = (units: readonly Unit[], language: Stack['language'] | undefined, path: string): Unit | undefined =>
  units
    .filter((unit) => (language === undefined || unit.language === language) && isWithin(path, unit.path))
    .sort((a, b) => b.path.length - a.path.length)[0];

/** An app whose framework, folder or command the user decides, on the runtime of that folder, which may be a new one. */
function place(
  name: string,
  found: App | undefined,
  wanted: AppSettings,
  settings: Settings,
  units: readonly Unit[],
  settled: Apps,
  facts: RepoFacts,
): Result<Pick<Apps, 'runtimes' | 'migrations'> & { readonly app: App }> {
  const path = (wanted.path ?? found?.path ?? '').replace(/^\.(\/|$)/, '').replace(/\/$/, '');
  const known = wanted.framework ?? found?.stack.value;
  const unit =
    unitAt(units, known === undefined ? undefined : stackOf(known).language, path) ?? bareUnit(known, path, facts);
  const stack = stackOf(known ?? unit.language);
  const key = `apps.${name}.${wanted.framework !== undefined ? 'framework' : found ? 'path' : 'command'}`;
  if (!unit.facts.packages.some(({ folder }) => folder === unit.path) && unit.language === 'node')
    return refuse(
      settings,
      key,
      `${name} cannot be ${stack.title} in ${path || 'the root'}: there is no package.json.`,
      `Give apps.${name}.path, or another framework.`,
    );
  const entry = entryOf(name, found, wanted, settings, unit, stack);
  if (!entry)
    return refuse(
      settings,
      key,
      `Nothing was found that starts ${name} as ${stack.title}.`,
      `Give apps.${name}.entry or apps.${name}.command.`,
    );
  const by =
    wanted.framework !== undefined
      ? chosen(settings, key, stack.id, found?.stack.value)
      : (found?.stack ?? conclude(stack.id, 'its command is all that is known of it', evidenceOf(settings, key)));
  const described = appOf(unit, stack, by, { ...entry, path: wanted.path === undefined ? entry.path : path });
  const { runtime, added } = runtimeOf(unit, described, settled.runtimes, facts);
  const alone = !settled.apps.some(({ serves }) => serves === 'http');
  const stated = portOf({ ...described, entry: described.conclusions.entry.value, alone });
  const ports = stated.port ? stated : { ...(found?.port && { port: found.port }) };
  // A program of the user's own is a server where it has a port.
  const answers = stack.evidence.length > 0 || ports.port !== undefined || wanted.port !== undefined;
  return ok({
    app: {
      name,
      path: described.path,
      runtime: runtime.id,
      localhost: localhostPorts(unit.facts),
      ...described.conclusions,
      ...ports,
      ...(!answers && { serves: 'jobs' }),
    },
    runtimes: added ? [...settled.runtimes, runtime] : settled.runtimes,
    migrations: added
      ? [...settled.migrations, ...detectMigrations(unit, [described], runtime.id)]
      : settled.migrations,
  });
}

/** A repository without code that Drydock reads: the language's image, and nothing to install; pages are those of the folder. */
function bareUnit(framework: string | undefined, path: string, facts: RepoFacts): Unit {
  const language = framework === undefined ? 'python' : stackOf(framework).language;
  if (language !== 'static') return { language, path: '', root: '', facts };
  const pages = facts.pages.filter(({ folder }) => isWithin(folder, path));
  return { language, path, root: path, facts: { ...facts, pages } };
}

/** What is started: found in the code, else what the user names, which is checked later. */
function entryOf(
  name: string,
  found: App | undefined,
  wanted: AppSettings,
  settings: Settings,
  unit: Unit,
  stack: Stack,
): FoundEntry | undefined {
  const searched = findEntry(unit, stack) ?? (found && { path: found.path, entry: found.entry });
  if (searched) return searched;
  const path = unit.path;
  if (wanted.command !== undefined) {
    const entry = { kind: 'command', argv: argvOf(wanted.command) } as const;
    return { path, entry: chosen(settings, `apps.${name}.command`, entry) };
  }
  return wanted.entry === undefined
    ? undefined
    : { path, entry: chosen(settings, `apps.${name}.entry`, { kind: 'command', argv: [] }) };
}

/** The runtime of a unit, concluded anew where no app was found in it. */
function runtimeOf(
  unit: Unit,
  app: FoundApp,
  runtimes: readonly Runtime[],
  facts: RepoFacts,
): { readonly runtime: Runtime; readonly added: boolean } {
  const existing = runtimes.find((each) => each.language === unit.language && each.path === unit.root);
  if (existing) return { runtime: existing, added: false };
  const taken = runtimes.map(({ id }) => id);
  const wanted = unit.root === '' ? unit.language : slugFrom(unit.root.split('/').at(-1) ?? unit.root);
  const id = taken.includes(wanted) ? slugFrom(`${unit.root}-${unit.language}`) : wanted;
  return { runtime: detectRuntime(id, unit, [app], facts), added: true };
}

function withEntry(app: App, wanted: AppSettings, settings: Settings, unit: Unit): Result<App> {
  if (wanted.entry === undefined) return ok(app);
  const path = `apps.${app.name}.entry`;
  const entry = entryFrom(wanted.entry, unit, app.path);
  if ('next' in entry)
    return refuse(settings, path, `${wanted.entry} is not in ${app.path || 'the repository'}.`, entry.next);
  const before = entryText(app.entry.value);
  return ok({ ...app, entry: chosen(settings, path, entry, before || undefined) });
}

function withValues({ otherPorts, ...app }: App, wanted: AppSettings, settings: Settings): App {
  const path = `apps.${app.name}`;
  const port = app.port ?? (wanted.port === undefined ? undefined : chosen(settings, `${path}.port`, wanted.port));
  return {
    ...app,
    starts: override(settings, `${path}.starts`, wanted.starts, app.starts),
    ...(port && { port: override(settings, `${path}.port`, wanted.port, port) }),
    ...(otherPorts && wanted.port === undefined && { otherPorts }),
  };
}

/** The first app that serves http is the main one. */
function mainFirst(settled: Apps, settings: Settings): Result<Apps> {
  const { main } = settings.values;
  if (main === undefined) return ok(settled);
  const served = settled.apps.filter(({ serves }) => serves === 'http');
  const app = served.find(({ name }) => name === main);
  if (!app)
    return refuse(
      settings,
      'main',
      `No app ${main} serves HTTP here.`,
      instead(
        main,
        served.map(({ name }) => name),
      ),
    );
  return ok({ ...settled, apps: [app, ...settled.apps.filter((each) => each !== app)] });
}
