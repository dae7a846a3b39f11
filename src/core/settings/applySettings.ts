import { portDiagnostics } from '../detect/detect';
import type { Conclusion } from '../model/evidence';
import type { RepoFacts } from '../model/facts';
import { ok, type Result } from '../model/failure';
import type { Basis, Flags, Settings } from '../model/settings';
import type { StackModel } from '../model/stackModel';
import { basisOf } from '../plan/basis';
import { refuseSecrets } from './trackedSecrets';
import { settleApps } from './settleApps';
import { settleAuthored } from './settleAuthored';
import { settleRuntimes } from './settleRuntimes';
import { settleServices } from './settleServices';

/** A model as the user has it, and whose services run, where the repository alone says so. */
export interface SettledModel {
  readonly model: StackModel;
  readonly basis?: Conclusion<Basis>;
}

/** What was concluded, with what the user decided in its place. Fails with 'settings-invalid' for what the repository has not. */
export function applySettings(model: StackModel, settings: Settings, facts: RepoFacts): Result<SettledModel> {
  const secrets = refuseSecrets(settings);
  if (!secrets.ok) return secrets;
  // What the user leaves out of Drydock's own services is no reason to take the author's.
  const basis = basisOf(model, settings);
  if (basis?.value === 'author' && model.authored && settings.values.basis !== 'own') {
    const authored = settleAuthored(model.authored, settings);
    return authored.ok ? ok({ model: { ...model, authored: authored.value }, basis }) : authored;
  }
  const settled = settleOwn(model, settings, facts);
  return settled.ok ? ok({ model: settled.value, ...(basis?.value === 'own' && { basis }) }) : settled;
}

function settleOwn(model: StackModel, settings: Settings, facts: RepoFacts): Result<StackModel> {
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
