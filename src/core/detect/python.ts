import type { Evidence } from '../model/evidence';
import type { PythonVersion, Requirement, RepoFacts } from '../model/facts';
import type { InstalledManifest, PythonRuntime } from '../model/stackModel';
import { groupOf } from '../facts/requirements';
import type { FoundApp } from './apps';
import { compare, conclude } from './conclude';
import { ceilingOf, compareVersions, type Ceiling } from './pythonCeilings';
import { forgottenBounds } from './pythonBounds';
import type { Unit } from './units';

/** Versions that have an official image and get fixes, https://devguide.python.org/versions/ (November 2026), and 3.8 as the oldest that may be asked for. */
const known = ['3.8', '3.9', '3.10', '3.11', '3.12', '3.13', '3.14'];
const preferred = '3.12';

/** The interpreter and what is installed into it. */
export function detectPython(id: string, { root, facts }: Unit, apps: readonly FoundApp[]): PythonRuntime {
  const entries = apps.map(({ conclusions }) => conclusions.entry.value);
  const listed = manifests(facts, root);
  return {
    id,
    path: root,
    language: 'python',
    version: version(facts.pythonVersions, facts.requirements),
    manifests: listed,
    // A lock has every version; pins that were resolved together have most.
    bounds: listed.value.some(({ lock }) => lock) ? [] : forgottenBounds(facts.requirements),
    // An entry at the root may import from src/: every root that has modules counts.
    importRoots: [
      ...new Set([
        ...entries.flatMap((entry) => ('importRoot' in entry ? [entry.importRoot] : [])),
        ...facts.modules.map((module) => module.importRoot),
      ]),
    ].sort(compare),
    packages: [
      ...new Set(
        facts.requirements.flatMap(({ name, extras }) => [name, ...extras.map((extra) => `${name}[${extra}]`)]),
      ),
    ].sort(compare),
  };
}

function version(statements: readonly PythonVersion[], requirements: readonly Requirement[]): PythonRuntime['version'] {
  const weigh = (statement: PythonVersion): Evidence => ({
    file: statement.file,
    line: statement.line,
    text: statement.text,
    reason: `${statement.file} asks for Python ${statement.specifier}`,
    weight: { pin: 5, resolved: 4, range: 3, image: 2 }[statement.kind],
  });
  const pin = statements.find((statement) => statement.kind === 'pin') ?? resolvedFor(statements);
  const pinned = pin && /^(\d+\.\d+)/.exec(pin.specifier)?.[1];
  if (pin && pinned)
    return conclude(
      pinned,
      pin.kind === 'pin' ? `the repository pins Python ${pinned}` : `its pins were resolved for Python ${pinned}`,
      [weigh(pin)],
    );
  const ranges = statements.filter((statement) => statement.kind === 'range');
  const allowed = known.filter((each) => ranges.every((range) => satisfies(each, range.specifier)));
  const image = statements.find((statement) => statement.kind === 'image');
  const inImage = image && /^(\d+\.\d+)/.exec(image.specifier)?.[1];
  // What is older than any that is offered gets the oldest.
  const nearest = inImage && allowed.find((each) => compareVersions(each, inImage) >= 0);
  if (image && nearest)
    return conclude(nearest, `${image.file} runs it on Python ${inImage}`, [weigh(image), ...ranges.map(weigh)]);
  const low = lowest(requirements.flatMap((requirement) => ceilingOf(requirement) ?? []));
  // A range that needs more than old pins can give is believed: the repository says so itself.
  const runs = allowed.filter((each) => compareVersions(each, low?.python ?? each) <= 0);
  const usable = runs.length > 0 ? runs : allowed;
  const chosen = usable.includes(preferred) ? preferred : usable.at(-1);
  if (low && chosen === low.python)
    return conclude(chosen, low.reason, [
      { ...sourceOf(low.requirement), reason: low.reason, weight: 3 },
      ...ranges.map(weigh),
    ]);
  if (ranges.length > 0 && chosen)
    return conclude(chosen, `${chosen} is in the range that the repository allows`, ranges.map(weigh));
  return conclude(preferred, 'nothing in the repository states a version', []);
}

const lowest = (ceilings: readonly Ceiling[]): Ceiling | undefined =>
  [...ceilings].sort((a, b) => compareVersions(a.python, b.python))[0];

const sourceOf = ({ file, line, text }: Requirement) => ({ file, line, text });

