import type { RepoFacts } from '../model/facts';
import { defineStack, type EntryCandidate } from './define';
import { callsJs, jsCalls, requires, scriptEntries } from './nodeProbes';
import { commandsOf } from './nodeScripts';
import { at } from './probes';

const worker = /^(bullmq\.Worker|agenda\.Agenda|agenda)$/;

/** A script for workers; without one the workers live in the server's own process. */
function entries(facts: RepoFacts): readonly EntryCandidate[] {
  const names = (facts.packages[0]?.scripts ?? [])
    .map(({ name }) => name)
    .filter((name) => /^(dev:|start:)?(worker|workers|queue|jobs)(:dev|:watch)?$/.test(name));
  const best = names.find((name) => /dev|watch/.test(name)) ?? names[0];
  return best && jsCalls(facts, worker).length > 0
    ? scriptEntries(facts, commandsOf(facts, best)).map((each) => ({
        ...each,
        evidence: at(each.evidence, `the script ${best} runs the workers`, 5),
      }))
    : [];
}

/** https://docs.bullmq.io/guide/workers */
export const bullmqWorker = defineStack({
  id: 'bullmq-worker',
  title: 'BullMQ worker',
  language: 'node',
  serves: 'jobs',
  appName: 'worker',
  evidence: [requires('bullmq', 2), requires('agenda', 2), callsJs(worker, 4)],
  threshold: 5,
  entries,
  develop: ({ entry, script }) => script(entry.kind === 'script' ? entry.script : 'worker'),
  produce: ({ entry, script }) => script(entry.kind === 'script' ? entry.script : 'worker'),
  memory: '1g',
});
