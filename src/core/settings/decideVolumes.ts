import type { Diagnostic } from '../model/diagnostic';
import type { Conclusion } from '../model/evidence';
import { ok, type Result } from '../model/failure';
import type { Mount, PlannedApp, PlannedVolume, RuntimePlan } from '../model/plan';
import type { Settings } from '../model/settings';
import { slugFrom } from '../plan/slug';
import { evidenceOf, named, override, refuse } from './chosen';

/** Volumes that the user adds to an app, each with its line. */
export function appVolumes(name: string, settings: Settings): PlannedApp['volumes'] {
  return Object.entries(named(settings.values.apps, name).volumes ?? {}).map(([volume, path]) => {
    const at = `apps.${name}.volumes.${volume}`;
    const [line] = evidenceOf(settings, at);
    return { volume, path, ...(line && { chosen: line }) };
  });
}

/** Their entries in the compose file. Fails with 'settings-invalid' for a name that the project has already. */
export function addedVolumes(
  apps: readonly PlannedApp[],
  planned: readonly PlannedVolume[],
  settings: Settings,
): Result<readonly PlannedVolume[]> {
  const users = new Map<string, string[]>();
  for (const { name, volumes } of apps)
    for (const { volume } of volumes) {
      if (planned.some((each) => each.name === volume))
        return refuse(
          settings,
          `apps.${name}.volumes.${volume}`,
          `The project has a volume ${volume} already.`,
          `Call it ${volume}-data.`,
        );
      users.set(volume, [...(users.get(volume) ?? []), name]);
    }
  return ok(
    [...users].map(([name, owners]) => ({
      name,
      holds: 'data',
      shared: false,
      comment: `data of ${owners.join(' and ')}, as drydock.yml wants it`,
    })),
  );
}

/** Whether node_modules are shared by all projects that ask for it. */
export const sharesNodeModules = (settings: Settings): Conclusion<boolean> =>
  override(settings, 'shared_node_modules', settings.values.shared_node_modules, {
    value: false,
    certainty: 'default',
    reason: 'what one project installs must not change another; the shared caches make installing quick all the same',
    evidence: [],
  });

/** With node_modules in a volume of all projects, one for each version of Node.js, whose native modules do not fit another. */
export function withSharedModules(runtime: RuntimePlan, { value: shared }: Conclusion<boolean>): RuntimePlan {
  if (!shared || runtime.language !== 'node') return runtime;
  const mounts = runtime.mounts.map(({ path }): Mount => {
    const member = path.slice('/app/'.length).replace(/\/?node_modules$/, '');
    return {
      volume: `shared_node_modules_${runtime.version.value}${member === '' ? '' : `_${slugFrom(member)}`}`,
      path,
      shared: true,
    };
  });
  return { ...runtime, mounts };
}

/** Why not, said each time. */
export function sharedModulesNotice(runtimes: readonly RuntimePlan[]): readonly Diagnostic[] {
  const volumes = runtimes.flatMap(({ mounts }) => mounts.filter(({ shared }) => shared).map(({ volume }) => volume));
  if (volumes.length === 0) return [];
  return [
    {
      code: 'node-modules-shared',
      severity: 'warning',
      message: `node_modules is shared with every project that asks for it (${volumes.join(', ')}): what one installs removes what another needs, and two that start together write into one folder.`,
      next: 'Keep it to projects with the very same lock file; without it each has its own, filled from the same cache.',
    },
  ];
}
