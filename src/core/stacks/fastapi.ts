import { commandTargets } from './commandTargets';
import { defineStack } from './define';
import { callArgument, commandOption, constructs, dependency, gunicornBind, imports, setting } from './probes';
import { applicationObjects } from './pythonEntries';

/** https://fastapi.tiangolo.com/deployment/manually/ and https://www.uvicorn.org/settings/ (port 8000, --reload, --factory) */
export const fastapi = defineStack({
  id: 'fastapi',
  title: 'FastAPI',
  language: 'python',
  serves: 'http',
  appName: 'web',
  evidence: [dependency('fastapi', 2), imports('fastapi', 1), constructs('fastapi.FastAPI', 5)],
  threshold: 5,
  entries: (facts) => [
    ...applicationObjects(facts, 'fastapi.FastAPI'),
    ...commandTargets(facts, [
      { program: 'uvicorn', positional: true },
      { program: 'gunicorn', positional: true },
      { program: 'hypercorn', positional: true },
    ]),
  ],
  port: {
    stated: [
      commandOption('uvicorn', ['--port'], 4),
      commandOption('fastapi', ['--port'], 4),
      commandOption('gunicorn', ['-b', '--bind'], 4),
      gunicornBind(3),
      setting('UVICORN_PORT', 5),
      callArgument('run', 'port', 3),
    ],
    default: 8000,
    source: 'uvicorn’s own default',
  },
  develop: ({ entry, target, port }) => [
    'uvicorn',
    ...(entry.kind === 'factory' ? ['--factory'] : []),
    target,
    '--reload',
    '--host',
    '0.0.0.0',
    '--port',
    port,
  ],
  produce: ({ entry, target, port }) => [
    'uvicorn',
    ...(entry.kind === 'factory' ? ['--factory'] : []),
    target,
    '--host',
    '0.0.0.0',
    '--port',
    port,
    '--proxy-headers',
    '--forwarded-allow-ips',
    '*',
  ],
  developRequires: ['uvicorn', 'fastapi[standard]', 'fastapi[all]', 'uvicorn[standard]'],
  produceRequires: ['uvicorn'],
  memory: '1g',
  recipes: () => [],
});