/** The compiled requirements of the application itself; a range that the repository states must allow it. */
function resolvedFor(statements: readonly PythonVersion[]): PythonVersion | undefined {
  const ranges = statements.filter((statement) => statement.kind === 'range');
  return statements.find(
    (statement) =>
      statement.kind === 'resolved' &&
      groupOf(statement.file) === '' &&
      ranges.every((range) => satisfies(statement.specifier, range.specifier)),
  );
}

/** PEP 440 comparisons of an 'X.Y' with each clause; a clause that is not understood allows all. */
function satisfies(candidate: string, specifier: string): boolean {
  const number = (text: string) =>
    text
      .split('.')
      .slice(0, 2)
      .reduce((sum, part) => sum * 1000 + (Number.parseInt(part, 10) || 0), 0);
  return specifier.split(',').every((clause) => {
    const [, operator = '', operand = ''] = /^\s*(~=|==|!=|<=|>=|<|>|\^|~)?\s*([\d.]+)/.exec(clause) ?? [];
    if (!operand) return true;
    const have = number(candidate);
    const want = number(operand.includes('.') ? operand : `${operand}.0`);
    switch (operator) {
      case '>=':
        return have >= want;
      case '>':
        return operand.split('.').length > 2 ? have >= want : have > want;
      case '<=':
        return have <= want;
      case '<':
        return operand.split('.').length > 2 && !operand.endsWith('.0') ? have <= want : have < want;
      case '!=':
        return operand.split('.').length > 2 || have !== want;
      case '~=':
      case '^':
        return operand.split('.').length > 2 && operator === '~='
          ? have === want
          : have >= want && candidate.split('.')[0] === operand.split('.')[0];
      default:
        return have === want;
    }
  });
}

/**
 * Where an author has requirements.txt and a project file, the one with pins is what he installs: the lock of a project
 * goes before requirements without versions, else requirements.txt goes first. Development ones come after.
 */
function manifests(facts: RepoFacts, root: string): PythonRuntime['manifests'] {
  const below = (file: string) => (root === '' ? file : file.slice(root.length + 1));
  const atRoot = facts.manifests.filter(({ file }) => /^(requirements\/)?[^/]+$/.test(below(file)));
  const included = new Set(atRoot.flatMap((manifest) => manifest.includes));
  const requirements = atRoot.filter((manifest) => manifest.kind === 'requirements');
  const main = requirements
    .filter((manifest) => manifest.group === '')
    .sort((a, b) => rank(a.file) - rank(b.file) || compare(a.file, b.file));
  const development = requirements.filter(
    (manifest) => ['dev', 'test'].includes(manifest.group) && !included.has(manifest.file),
  );
  const project = ['uv', 'poetry', 'pdm', 'pyproject', 'pipenv', 'setup']
    .flatMap((kind) => atRoot.filter((manifest) => manifest.kind === kind && manifest.project?.dependencies))
    .at(0);
  const chosen: InstalledManifest[] = [];
  const first = main[0];
  const pinned = facts.requirements.some(
    ({ manifest, specifier }) => manifest === first?.file && specifier.startsWith('=='),
  );
  if (first && (pinned || !project?.lock))
    chosen.push({ file: first.file, kind: 'requirements', includes: first.includes, development: false, extras: [] });
  else if (project) {
    const extras = (project.project?.extras ?? []).filter((extra) => ['dev', 'test'].includes(extra));
    const { file, kind, lock } = project;
    chosen.push({ file, kind, includes: [], development: false, extras, ...(lock && { lock }) });
  }
  for (const manifest of development)
    chosen.push({
      file: manifest.file,
      kind: 'requirements',
      includes: manifest.includes,
      development: true,
      extras: [],
    });
  // Every line that the installer gets speaks for its file.
  const files = new Set(chosen.flatMap(({ file, includes }) => [file, ...includes]));
  const evidence = facts.requirements
    .filter((requirement) => files.has(requirement.file))
    .map(({ file, line, text, name }) => ({ file, line, text, reason: `${file} lists ${name}`, weight: 1 }));
  return conclude(
    chosen,
    chosen.length > 0 ? 'these files list the dependencies' : 'no file lists dependencies',
    evidence,
  );
}

/** requirements.txt itself first, then lock-like and production ones, then the rest. */
function rank(file: string): number {
  const name = file.split('/').at(-1) ?? file;
  return (
    [
      'requirements.txt',
      'requirements.lock',
      'requirements-lock.txt',
      'prod.txt',
      'production.txt',
      'base.txt',
    ].indexOf(name) >>> 0
  );
}
