import assert from 'node:assert/strict';
import { detect } from '../../../../src/core/detect/detect';
import { upperBound } from '../../../../src/core/detect/pythonCeilings';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { plan } from '../../../../src/core/plan/plan';
import { memoryRepo } from '../../support/memoryRepo';

const app = 'from flask import Flask\n\napp = Flask(__name__)\n';

async function runtimeOf(requirements: string, more: Readonly<Record<string, string>> = {}) {
  const repo = memoryRepo({ 'app.py': app, 'requirements.txt': requirements, ...more });
  const done = plan(detect(await collectFacts(repo)), {});
  assert.ok(done.ok, done.ok ? '' : done.failure.message);
  const [runtime] = done.value.runtimes;
  assert.ok(runtime);
  return runtime;
}

describe('the Python of a repository that states none', () => {
  const pythonOf = async (requirements: string, more?: Readonly<Record<string, string>>) =>
    (await runtimeOf(`flask\n${requirements}\n`, more)).version;

  it('is the newest on which the pins have wheels or are supported', async () => {
    assert.equal((await pythonOf('requests')).value, '3.12');
    assert.equal((await pythonOf('numpy==1.21.6')).value, '3.10');
    assert.equal((await pythonOf('pandas<1.4')).value, '3.10');
    assert.equal((await pythonOf('Django==3.2.*')).value, '3.10');
    assert.equal((await pythonOf('numpy==1.26.4\ngreenlet==2.0.2')).value, '3.11');
    assert.equal((await pythonOf('numpy>=1.17')).value, '3.12');
  });

  it('gives the line that decides as its evidence', async () => {
    const { evidence, reason } = await pythonOf('numpy==1.21.6');
    assert.match(reason, /numpy ==1\.21\.6 has no wheel for Python 3\.11/);
    assert.deepEqual([evidence[0]?.file, evidence[0]?.line], ['requirements.txt', 2]);
  });

  it('is the one of the author’s own image, and what he pins goes before all', async () => {
    assert.equal((await pythonOf('requests', { Dockerfile: 'FROM python:3.10-slim\n' })).value, '3.10');
    assert.equal((await pythonOf('numpy==1.21.6', { '.python-version': '3.11\n' })).value, '3.11');
  });
});

describe('what is installed besides the manifests', () => {
  const besides = async (requirements: string) => (await runtimeOf(requirements)).besides ?? [];

  it('holds back releases that break what is pinned', async () => {
    const lines = await besides('flask==1.1.2\n');
    assert.ok(lines.includes('jinja2<3: flask ==1.1.2 breaks with newer ones'), lines.join('\n'));
    assert.ok((await runtimeOf('flask==1.1.2\n')).install.join(' ').includes('--with werkzeug<2'));
  });

  it('takes the strictest where several need one, and leaves to the author what he bounds', async () => {
    const lines = await besides('flask\nflask-login==0.5.0\nflask-sqlalchemy==2.5.1\nwerkzeug==2.0.3\n');
    assert.deepEqual(
      lines.map((line) => line.split(':')[0]),
      ['flask<2.2', 'itsdangerous<2.1', 'jinja2<3.1', 'sqlalchemy<2'],
    );
  });

  it('is nothing for what is new', async () => {
    assert.deepEqual(await besides('flask>=3\nflask-sqlalchemy>=3.1\ngunicorn\ncelery[redis]\n'), []);
  });
});

describe('the upper bound of a version specifier', () => {
  for (const [specifier, expected] of [
    ['==1.1.2', '1.1.2 inclusive'],
    ['==3.2.*', '3.3'],
    ['~=1.4.2', '1.5'],
    ['~=1.4', '2'],
    ['>=2,<4', '4'],
    ['^0.95.1', '0.96'],
    ['^1.2', '2'],
    ['>=1', 'none'],
    ['', 'none'],
  ] as const)
    it(`of '${specifier}' is ${expected}`, () => {
      const bound = upperBound(specifier);
      assert.equal(bound ? `${bound.version}${bound.inclusive ? ' inclusive' : ''}` : 'none', expected);
    });
});
