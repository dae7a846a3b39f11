import { asgiServers, commandTargets } from './commandTargets';
import { defineStack } from './define';
import { constructs, dependency, imports } from './probes';
import { pythonPorts } from './pythonPorts';
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
    ...commandTargets(facts, [...asgiServers, { program: 'fastapi', file: true }]),
  ],
  port: {
    stated: pythonPorts('UVICORN_PORT'),
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
