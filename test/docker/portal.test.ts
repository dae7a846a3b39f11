import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, checkout, Copy, until } from './support/stack';

const slug = 'ddtest-portal';
const host = `${slug}.localhost`;

/** The main job, on the example portal and a real engine. */
describe('the portal, from drydock up', () => {
  const copy = new Copy(slug, join(checkout, 'examples/portal'));
  const containers = () =>
    execFileSync(
      'docker',
      ['ps', '--no-trunc', '--filter', `label=com.docker.compose.project=${slug}`, '--format', '{{.Names}} {{.ID}}'],
      { encoding: 'utf8' },
    )
      .split('\n')
      .sort()
      .join('\n');

  before(() => {
    copy.commit();
    const up = copy.drydock('up');
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.match(up.stdout, new RegExp(`http://${host} {2}200`));
  });
  after(() => {
    copy.remove(slug);
  });

  it('answers under its own name with its own text', async () => {
    const answer = await ask(host);
    assert.equal(answer.status, 200);
    assert.match(answer.body, /Laboratory portal/);
    assert.equal(answer.headers['x-drydock-page'], undefined);
  });

  it('serves a row that a migration made', async () => {
    const answer = await ask(host, '/api/departments/OPD');
    assert.deepEqual(JSON.parse(answer.body), { code: 'OPD', floor: 1, name: 'Outpatient Clinic' });
  });

  it('runs a Celery task that was enqueued over HTTP', async () => {
    const made = await ask(host, '/api/reports', {
      method: 'POST',
      type: 'application/json',
      body: JSON.stringify({ department: 'OPD', patient: 'A. Nonymous', test: 'HbA1c' }),
    });
    assert.equal(made.status, 201, made.body);
    const { id } = JSON.parse(made.body) as { id: number };
    const queued = await ask(host, `/reports/${id}/summary`, { method: 'POST' });
    assert.equal(queued.status, 202);
    const { status_url: url } = JSON.parse(queued.body) as { status_url: string };
    const result = await until(
      30,
      () => ask(host, url),
      (answer) => answer.body.includes('SUCCESS'),
    );
    assert.match(result.body, /SUCCESS/);
  });

  it('has a beat that is alive', async () => {
    const jobs = await until(
      60,
      () => ask(host, '/jobs'),
      (answer) => answer.body.includes('mark-overdue'),
    );
    assert.match(jobs.body, /mark-overdue/);
  });

  it('leaves only what Drydock lists as written in git status', () => {
    const status = copy.run('git', 'status', '--porcelain', '--untracked-files=all').stdout;
    const changed = status
      .split('\n')
      .filter(Boolean)
      .map((line) => line.slice(3));
    const locked = Object.keys(
      (JSON.parse(readFileSync(join(copy.path, '.drydock/lock.json'), 'utf8')) as { files: object }).files,
    );
    assert.deepEqual(changed.sort(), [...locked, '.drydock/lock.json'].sort());
    const foreign = execFileSync('find', [copy.path, '!', '-uid', '1000', '-not', '-path', '*/.git/*'], {
      encoding: 'utf8',
    });
    if (process.getuid?.() === 0)
      assert.equal(
        foreign
          .split('\n')
          .filter((path) => path && !path.endsWith('/.env'))
          .join('\n'),
        '',
      );
  });

  it('publishes no port', () => {
    const ports = execFileSync(
      'docker',
      ['ps', '--filter', `label=com.docker.compose.project=${slug}`, '--format', '{{.Ports}}'],
      { encoding: 'utf8' },
    );
    assert.doesNotMatch(ports, /->/);
  });

  it('recreates nothing and writes nothing when all is up', () => {
    const before = containers();
    const up = copy.drydock('up', '--json');
    assert.equal(up.code, 0, up.stderr + up.stdout);
    const { data } = JSON.parse(up.stdout) as { data: { changes: { kind: string }[] }[] };
    assert.deepEqual([...new Set(data[0]?.changes.map((change) => change.kind))], ['unchanged']);
    assert.equal(containers(), before);
  });

  it('shows the traceback of a view that raises, not a 404', async () => {
    const path = join(copy.path, 'wsgi.py');
    const original = readFileSync(path, 'utf8');
    appendFileSync(path, '\n\n@app.get("/broken")\ndef broken():\n    raise RuntimeError("raised on purpose")\n');
    const answer = await until(
      20,
      () => ask(host, '/broken'),
      ({ status }) => status === 500,
    );
    writeFileSync(path, original);
    assert.equal(answer.status, 500);
    assert.match(answer.body, /raised on purpose/);
    await until(
      20,
      () => ask(host, '/broken'),
      ({ status }) => status === 404,
    );
  });

  it('serves a changed view through the router', async () => {
    const path = join(copy.path, 'portal/templates/home.html');
    const original = readFileSync(path, 'utf8');
    writeFileSync(path, original.replace('<h1', '<p>changed on purpose</p><h1'));
    const answer = await until(
      10,
      () => ask(host),
      ({ body }) => body.includes('changed on purpose'),
    );
    writeFileSync(path, original);
    assert.match(answer.body, /changed on purpose/);
  });

  it('has its worker pick up a changed task', async () => {
    const path = join(copy.path, 'portal/tasks.py');
    const original = readFileSync(path, 'utf8');
    writeFileSync(path, original.replace('no result yet', 'nothing yet'));
    const enqueue = async () => {
      const { status_url: url } = JSON.parse((await ask(host, '/reports/1/summary', { method: 'POST' })).body) as {
        status_url: string;
      };
      return until(
        10,
        () => ask(host, url),
        ({ body }) => body.includes('SUCCESS'),
      );
    };
    const answer = await until(30, enqueue, ({ body }) => body.includes('nothing yet'));
    writeFileSync(path, original);
    assert.match(answer.body, /nothing yet/);
  });

  it('passes its own tests in the container', () => {
    const tests = copy.run('bash', 'ops/shell.sh', 'web', 'python', '-m', 'pytest', '-q', '-p', 'no:cacheprovider');
    assert.equal(tests.code, 0, tests.stdout + tests.stderr);
    assert.match(tests.stdout, /15 passed/);
  });

  it('masks secrets in ops/config.sh', () => {
    const password = /^POSTGRES_PASSWORD=(.+)$/m.exec(readFileSync(join(copy.path, '.env'), 'utf8'))?.[1] ?? 'missing';
    const config = copy.run('bash', 'ops/config.sh');
    assert.equal(config.code, 0, config.stderr);
    assert.ok(!config.stdout.includes(password));
    assert.ok(copy.run('bash', 'ops/config.sh', '--raw').stdout.includes(password));
  });

  it('keeps asking clients with 200 and 503 only while maintenance goes on and off', async () => {
    const seen = new Set<number>();
    const asking = new AbortController();
    const switched = async (script: string) => {
      const done = await copy.runBeside('bash', script);
      assert.equal(done.code, 0, done.stdout + done.stderr);
    };
    const client = (async () => {
      while (!asking.signal.aborted) seen.add((await ask(host, '/healthz')).status);
    })();
    try {
      for (let round = 0; round < 3; round++) {
        await switched('ops/maintenance-on.sh');
        const page = await ask(host);
        assert.equal(page.status, 503);
        assert.ok(page.headers['retry-after']);
        await switched('ops/maintenance-off.sh');
      }
    } finally {
      // A client that keeps asking would keep the whole run from ending.
      asking.abort();
      await client;
    }
    assert.deepEqual([...seen].sort(), [200, 503]);
  });

  it('keeps its data through down and up, and refuses to start without the password', async () => {
    const down = copy.drydock('down');
    assert.equal(down.code, 0, down.stderr);
    assert.match(down.stdout, /ddtest-portal_db-data/);
    const secret = readFileSync(join(copy.path, '.env'), 'utf8');
    rmSync(join(copy.path, '.env'));
    const refused = copy.drydock('up');
    assert.equal(refused.code, 11, refused.stderr);
    assert.match(refused.stderr, /--reset-password/);
    const reset = copy.run('bash', 'ops/up.sh', '--reset-password');
    assert.equal(reset.code, 0, reset.stderr + reset.stdout);
    assert.match((await ask(host, '/api/reports')).body, /HbA1c/);
    assert.notEqual(readFileSync(join(copy.path, '.env'), 'utf8'), secret);
  });

  it('refuses a second clone under the same name, with the line that cures it', () => {
    const second = new Copy(slug, copy.path);
    rmSync(join(second.path, '.env'), { force: true });
    second.own();
    const refused = second.run('bash', 'ops/up.sh');
    assert.equal(refused.code, 76);
    assert.match(refused.stderr, /echo COMPOSE_PROJECT_NAME=ddtest-portal-2 >> \.env/);
    rmSync(second.base, { recursive: true, force: true });
  });

  it('takes back every byte with drydock undo', () => {
    copy.drydock('down');
    const undone = copy.drydock('undo');
    assert.equal(undone.code, 0, undone.stderr);
    assert.equal(copy.run('git', 'status', '--porcelain').stdout.replace('?? .env\n', ''), '');
  });
});
