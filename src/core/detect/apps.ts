import type { Evidence } from '../model/evidence';
import { entryText, type App, type Entry, type StackModel } from '../model/stackModel';
import type { Stack } from '../stacks/define';
import { stacks } from '../stacks/index';
import { conclude, heaviest, weightOf } from './conclude';
import type { Unit } from './units';

/** An app before it has a name. */
export interface FoundApp {
  readonly unit: Unit;
  readonly stack: Stack;
  readonly path: string;
  readonly conclusions: Pick<App, 'serves' | 'stack' | 'entry' | 'starts' | 'hosts'>;
}

/** What is started, and the folder in which it runs. */
export interface FoundEntry {
  readonly path: string;
  readonly entry: App['entry'];
}

/** What can be started in a unit, and what was weighed and found too light. */
export function detectApps(unit: Unit): {
  readonly apps: readonly FoundApp[];
  readonly dismissed: StackModel['dismissed'];
} {
  const apps: FoundApp[] = [];
  const dismissed: { id: string; path: string; reason: string; evidence: readonly Evidence[] }[] = [];
  for (const stack of stacks.filter(({ language }) => language === unit.language)) {
    const evidence = stack.evidence.flatMap((probe) => probe(unit.facts));
    if (evidence.length === 0) continue;
    const weight = weightOf(evidence);
    const entry = findEntry(unit, stack);
    if (weight < stack.threshold || !entry) {
      const reason = entry
        ? `evidence weighs ${weight}, ${stack.threshold} are needed`
        : `no ${what[unit.language]} was found in the code`;
      dismissed.push({ id: stack.id, path: unit.path, reason, evidence });
      continue;
    }
    apps.push(appOf(unit, stack, conclude(stack.id, `${stack.title} is required and used`, evidence), entry));
  }
  const superseded = new Set(apps.flatMap(({ stack }) => stack.supersedes ?? []));
  return { apps: apps.filter(({ stack }) => !superseded.has(stack.id)), dismissed };
}

/** What a stack would start in a unit, and in which folder; undefined when it finds nothing. */
export function findEntry(unit: Unit, stack: Stack): FoundEntry | undefined {
  const best = heaviest(
    stack.entries(unit.facts),
    ({ entry, path }) => `${path ?? unit.path} ${entryText(entry)}`,
    (candidate) => candidate.evidence,
  );
  if (!best?.[0]) return undefined;
  const { entry, path } = best[0];
  return {
    path: path ?? unit.path,
    entry: conclude(
      entry,
      entryReason(entry),
      best.map((candidate) => candidate.evidence),
    ),
  };
}

/** An app of a stack with an entry, and what follows from the two. */
export function appOf(unit: Unit, stack: Stack, by: App['stack'], { path, entry }: FoundEntry): FoundApp {
  const hosts = stack.hosts?.(unit.facts, path);
  return {
    unit,
    stack,
    path,
    conclusions: {
      serves: stack.serves,
      stack: by,
      entry,
      starts: startsOf(stack, unit),
      ...(hosts && (hosts.values.length > 0 || hosts.fixed) && { hosts }),
    },
  };
}

/** What starts an app, by language. */
const what = {
  python: 'application object',
  node: 'script or file that starts it',
  flutter: 'lib/main.dart',
  static: 'page',
} as const;

function entryReason(entry: Entry): string {
  switch (entry.kind) {
    case 'script':
      return `package.json starts it by ${entryText(entry)}`;
    case 'file':
      return `${entry.file} starts it`;
    case 'folder':
      return `${entryText(entry)} is what is served`;
    case 'command':
      return `${entryText(entry)} starts it`;
    default:
      return `${entryText(entry)} is the application`;
  }
}

function startsOf(stack: Stack, unit: Unit): App['starts'] {
  const decided = stack.starts?.(unit.facts);
  return decided
    ? conclude(decided.value, decided.reason, decided.evidence)
    : conclude(true, 'it is what the repository is for', []);
}
