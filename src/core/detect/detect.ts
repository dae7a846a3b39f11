import type { Diagnostic } from '../model/diagnostic';
import type { RepoFacts } from '../model/facts';
import type { App, Runtime, ServiceNeed, StackModel } from '../model/stackModel';
import { serviceOf } from '../services/index';
import { stackOf } from '../stacks/index';
import { compare } from './conclude';
import { authoredStack } from './authored/stack';
import { detectApps, type FoundApp } from './apps';
import { flutterDiagnostics } from './flutter';
import { inventoryOf } from './inventory';
import { localhostPorts } from './localhost';
import { detectMigrations } from './migration';
import { nameApps, nameRuntimes } from './names';
import { portOf } from './ports';
import { detectRuntime } from './runtime';
import { staticUnits } from './staticSites';
import { serviceHints } from './serviceHints';
import { detectServices } from './services';
import { unitsOf, type Unit } from './units';
import { detectVariables } from './variables';

/** Concludes from facts what the repository is; never fails: what is missing is said by diagnostics. */
export function detect(facts: RepoFacts): StackModel {
  const units = unitsOf(facts);
  const coded = units.map((unit) => ({ unit, ...detectApps(unit) }));
  const pages = staticUnits(
    facts,
    units,
    coded.flatMap(({ apps }) => apps),
  );
  const searched = [...coded, ...pages.map((unit) => ({ unit, ...detectApps(unit) }))];
  const served = searched.filter(({ apps }) => apps.length > 0);
  const found = served.flatMap(({ apps }) => apps);
  const ids = nameRuntimes(served.map(({ unit }) => unit));
  const idOf = (unit: Unit): string => ids.get(`${unit.language} ${unit.root}`) ?? unit.language;
  const alone = found.filter(({ stack }) => stack.serves === 'http').length === 1;
  const apps = nameApps(found).map(({ app, name }): App => ({
    name,
    path: app.path,
    runtime: idOf(app.unit),
    localhost: localhostPorts(app.unit.facts),
    ...app.conclusions,
    ...portOf({ ...app, entry: app.conclusions.entry.value, alone }),
  }));
  const migrations = served.flatMap(({ unit, apps: own }) => detectMigrations(unit, own, idOf(unit)));
  const authored = authoredStack(facts, apps);
  return {
    name: facts.name,
    apps,
    runtimes: runtimesOf(found, idOf, facts),
    services: detectServices(facts, serviceHints(facts)).map((need) => withAliases(need, facts)),
    migrations: migrations.filter(
      ({ value }, index) =>
        migrations.findIndex(
          (each) => each.value.argv.join(' ') === value.argv.join(' ') && each.value.path === value.path,
        ) === index,
    ),
    variables: detectVariables(facts),
    docker: facts.docker,
    ...(authored && { authored }),
    dismissed: searched.flatMap(({ dismissed }) => dismissed),
    diagnostics: [...facts.diagnostics, ...flutterDiagnostics(units), ...portDiagnostics(apps)],
    ...(!apps.some(({ serves }) => serves === 'http') && { inventory: inventoryOf(facts) }),
  };
}

/** One for each folder in which dependencies are installed. */
function runtimesOf(found: readonly FoundApp[], idOf: (unit: Unit) => string, facts: RepoFacts): readonly Runtime[] {
  const byId = new Map<string, FoundApp[]>();
  for (const app of found) byId.set(idOf(app.unit), [...(byId.get(idOf(app.unit)) ?? []), app]);
  return [...byId].flatMap(([id, apps]): readonly Runtime[] => {
    const unit = apps[0]?.unit;
    return unit ? [detectRuntime(id, unit, apps, facts)] : [];
  });
}

/** The names that the author's compose files give to a service. */
function withAliases(need: ServiceNeed, facts: RepoFacts): ServiceNeed {
  const { images, name: own } = serviceOf(need.id);
  const aliases = facts.composeFiles
    .flatMap(({ services }) => services)
    .filter(({ image }) => image && images.includes(image.value.replace(/^docker\.io\//, '').replace(/[:@].*$/, '')))
    .map(({ name }) => name)
    .filter((name) => name !== own && /^[a-z0-9][a-z0-9_-]*$/i.test(name));
  return aliases.length > 0 ? { ...need, aliases: [...new Set(aliases)].sort(compare) } : need;
}

/** What a person should know where no port is stated, or several are. */
export function portDiagnostics(apps: readonly App[]): readonly Diagnostic[] {
  return apps.flatMap(({ name, stack, port, otherPorts = [] }): readonly Diagnostic[] => {
    // The server is one that Drydock brings along.
    if (stackOf(stack.value).language === 'static') return [];
    const next = `Change ${name.toUpperCase().replaceAll('-', '_')}_PORT in .env if it listens elsewhere.`;
    if (port?.certainty === 'default')
      return [
        {
          code: 'port-uncertain',
          severity: 'note',
          message: `Nothing states the port of ${name}; ${port.value} is taken, ${port.reason}.`,
          next,
        },
      ];
    const [first] = port?.evidence ?? [];
    if (!port || !first || otherPorts.length === 0) return [];
    const others = otherPorts.slice(0, 3).map((each) => `${each.file}:${each.line} says ${each.port}`);
    return [
      {
        code: 'port-disputed',
        severity: 'note',
        message: `${port.value} is taken as the port of ${name} (${first.file}:${first.line}); ${others.join(', ')}, which weighs less.`,
        next,
      },
    ];
  });
}
