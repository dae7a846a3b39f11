import type { RepoFacts } from '../model/facts';
import { defineStack, type EntryCandidate } from './define';
import { constructs, dependency, imports } from './probes';
import { djangoHosts } from './djangoHosts';
import { pythonPorts } from './pythonPorts';
import { applicationObjects } from './pythonEntries';
import { folderOf, isWithin } from '../model/paths';

const wsgi = 'django.core.wsgi.get_wsgi_application';
const asgi = 'django.core.asgi.get_asgi_application';

/** wsgi.py and asgi.py, each run in the folder of the manage.py that is nearest above it, or beside. */
function entries(facts: RepoFacts): readonly EntryCandidate[] {
  const folders = facts.modules.filter(({ file }) => /(^|\/)manage\.py$/.test(file)).map(({ file }) => folderOf(file));
  return [...applicationObjects(facts, wsgi), ...applicationObjects(facts, asgi)].flatMap((candidate) => {
    const path = folders
      .filter((folder) => isWithin(candidate.evidence.file, folder))
      .sort((a, b) => b.length - a.length)[0];
    return path === undefined
      ? []
      : [
          {
            ...candidate,
            path,
            evidence: {
              ...candidate.evidence,
              weight: candidate.evidence.weight + (candidate.evidence.file.includes('wsgi') ? 1 : 0),
            },
          },
        ];
  });
}

/** https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver (port 8000), .../howto/deployment/wsgi/gunicorn/ */
export const django = defineStack({
  id: 'django',
  title: 'Django',
  language: 'python',
  serves: 'http',
  appName: 'web',
  evidence: [
    dependency('django', 2),
    imports('django', 1),
    constructs(wsgi, 4),
    constructs(asgi, 2),
    constructs('django.core.management.execute_from_command_line', 4),
  ],
  threshold: 5,
  entries,
  port: {
    stated: pythonPorts(),
    default: 8000,
    source: 'Django’s own default',
  },
  hosts: djangoHosts,
  develop: ({ port }) => ['python', 'manage.py', 'runserver', `0.0.0.0:${port}`],
  produce: ({ target, port, gunicornConfig }) => [
    'gunicorn',
    ...(gunicornConfig ? ['--config', gunicornConfig] : []),
    '--bind',
    `0.0.0.0:${port}`,
    '--worker-tmp-dir',
    '/dev/shm',
    ...(target.includes('asgi') ? ['--worker-class', 'uvicorn.workers.UvicornWorker'] : []),
    target,
  ],
  produceRequires: ['gunicorn'],
  memory: '1g',
  recipes: () => [
    { title: 'A user for the admin', command: 'python manage.py createsuperuser' },
    { title: 'A shell with the models', command: 'python manage.py shell' },
  ],
});
