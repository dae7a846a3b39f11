import assert from 'node:assert/strict';
import { detect } from '../../../../src/core/detect/detect';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { entryText } from '../../../../src/core/model/stackModel';
import { memoryRepo } from '../../support/memoryRepo';

type Files = Readonly<Record<string, string>>;

/** 'stack module:attribute' of every app, with the import root in brackets where it is not the repository's. */
async function entriesOf(files: Files): Promise<readonly string[]> {
  const { apps } = detect(await collectFacts(memoryRepo(files)));
  return apps.map(({ stack, entry: { value } }) => {
    const root = 'importRoot' in value && value.importRoot ? ` (${value.importRoot})` : '';
    return `${stack.value} ${entryText(value)}${root}`;
  });
}

const factory: Files = {
  'requirements.txt': 'flask\ncelery\n',
  'forum/__init__.py': 'from forum.app import create_app\n',
  'forum/app.py':
    'from flask import Flask\nfrom forum.extensions import celery\n\ndef create_app(config=None):\n    app = Flask(__name__)\n    return app\n',
  'forum/extensions.py': 'from celery import Celery\ncelery = Celery("forum")\n',
};

describe('the entry of a Python app', () => {
  it('is wsgi.py’s, not the application that a worker’s module makes for itself', async () => {
    const worker = 'from forum.app import create_app\nfrom forum.extensions import celery\n\napp = create_app()\n';
    for (const name of ['celery_worker.py', 'tasks.py', 'worker.py', 'manage.py', 'seed_db.py']) {
      const found = await entriesOf({
        ...factory,
        'wsgi.py': 'from forum.app import create_app\n\nforum = create_app(config="forum.cfg")\n',
        [name]: worker,
      });
      assert.equal(found[0], 'flask wsgi:forum', name);
    }
  });

  it('is the factory where only a worker’s module calls it', async () => {
    const found = await entriesOf({
      ...factory,
      'celery_worker.py':
        'from forum.app import create_app\nfrom celery import Celery\n\napp = create_app()\ncelery = Celery()\n',
    });
    assert.equal(found[0], 'flask forum.app:create_app');
  });

  it('may stand beside the Celery object of a small repository', async () => {
    const found = await entriesOf({
      'requirements.txt': 'flask\ncelery\n',
      'tasks.py':
        'from flask import Flask\nfrom celery import Celery\napp = Flask(__name__)\ncelery = Celery("tasks")\n',
    });
    assert.deepEqual(found, ['flask tasks:app', 'celery-worker tasks:celery', 'celery-beat tasks:celery']);
  });

  it('is what the author’s units, images and Makefiles start, from the folder in which they run', async () => {
    const files: Files = {
      'requirements.txt': 'flask\n',
      'README.md': 'x\n',
      'backend/portal/__init__.py': '',
      'backend/portal/wsgi.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'backend/other.py': 'from flask import Flask\napp = Flask(__name__)\n',
    };
    const ways: readonly Files[] = [
      {
        'deploy/portal.service':
          '[Service]\nWorkingDirectory=/srv/portal/backend\nExecStart=/srv/portal/venv/bin/gunicorn -b 127.0.0.1:8010 portal.wsgi:app\n',
      },
      { Makefile: 'run:\n\tcd backend && flask --app portal.wsgi run\n' },
      { Procfile: 'web: gunicorn --chdir backend portal.wsgi:app\n' },
      { 'docker-compose.yml': 'services:\n  web:\n    build: backend\n    command: gunicorn portal.wsgi:app\n' },
      { Dockerfile: 'FROM python\nWORKDIR /app/backend\nCMD exec gunicorn portal.wsgi:app\n' },
      {
        'supervisor/portal.conf': '[program:portal]\ncommand=gunicorn portal.wsgi:app\ndirectory=/srv/portal/backend\n',
      },
      { 'start.sh': 'cd backend\ngunicorn portal.wsgi:app && echo bye\n' },
    ];
    for (const way of ways)
      assert.deepEqual(await entriesOf({ ...files, ...way }), ['flask portal.wsgi:app (backend)'], Object.keys(way)[0]);
  });

  it('is not what a README names and the code has otherwise', async () => {
    const found = await entriesOf({
      'requirements.txt': 'flask\n',
      'README.md': '    export FLASK_APP=old\n    gunicorn old:app\n    gunicorn gone:app\n',
      'old.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'wsgi.py': 'from flask import Flask\napp = Flask(__name__)\n',
    });
    assert.deepEqual(found, ['flask wsgi:app']);
  });

  it('of Celery is the object that its own command means', async () => {
    const files: Files = {
      'requirements.txt': 'flask\ncelery\n',
      'portal/__init__.py': 'from flask import Flask\napp = Flask(__name__)\n',
      'portal/celery.py': 'from celery import Celery\napp = Celery("portal")\n',
      'portal/jobs.py': 'from celery import Celery\ncelery = Celery("jobs")\n',
    };
    assert.ok(
      (await entriesOf({ ...files, Procfile: 'worker: celery -A portal.jobs worker\n' })).includes(
        'celery-worker portal.jobs:celery',
      ),
    );
    assert.ok(
      (await entriesOf({ ...files, Procfile: 'worker: celery -A portal.celery worker\n' })).includes(
        'celery-worker portal.celery:app',
      ),
    );
  });
});
