import type { RepoFacts } from '../model/facts';
import { ok, type Result } from '../model/failure';
import type { RuntimeSettings, Settings } from '../model/settings';
import type { NodeRuntime, PackageManager, Runtime, StackModel } from '../model/stackModel';
import { argvOf, chosen, named, override, refuse } from './chosen';
import { instead } from './nearest';

type Runtimes = Pick<StackModel, 'runtimes' | 'migrations'>;

/** Interpreters, package managers and migrations as the user has them, for the runtimes on which an app is left. */
export function settleRuntimes(
  model: Pick<StackModel, 'apps' | 'runtimes' | 'migrations'>,
  settings: Settings,
  facts: RepoFacts,
): Result<Runtimes> {
  const own = settings.values.runtimes ?? {};
  const used = model.runtimes.filter(({ id }) => model.apps.some((app) => app.runtime === id));
  for (const id of Object.keys(own))
    if (!model.runtimes.some((runtime) => runtime.id === id))
      return refuse(
        settings,
        `runtimes.${id}`,
        `The repository has no runtime ${id}.`,
        instead(
          id,
          used.map((each) => each.id),
        ),
      );
  const runtimes: Runtime[] = [];
  for (const runtime of used) {
    const settled = settleRuntime(runtime, named(own, runtime.id), settings, facts);
    if (!settled.ok) return settled;
    runtimes.push(settled.value);
  }
  return ok({ runtimes, migrations: runtimes.flatMap((runtime) => migrationsOf(runtime, model, settings)) });
}

/** A release as each language has it, and what installs its packages where there is no choice. */
const kinds = {
  python: { pattern: /^3\.\d+/, example: 'Write one like 3.12.', installer: 'Python’s packages are installed by uv.' },
  node: { pattern: /^\d+/, example: 'Write a major like 22.', installer: '' },
  flutter: {
    pattern: /^(\d+\.\d+\.\d+([.+-][\w.+-]+)?|stable|beta|main|master)$/,
    example: 'Write a release like 3.24.0, or a channel like stable.',
    installer: 'Flutter’s packages are installed by pub.',
  },
  static: { pattern: /^1$/, example: 'Its server is nginx 1: take the line out.', installer: 'Pages install nothing.' },
} as const;

function settleRuntime(
  runtime: Runtime,
  wanted: RuntimeSettings,
  settings: Settings,
  facts: RepoFacts,
): Result<Runtime> {
  const path = `runtimes.${runtime.id}`;
  const { pattern, example, installer } = kinds[runtime.language];
  const version = wanted.version === undefined ? undefined : pattern.exec(wanted.version)?.[0];
  if (wanted.version !== undefined && version === undefined)
    return refuse(settings, `${path}.version`, `${path}.version cannot be '${wanted.version}'.`, example);
  if (wanted.packages !== undefined && runtime.language === 'static')
    return refuse(settings, `${path}.packages`, installer, `Take ${path}.packages out.`);
  const settled = { ...runtime, version: override(settings, `${path}.version`, version, runtime.version) };
  if (wanted.package_manager === undefined) return ok(settled);
  return settled.language === 'node'
    ? ok(withManager(settled, wanted.package_manager, settings, facts))
    : refuse(settings, `${path}.package_manager`, installer, `Take ${path}.package_manager out.`);
}

/** With the lock file that this manager has written, or none. */
function withManager(
  { lock: _, ...runtime }: NodeRuntime,
  name: PackageManager['name'],
  settings: Settings,
  facts: RepoFacts,
): NodeRuntime {
  const lock = facts.locks.find((each) => each.folder === runtime.path && each.manager === name)?.file;
  const path = `runtimes.${runtime.id}.package_manager`;
  const { version } = runtime.manager.value;
  const value: PackageManager = { name, ...(version && runtime.manager.value.name === name && { version }) };
  return {
    ...runtime,
    ...(lock && { lock }),
    manager: override(settings, path, value, runtime.manager, (each) => each.name),
  };
}

function migrationsOf(
  runtime: Runtime,
  model: Pick<StackModel, 'migrations'>,
  settings: Settings,
): StackModel['migrations'] {
  const found = model.migrations.filter(({ value }) => value.runtime === runtime.id);
  const { migrate }: RuntimeSettings = named(settings.values.runtimes, runtime.id);
  if (migrate === undefined) return found;
  if (migrate === false) return [];
  const before = found[0]?.value.argv.join(' ');
  const value = {
    runtime: runtime.id,
    tool: 'command',
    argv: argvOf(migrate),
    path: runtime.path,
    when: 'always',
  } as const;
  return [chosen(settings, `runtimes.${runtime.id}.migrate`, value, before)];
}
