import type { RepoFacts } from '../model/facts';
import type { NodeVersion } from '../model/nodeFacts';
import type { NodeRuntime, PackageManager } from '../model/stackModel';
import { at } from '../stacks/probes';
import { compare, conclude } from './conclude';
import type { Unit } from './units';
import { webpack4 } from './webpack4';

/** Majors with an official image: https://github.com/nodejs/release#release-schedule (November 2026); 16 and 18 as the oldest that may be asked for. */
const known = [16, 18, 20, 22, 24];
const preferred = 22;

/** The Node.js release, the package manager, and what is installed together. `units` are those that have apps. */
export function detectNode(id: string, unit: Unit, units: readonly Unit[], facts: RepoFacts): NodeRuntime {
  const workspace = facts.workspaces.find((each) => each.folder === unit.root);
  const members = [unit.root, ...(workspace?.members ?? [])];
  const packages = facts.packages.filter((each) => members.includes(each.folder));
  const lock = lockOf(facts, unit.root);
  const old = webpack4(packages);
  return {
    id,
    path: unit.root,
    language: 'node',
    version: versionOf(units.flatMap((each) => each.facts.nodeVersions)),
    manager: managerOf(facts, unit.root),
    ...(lock && { lock: lock.file }),
    ...(old.length > 0 && { webpack4: conclude('webpack 4', 'its tools build with webpack 4', old) }),
    members: [...new Set(members)].sort(compare),
    packages: [...new Set(packages.flatMap((each) => each.dependencies.map(({ name }) => name)))].sort(compare),
  };
}

/** The lock file of the folder where the package manager runs. */
const lockOf = (facts: RepoFacts, root: string) => facts.locks.find((lock) => lock.folder === root);

/** By lock file, then the packageManager field, then a file or setting of one manager's, then npm. */
function managerOf(facts: RepoFacts, root: string): NodeRuntime['manager'] {
  const own = facts.packages.find((each) => each.folder === root);
  const field = own?.packageManager;
  const lock = lockOf(facts, root);
  const named = field && nameOf(field.name, field.version);
  if (lock) {
    const value: PackageManager = {
      name: lock.manager,
      ...(field && named?.split('-')[0] === lock.manager.split('-')[0] && { version: field.version }),
    };
    return conclude(value, `${lock.file} is its lock file`, [
      {
        file: lock.file,
        line: lock.line,
        text: lock.text,
        reason: `${lock.file} is written by ${lock.manager}`,
        weight: 5,
      },
      ...(field && value.version ? [at(field, `packageManager asks for ${field.name}@${field.version}`, 4)] : []),
    ]);
  }
  if (field && named)
    return conclude({ name: named, version: field.version }, `packageManager asks for ${field.name}`, [
      at(field, `packageManager asks for ${field.name}@${field.version}`, 5),
    ]);
  const hint = facts.managerHints.find((each) => each.folder === root);
  if (hint)
    return conclude({ name: hint.manager }, `${hint.file} is for ${hint.manager}`, [
      at(hint, `${hint.file} names or is read by ${hint.manager} alone`, 4),
    ]);
  return conclude({ name: 'npm' as const }, 'there is no lock file', []);
}

function nameOf(name: string, version: string): PackageManager['name'] | undefined {
  if (name === 'yarn') return version.startsWith('1.') ? 'yarn' : 'yarn-berry';
  return name === 'npm' || name === 'pnpm' || name === 'bun' ? name : undefined;
}

function versionOf(statements: readonly NodeVersion[]): NodeRuntime['version'] {
  const weigh = (each: NodeVersion) =>
    at(each, `${each.file} asks for Node.js ${each.specifier}`, each.kind === 'pin' ? 5 : 3);
  const pin = statements.find((each) => each.kind === 'pin' && /^v?\d+/.test(each.specifier));
  const pinned = pin && Number(/\d+/.exec(pin.specifier)?.[0]);
  if (pin && pinned) return conclude(String(pinned), `the repository pins Node.js ${pinned}`, [weigh(pin)]);
  const ranges = statements.filter((each) => each.kind === 'range');
  const allowed = known.filter((each) => ranges.every(({ specifier }) => allows(specifier, each)));
  const chosen = allowed.includes(preferred) ? preferred : allowed.at(-1);
  if (ranges.length > 0 && chosen)
    return conclude(String(chosen), `${chosen} is in the range that the repository allows`, ranges.map(weigh));
  return conclude(String(preferred), 'nothing in the repository states a version', []);
}

/** Whether some release of a major satisfies a range of npm's: '>=18 <21', '^20.1', '18.x || 20', '20'. What is not understood allows all. */
function allows(range: string, major: number): boolean {
  return range.split('||').some((part) =>
    (part.replaceAll(/([<>=^~])\s+/g, '$1').match(/\S+/g) ?? []).every((clause) => {
      const [, operator = '', text = ''] = /^(>=|<=|>|<|\^|~|=)?v?(\d+)/.exec(clause) ?? [];
      if (text === '') return true;
      const wanted = Number(text);
      const [, minor = '0', patch = '0'] = clause.split('.');
      switch (operator) {
        case '>=':
          return major >= wanted;
        case '>':
          return clause.includes('.') ? major >= wanted : major > wanted;
        case '<=':
          return major <= wanted;
        case '<':
          return Number.parseInt(minor, 10) > 0 || Number.parseInt(patch, 10) > 0 ? major <= wanted : major < wanted;
        default:
          return major === wanted;
      }
    }),
  );
}
