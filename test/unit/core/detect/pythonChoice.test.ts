import assert from 'node:assert/strict';
import { detect } from '../../../../src/core/detect/detect';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { plan } from '../../../../src/core/plan/plan';
import { memoryRepo } from '../../support/memoryRepo';

async function planOf(files: Readonly<Record<string, string>>) {
  const done = plan(detect(await collectFacts(memoryRepo(files))), {});
  assert.ok(done.ok, done.ok ? '' : done.failure.message);
  return done.value;
}

const app = 'from flask import Flask\n\n\ndef create_app(config=None):\n    return Flask(__name__)\n';
const project = '[project]\nname = "forum"\nversion = "1"\ndependencies = ["flask>=3"]\n';

describe('what is installed where requirements.txt and a locked project stand side by side', () => {
  const manifestOf = async (requirements: string, lock: boolean) => {
    const { runtimes } = await planOf({
      'app.py': app,
      'requirements.txt': requirements,
      'pyproject.toml': project,
      ...(lock && { 'uv.lock': 'version = 1\nrequires-python = ">=3.12"\n' }),
    });
    return runtimes[0]?.dependencies.value;
  };

  it('is the one with pins', async () => {
    assert.match((await manifestOf('flask\n', true)) ?? '', /pyproject\.toml/);
    assert.match((await manifestOf('flask==3.1.0\n', true)) ?? '', /requirements\.txt/);
    assert.match((await manifestOf('flask\n', false)) ?? '', /requirements\.txt/);
  });
});

describe('the Celery app that a worker is pointed at', () => {
  const files = {
    'requirements.txt': 'flask\ncelery\nredis\n',
    'forum/__init__.py': '',
    'forum/app.py': app,
    'forum/extensions.py': 'from celery import Celery\n\ncelery = Celery("forum")\n',
  };
  const workerOf = async (more: Readonly<Record<string, string>>) =>
    (await planOf({ ...files, ...more })).apps.find(({ name }) => name === 'worker')?.develop.value.join(' ') ?? '';

  it('is imported through the module that makes the Flask application around it', async () => {
    const worker = 'from forum.app import create_app\nfrom forum.extensions import celery\n\napp = create_app()\n';
    assert.match(await workerOf({ 'celery_worker.py': worker }), /celery -A celery_worker\.celery worker/);
  });

  it('is imported where it is made when no module does that', async () => {
    assert.match(await workerOf({}), /celery -A forum\.extensions\.celery worker/);
    const tasks = 'from forum.extensions import celery\n\n\n@celery.task\ndef send():\n    pass\n';
    assert.match(await workerOf({ 'forum/tasks.py': tasks }), /celery -A forum\.extensions\.celery worker/);
  });
});
