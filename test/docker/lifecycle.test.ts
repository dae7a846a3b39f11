import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, checkout, Copy, until } from './support/stack';

const slug = 'ddtest-life';
const host = `${slug}.localhost`;

/** What a project goes through after its first start. */
describe('a project’s life', () => {
  const copy = new Copy(slug, join(checkout, 'examples/portal'));
  const backup = join(copy.base, 'backup');
  const order = (patient: string) =>
    ask(host, '/api/reports', {
      method: 'POST',
      type: 'application/json',
      body: JSON.stringify({ department: 'OPD', patient, test: 'TSH' }),
    });
  const reports = async () => (await ask(host, '/api/reports')).body;
  const volumes = () =>
    execFileSync('docker', ['volume', 'ls', '--quiet', '--filter', `label=com.docker.compose.project=${slug}`], {
      encoding: 'utf8',
    });

  before(async () => {
    copy.own();
    const up = copy.drydock('up');
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.equal((await order('Before Backup')).status, 201);
  });
  after(() => copy.remove(slug));

  it('can be saved, and put back after the name was typed', async () => {
    const saved = copy.run('bash', 'ops/backup.sh', backup);
    assert.equal(saved.code, 0, saved.stderr);
    assert.deepEqual(readdirSync(backup).sort(), ['db.dump', 'redis.rdb']);
    assert.equal((await order('After Backup')).status, 201);

    const refused = copy.typed('something else\n', 'bash', 'ops/restore.sh', backup);
    assert.notEqual(refused.code, 0);
    assert.match(await reports(), /After Backup/);

    const restored = copy.typed(`${slug}\n`, 'bash', 'ops/restore.sh', backup);
    assert.equal(restored.code, 0, restored.stdout + restored.stderr);
    assert.match(await reports(), /Before Backup/);
    assert.doesNotMatch(await reports(), /After Backup/);
  });

  it('runs from the production image on the same data, and goes back', async () => {
    const files = ['-f', 'docker-compose.yml', '-f', 'docker-compose.prod.yml'];
    const up = copy.run('docker', 'compose', ...files, 'up', '-d', '--build', '--wait');
    assert.equal(up.code, 0, up.stderr);
    const answer = await until(
      20,
      () => ask(host, '/api/reports'),
      ({ status }) => status === 200,
    );
    assert.equal(answer.headers['server'], 'gunicorn');
    assert.match(answer.body, /Before Backup/);
    const mounts = execFileSync('docker', ['inspect', `${slug}-web`, '--format', '{{len .Mounts}} {{.Config.User}}'], {
      encoding: 'utf8',
    });
    assert.match(mounts, /^0 1000:1000/);
    const back = copy.run('bash', 'ops/up.sh');
    assert.equal(back.code, 0, back.stderr);
    assert.match((await ask(host)).headers['server'] as string, /Werkzeug/);
  });

  it('comes back up with no way out of the machine', () => {
    assert.equal(copy.run('bash', 'ops/down.sh').code, 0);
    // An internal network has no gateway: neither a registry nor a name server outside is reached from it.
    const offline = join(copy.base, 'offline.yml');
    writeFileSync(offline, 'networks: { default: { internal: true } }\n');
    const up = copy.run('env', `COMPOSE_FILE=docker-compose.yml:${offline}`, 'bash', 'ops/up.sh');
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.match(up.stdout, /200 OK\s*$/);
    const out = copy.run(
      'bash',
      'ops/shell.sh',
      'worker',
      'python',
      '-c',
      "import socket; socket.getaddrinfo('pypi.org', 443)",
    );
    assert.notEqual(out.code, 0, 'the way out was open');
    assert.equal(copy.run('bash', 'ops/down.sh').code, 0);
    assert.equal(copy.run('bash', 'ops/up.sh').code, 0);
  });

  it('loses no volume by reset unless its name is typed', () => {
    const all = volumes();
    const refused = copy.typed('n\nno\n', 'bash', 'ops/reset.sh');
    assert.notEqual(refused.code, 0);
    for (const volume of all.split('\n').filter(Boolean)) assert.ok(refused.stdout.includes(volume));
    assert.equal(volumes(), all);
    const reset = copy.typed(`y\n${slug}\n`, 'bash', 'ops/reset.sh');
    assert.equal(reset.code, 0, reset.stdout + reset.stderr);
    assert.equal(volumes(), '');
    const kept = join(copy.base, 'data/drydock/backups', slug);
    assert.ok(existsSync(kept) && readdirSync(kept).length > 0, 'the snapshot that was offered is kept');
  });
});
