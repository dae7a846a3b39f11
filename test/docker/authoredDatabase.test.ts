import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, checkout, Copy } from './support/stack';

const slug = 'ddtest-notes';
const second = `${slug}-2`;
const source = join(checkout, 'test/fixtures/compose-postgres/repo');

/** An author's own compose file, with a database whose password stands in .env alone. */
describe('an author’s own database', () => {
  const copy = new Copy(slug, source);
  const clone = new Copy(slug, source);
  const backup = join(copy.base, 'backup');
  const envFile = join(copy.path, '.env');
  const notes = async (host = slug) => (await ask(`${host}.localhost`)).body;
  const addNote = async () => (await ask(`${slug}.localhost`, '/', { method: 'POST' })).body;
  const passwordOf = (path: string) => /^DB_PASSWORD=(.+)$/m.exec(readFileSync(join(path, '.env'), 'utf8'))?.[1];

  before(() => {
    copy.own();
    const up = copy.drydock('up');
    assert.equal(up.code, 0, up.stdout + up.stderr);
  });
  after(() => {
    clone.remove(second);
    copy.remove(slug);
  });

  it('takes a lost password from its container', async () => {
    assert.equal(await addNote(), 'Notes: 1');
    const password = passwordOf(copy.path);
    rmSync(envFile);
    const refused = copy.drydock('up');
    assert.equal(refused.code, 11, refused.stdout + refused.stderr);
    assert.match(refused.stderr, /volume ddtest-notes_notes exists, but \.env has no DB_PASSWORD for it\./);
    assert.match(refused.stderr, /\.\/ops\/up\.sh --secret-from-container/);
    const taken = copy.run('bash', 'ops/up.sh', '--secret-from-container');
    assert.equal(taken.code, 0, taken.stdout + taken.stderr);
    assert.equal(passwordOf(copy.path), password);
    assert.equal(await notes(), 'Notes: 1');
  });

  it('gets a new password where the container is gone too, and loses nothing', async () => {
    const password = passwordOf(copy.path);
    assert.equal(copy.drydock('down').code, 0);
    rmSync(envFile);
    const refused = copy.drydock('up');
    assert.equal(refused.code, 11, refused.stdout + refused.stderr);
    assert.match(refused.stderr, /\.\/ops\/up\.sh --reset-password/);
    const reset = copy.run('bash', 'ops/up.sh', '--reset-password');
    assert.equal(reset.code, 0, reset.stdout + reset.stderr);
    assert.notEqual(passwordOf(copy.path), password);
    assert.equal(await notes(), 'Notes: 1');
  });

  it('goes back to what was saved once the name was typed', async () => {
    const saved = copy.run('bash', 'ops/backup.sh', backup);
    assert.equal(saved.code, 0, saved.stdout + saved.stderr);
    assert.equal(copy.run('bash', 'ops/up.sh').code, 0);
    assert.equal(await addNote(), 'Notes: 2');
    const refused = copy.typed('something else\n', 'bash', 'ops/restore.sh', backup);
    assert.equal(refused.code, 2, refused.stdout + refused.stderr);
    assert.equal(await notes(), 'Notes: 2');
    const restored = copy.typed(`${slug}\n`, 'bash', 'ops/restore.sh', backup);
    assert.equal(restored.code, 0, restored.stdout + restored.stderr);
    assert.equal(await notes(), 'Notes: 1');
  });

  it('stays as it is where a backup cannot be unpacked', async () => {
    const broken = join(copy.base, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'notes.tar'), readFileSync(join(backup, 'notes.tar')));
    truncateSync(join(broken, 'notes.tar'), 1 << 20);
    const failed = copy.typed(`${slug}\n`, 'bash', 'ops/restore.sh', broken);
    assert.equal(failed.code, 82, failed.stdout + failed.stderr);
    assert.match(failed.stderr, /notes\.tar could not be unpacked; the volumes are as they were\./);
    assert.equal(copy.run('bash', 'ops/up.sh').code, 0);
    assert.equal(await notes(), 'Notes: 1');
    const inside = copy.run('docker', 'exec', `${slug}-db`, 'ls', '-A', '/var/lib/postgresql/data');
    assert.match(inside.stdout, /^PG_VERSION$/m);
    assert.doesNotMatch(inside.stdout, /drydock/);
  });

  it('comes to a second clone, which has a password of its own', async () => {
    writeFileSync(join(clone.path, '.env'), `COMPOSE_PROJECT_NAME=${second}\n`);
    clone.own();
    const up = clone.drydock('up');
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.equal(await notes(second), 'Notes: 0');
    const restored = clone.typed(`${second}\n`, 'bash', 'ops/restore.sh', backup);
    assert.equal(restored.code, 0, restored.stdout + restored.stderr);
    assert.equal(await notes(second), 'Notes: 1');
    assert.notEqual(passwordOf(clone.path), passwordOf(copy.path));
  });
});

describe('an author’s database in a folder of the repository', () => {
  const name = 'ddtest-pgdata';
  const copy = new Copy(name, source);
  after(() => copy.remove(name));

  it('is not given a fresh password either', () => {
    const compose = join(copy.path, 'compose.yaml');
    writeFileSync(compose, readFileSync(compose, 'utf8').replace('- notes:/', '- ./pgdata:/'));
    mkdirSync(join(copy.path, 'pgdata'));
    writeFileSync(join(copy.path, 'pgdata/PG_VERSION'), '17\n');
    copy.own();
    const refused = copy.drydock('up');
    assert.equal(refused.code, 11, refused.stdout + refused.stderr);
    assert.match(refused.stderr, /folder \.\/pgdata exists, but \.env has no DB_PASSWORD for it\./);
    assert.ok(
      !/^DB_PASSWORD=./m.test(existsSync(join(copy.path, '.env')) ? readFileSync(join(copy.path, '.env'), 'utf8') : ''),
    );
  });
});
