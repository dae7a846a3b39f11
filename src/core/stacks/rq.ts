import type { RepoFacts } from '../model/facts';
import { defineStack, type EntryCandidate } from './define';
import { at, callsOf, dependency, imports } from './probes';

/** Queues that the code names: Queue("mail"), @job("mail"). */
function queues(facts: RepoFacts): readonly string[] {
  const named = callsOf(facts, 'rq.Queue').flatMap(({ call }) => {
    const [first] = call.args;
    return first?.kind === 'string' ? [first.value] : [];
  });
  return [...new Set(named)].filter((name) => /^[\w.-]+$/.test(name)).sort();
}

/** A worker needs no module: it imports the functions by the names in the jobs. */
function entries(facts: RepoFacts): readonly EntryCandidate[] {
  const made = [...callsOf(facts, 'rq.Queue'), ...callsOf(facts, 'rq.Worker')];
  const argv = ['rq', 'worker', ...queues(facts)];
  return made.map(({ call }) => ({
    entry: { kind: 'command', argv },
    evidence: at(call, `${call.callee} is used here`, 4),
  }));
}

/** https://python-rq.org/docs/workers/: `rq worker [queue ...]`, RQ_REDIS_URL. */
export const rqWorker = defineStack({
  id: 'rq-worker',
  title: 'RQ worker',
  language: 'python',
  serves: 'jobs',
  appName: 'worker',
  evidence: [dependency('rq', 2), imports('rq', 1), (facts) => entries(facts).map(({ evidence }) => evidence)],
  threshold: 5,
  entries,
  develop: ({ entry }) => [
    'watchfiles',
    '--filter',
    'python',
    entry.kind === 'command' ? entry.argv.join(' ') : 'rq worker',
    '/app',
  ],
  produce: ({ entry }) => (entry.kind === 'command' ? entry.argv : ['rq', 'worker']),
  healthcheck: () => ['CMD-SHELL', 'grep -q "bin/[r]q" /proc/*/cmdline'],
  memory: '1g',
});
