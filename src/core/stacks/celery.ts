import type { Evidence } from '../model/evidence';
import type { PyExpression, RepoFacts } from '../model/facts';
import { commandTargets } from './commandTargets';
import { defineStack, type EntryCandidate } from './define';
import { at, constructs, dependency, imports } from './probes';
import { applicationObjects } from './pythonEntries';

const evidence = [dependency('celery', 2), imports('celery', 1), constructs('celery.Celery', 5)];
const fromCommands = (facts: RepoFacts) =>
  commandTargets(facts, [
    {
      program: 'celery',
      options: ['-A', '--app'],
      names: ['celery', 'celery_app', 'app', 'application'],
      submodule: 'celery',
    },
  ]);

/** Module-level Celery objects: made directly, taken from `app.extensions["celery"]`, or given by a function that makes one. */
function entries(facts: RepoFacts): readonly EntryCandidate[] {
  const taken = facts.modules.flatMap((module) =>
    module.assignments
      .filter((assignment) => assignment.scope === '' && isExtension(assignment.value))
      .map((assignment) => ({
        entry: {
          module: module.module,
          attribute: assignment.target,
          kind: 'instance' as const,
          importRoot: module.importRoot,
        },
        evidence: at(assignment, 'the Celery app of a Flask application, as Flask’s documentation has it', 6),
      })),
  );
  const direct = applicationObjects(facts, 'celery.Celery').filter(({ entry }) => entry.kind === 'instance');
  return [...taken, ...direct, ...withFlask(facts, direct), ...fromCommands(facts)];
}

/**
 * celery_worker.py: a module that makes the Flask application and imports the Celery object that it configures. Only through
 * it do tasks find a broker and an application context; it has no other purpose.
 */
function withFlask(facts: RepoFacts, direct: readonly EntryCandidate[]): readonly EntryCandidate[] {
  const objects = new Set(
    direct.map(({ entry }) => ('attribute' in entry ? `${entry.module}.${entry.attribute}` : '')),
  );
  const factories = new Set(
    applicationObjects(facts, 'flask.Flask').flatMap(({ entry }) =>
      entry.kind === 'factory' ? [`${entry.module}.${entry.attribute}`] : [],
    ),
  );
  return facts.modules
    .filter((module) =>
      module.assignments.some(
        ({ scope, value }) => scope === '' && value.kind === 'call' && factories.has(value.callee),
      ),
    )
    .flatMap((module) =>
      module.imports
        .filter(({ name, scope }) => scope === '' && objects.has(name))
        .map((found) => ({
          entry: {
            module: module.module,
            attribute: found.local,
            kind: 'instance' as const,
            importRoot: module.importRoot,
          },
          evidence: at(found, 'imported beside the Flask application that configures it', 7),
        })),
    );
}

const isExtension = (value: PyExpression): boolean =>
  value.kind === 'item' &&
  value.key.kind === 'string' &&
  value.key.value === 'celery' &&
  value.of.kind === 'name' &&
  value.of.name.endsWith('.extensions');

/** https://docs.celeryq.dev/en/stable/userguide/workers.html; reload by watchfiles, which the local base image has. */
export const celeryWorker = defineStack({
  id: 'celery-worker',
  title: 'Celery worker',
  language: 'python',
  serves: 'jobs',
  appName: 'worker',
  evidence,
  threshold: 5,
  entries,
  develop: ({ dotted }) => ['watchfiles', '--filter', 'python', `celery -A ${dotted} worker --loglevel INFO`, '/app'],
  produce: ({ dotted }) => ['celery', '-A', dotted, 'worker', '--loglevel', 'INFO'],
  healthcheck: ({ dotted }) => [
    'CMD-SHELL',
    `celery -A ${dotted} inspect ping --timeout 5 --destination "celery@$$HOSTNAME"`,
  ],
  memory: '1g',
  recipes: ({ dotted }) => [
    { title: 'Tasks that the worker knows', command: `celery -A ${dotted} inspect registered` },
    { title: 'Tasks that are running', command: `celery -A ${dotted} inspect active` },
  ],
});

/** https://docs.celeryq.dev/en/stable/userguide/periodic-tasks.html: beat_schedule, or add_periodic_task. */
export const celeryBeat = defineStack({
  id: 'celery-beat',
  title: 'Celery beat',
  language: 'python',
  serves: 'schedule',
  appName: 'beat',
  evidence,
  threshold: 5,
  entries,
  starts: (facts) => {
    const found = schedule(facts);
    if (found.length > 0) return { value: true, reason: 'the code has a schedule', evidence: found };
    if (facts.modules.every((module) => module.complete))
      return { value: false, reason: 'no schedule in any file of the code', evidence: [] };
    return { value: true, reason: 'not every file could be read, so a schedule may exist', evidence: [] };
  },
  develop: ({ dotted }) => ['watchfiles', '--filter', 'python', beat(dotted), '/app'],
  produce: ({ dotted }) => beat(dotted).split(' '),
  healthcheck: () => ['CMD-SHELL', 'kill -0 "$$(cat /tmp/celerybeat.pid)"'],
  memory: '512m',
});

/** The schedule is kept outside the source tree: Celery writes it to the working directory otherwise. */
const beat = (dotted: string) =>
  `celery -A ${dotted} beat --loglevel INFO --pidfile /tmp/celerybeat.pid --schedule /home/dev/celerybeat-schedule`;

function schedule(facts: RepoFacts): readonly Evidence[] {
  return facts.modules.flatMap((module) => [
    ...module.assignments
      .filter(
        ({ target, value }) =>
          /(^|[.[])(beat_schedule|CELERY_?BEAT_SCHEDULE|CELERYBEAT_SCHEDULE)\]?$/i.test(target) || holdsSchedule(value),
      )
      .map((assignment) => at(assignment, 'a schedule for beat', 5)),
    ...module.calls
      .filter(
        ({ callee, keywords }) => callee.endsWith('.add_periodic_task') || keywords['beat_schedule'] !== undefined,
      )
      .map((call) => at(call, 'a schedule for beat', 5)),
  ]);
}

function holdsSchedule(value: PyExpression): boolean {
  if (value.kind === 'dict')
    return value.entries.some(({ key }) => key.kind === 'string' && key.value === 'beat_schedule');
  return value.kind === 'call' && value.keywords['beat_schedule'] !== undefined;
}
