import type { RepoFacts } from '../model/facts';
import { defineStack, type EntryCandidate } from './define';
import { at, dependency, imports } from './probes';

/** A class with `functions`: arq's worker settings, of any name. */
function entries(facts: RepoFacts): readonly EntryCandidate[] {
  return facts.modules
    .filter((module) => module.imports.some(({ name }) => name === 'arq' || name.startsWith('arq.')))
    .flatMap((module) =>
      module.assignments
        .filter(({ target }) => /^\w*Settings\.functions$/.test(target))
        .map((assignment) => ({
          entry: {
            kind: 'instance' as const,
            module: module.module,
            attribute: assignment.target.replace(/\.functions$/, ''),
            importRoot: module.importRoot,
          },
          evidence: at(assignment, 'the functions of an arq worker', 5),
        })),
    );
}

/** https://arq-docs.helpmanual.io/: `arq module.WorkerSettings`, --watch reloads. */
export const arqWorker = defineStack({
  id: 'arq-worker',
  title: 'arq worker',
  language: 'python',
  serves: 'jobs',
  appName: 'worker',
  evidence: [dependency('arq', 2), imports('arq', 1), (facts) => entries(facts).map(({ evidence }) => evidence)],
  threshold: 5,
  entries,
  develop: ({ dotted }) => ['watchfiles', '--filter', 'python', `arq ${dotted}`, '/app'],
  produce: ({ dotted }) => ['arq', dotted],
  healthcheck: ({ dotted }) => ['CMD', 'arq', '--check', dotted],
  memory: '1g',
});
