import type { RepoFacts } from '../model/facts';
import { defineStack, type EntryCandidate } from './define';
import { at, dependency, imports } from './probes';

/** Modules that set the broker are what `dramatiq` is pointed at, else those that declare actors. */
function entries(facts: RepoFacts): readonly EntryCandidate[] {
  return facts.modules.flatMap((module) => {
    const entry = { kind: 'command' as const, argv: ['dramatiq', module.module] };
    return [
      ...module.calls
        .filter(({ callee }) => callee === 'dramatiq.set_broker')
        .map((call) => ({ entry, evidence: at(call, 'the broker is set here', 5) })),
      ...module.functions
        .filter(({ decorators }) =>
          decorators.some(
            (each) =>
              (each.kind === 'name' && each.name === 'dramatiq.actor') ||
              (each.kind === 'call' && each.callee === 'dramatiq.actor'),
          ),
        )
        .map((made) => ({ entry, evidence: at(made, `${made.name} is an actor`, 3) })),
    ];
  });
}

/** https://dramatiq.io/guide.html: `dramatiq module`. */
export const dramatiqWorker = defineStack({
  id: 'dramatiq-worker',
  title: 'Dramatiq worker',
  language: 'python',
  serves: 'jobs',
  appName: 'worker',
  evidence: [
    dependency('dramatiq', 2),
    imports('dramatiq', 1),
    (facts) => entries(facts).map(({ evidence }) => evidence),
  ],
  threshold: 5,
  entries,
  develop: ({ entry }) => [
    'watchfiles',
    '--filter',
    'python',
    `${entry.kind === 'command' ? entry.argv.join(' ') : 'dramatiq'} --processes 1`,
    '/app',
  ],
  produce: ({ entry }) => (entry.kind === 'command' ? entry.argv : ['dramatiq']),
  healthcheck: () => ['CMD-SHELL', 'grep -q "bin/[d]ramatiq" /proc/*/cmdline'],
  memory: '1g',
});
