import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, Copy, until } from './support/stack';

/** Flask's own examples, from its source distribution; nothing of them is kept here. */
describe('Flask’s own examples', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-flask-'));
  before(() => {
    const fetch =
      'pip download --quiet --no-deps --no-binary :all: --no-build-isolation flask==3.1.2 2>/dev/null || pip download --quiet --no-deps --no-binary :all: flask==3.1.2';
    const mount = ['run', '--rm', '--volume', `${folder}:/work`, '--workdir', '/work', 'python:3.12-slim'];
    execFileSync(
      'docker',
      [...mount, 'sh', '-c', `(${fetch}) && tar -xzf flask-*.tar.gz --strip-components=1 && chmod -R a+rwX .`],
      { stdio: 'pipe' },
    );
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('tutorial: init-db runs once, so that a row survives the next up', async () => {
    const slug = 'ddtest-tutorial';
    const copy = new Copy(slug, join(folder, 'examples/tutorial'));
    try {
      copy.own();
      const up = copy.drydock('up');
      assert.equal(up.code, 0, up.stdout + up.stderr);
      const host = `${slug}.localhost`;
      assert.match((await ask(host)).body, /Flaskr/);
      const form = { method: 'POST', type: 'application/x-www-form-urlencoded', body: 'username=nurse&password=x' };
      assert.equal((await ask(host, '/auth/register', form)).status, 302);
      assert.equal(copy.run('bash', 'ops/down.sh').code, 0);
      assert.equal(copy.drydock('up').code, 0);
      const login = await ask(host, '/auth/login', form);
      assert.equal(login.status, 302, 'the registered user is still there');
    } finally {
      copy.remove(slug);
    }
  });

  it('celery: the worker takes a task although the code fixes the broker to localhost', async () => {
    const slug = 'ddtest-celery';
    const copy = new Copy(slug, join(folder, 'examples/celery'));
    try {
      copy.own();
      const up = copy.drydock('up');
      assert.equal(up.code, 0, up.stdout + up.stderr);
      const host = `${slug}.localhost`;
      const sent = await ask(host, '/tasks/add', {
        method: 'POST',
        type: 'application/x-www-form-urlencoded',
        body: 'a=2&b=3',
      });
      assert.equal(sent.status, 200, sent.body);
      const { result_id: id } = JSON.parse(sent.body) as { result_id: string };
      const result = await until(
        30,
        () => ask(host, `/tasks/result/${id}`),
        ({ body }) => /"ready":\s*true/.test(body),
      );
      assert.match(result.body, /"value":\s*5/);
    } finally {
      copy.remove(slug);
    }
  });
});
