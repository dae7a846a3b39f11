import { defineStack } from './define';
import { constructs, dependency, imports } from './probes';
import { pythonPorts } from './pythonPorts';
import { applicationObjects } from './pythonEntries';
import { commandTargets, wsgiServers } from './commandTargets';

/** https://flask.palletsprojects.com/en/stable/cli/ (flask run, FLASK_RUN_PORT, .flaskenv, port 5000) */
export const flask = defineStack({
  id: 'flask',
  title: 'Flask',
  language: 'python',
  serves: 'http',
  appName: 'web',
  evidence: [dependency('flask', 2), imports('flask', 1), constructs('flask.Flask', 5)],
  threshold: 5,
  entries: (facts) => [
    ...applicationObjects(facts, 'flask.Flask'),
    ...commandTargets(facts, [...wsgiServers, { program: 'flask', options: ['-A', '--app'], variable: 'FLASK_APP' }]),
  ],
  port: {
    stated: pythonPorts('FLASK_RUN_PORT'),
    default: 5000,
    source: 'Flask’s own default',
  },
  // Every Flask since 1.0 reads the variable; the option --debug of `flask run` came with 2.2.
  develop: ({ port }) => ['env', 'FLASK_DEBUG=1', 'flask', 'run', '--host', '0.0.0.0', '--port', port],
  environment: ({ target }) => ({ FLASK_APP: target }),
  produce: ({ entry, target, port, gunicornConfig }) => [
    'gunicorn',
    ...(gunicornConfig ? ['--config', gunicornConfig] : []),
    '--bind',
    `0.0.0.0:${port}`,
    '--worker-tmp-dir',
    '/dev/shm',
    entry.kind === 'factory' ? `${target}()` : target,
  ],
  produceRequires: ['gunicorn'],
  memory: '1g',
  recipes: () => [{ title: 'Every route', command: 'flask routes' }],
});
