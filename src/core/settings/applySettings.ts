import { portDiagnostics } from '../detect/detect';
import type { RepoFacts } from '../model/facts';
import { ok, type Result } from '../model/failure';
import type { Flags, Settings } from '../model/settings';
import type { StackModel } from '../model/stackModel';
import { basisOf } from '../plan/basis';
import { settleApps } from './settleApps';
import { settleAuthored } from './settleAuthored';
import { settleRuntimes } from './settleRuntimes';
import { settleServices } from './settleServices';

/** What was concluded, with what the user decided in its place. Fails with 'settings-invalid' for what the repository has not. */
export function applySettings(model: StackModel, settings: Settings, facts: RepoFacts): Result<StackModel> {
  if (basisOf(model, settings)?.value === 'author' && model.authored) {
    const authored = settleAuthored(model.authored, settings);
    return authored.ok ? ok({ ...model, authored: authored.value }) : authored;
  }
  const apps = settleApps(model, settings, facts);
  if (!apps.ok) return apps;
  const services = settleServices(model, settings);
  if (!services.ok) return services;
  const runtimes = settleRuntimes(apps.value, settings, facts);
  if (!runtimes.ok) return runtimes;
  const leftOut = [...apps.value.leftOut, ...services.value.leftOut];
  return ok({
    ...model,
    apps: apps.value.apps,
    services: services.value.services,
    ...runtimes.value,
    ...(leftOut.length > 0 && { leftOut }),
    diagnostics: [
      ...model.diagnostics.filter(({ code }) => code !== 'port-uncertain' && code !== 'port-disputed'),
      ...portDiagnostics(apps.value.apps),
    ],
  });
}

/** Flags over drydock.yml. */
export function withFlags({ values, places }: Settings, { slug, basis, sharedNodeModules }: Flags): Settings {
  const flags = {
    ...(slug !== undefined && { slug }),
    ...(basis !== undefined && { basis }),
    ...(sharedNodeModules && { shared_node_modules: true }),
  };
  const names = { slug: '--slug', basis: '--services', shared_node_modules: '--shared-node-modules' } as const;
  const said = Object.entries(names).filter(([key]) => key in flags);
  return {
    values: { ...values, ...flags },
    places: { ...places, ...Object.fromEntries(said.map(([key, flag]) => [key, { flag }])) },
  };
}
