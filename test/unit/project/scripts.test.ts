import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '..', '..', '..');

describe('npm start', () => {
  let home = '';
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'drydock-start-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));
  const start = (calledIn: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(root, 'scripts/start.mjs'), ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, HOME: home, USERPROFILE: home, INIT_CWD: calledIn },
    });

  it('takes a copy of the example where options are given and no folder', () => {
    const done = start(root, '--dry-run', '--slug', 'laboratory');
    const copy = join(home, 'drydock-example', 'portal');
    assert.equal(done.status, 0, done.stderr);
    assert.ok(done.stdout.includes(copy), done.stdout);
    assert.match(done.stdout, /\+name: laboratory/);
    assert.deepEqual(readdirSync(copy).sort(), readdirSync(join(root, 'examples/portal')).sort());
  });

  it('finds a relative folder from where npm was called', () => {
    writeFileSync(join(home, 'app.py'), 'from flask import Flask\n\napp = Flask(__name__)\n');
    writeFileSync(join(home, 'requirements.txt'), 'flask\n');
    const done = start(home, '.', '--dry-run', '--slug', 'mine');
    assert.equal(done.status, 0, done.stderr);
    assert.match(done.stdout, /\+name: mine/);
    assert.ok(!existsSync(join(home, 'drydock-example')));
  });

  it('prints only data with --json', () => {
    const done = start(root, '--dry-run', '--json');
    assert.equal((JSON.parse(done.stdout) as { ok: boolean }).ok, true);
  });

  it('has nothing to stop before it has started anything', () => {
    const done = start(root, '--down');
    assert.equal(done.status, 0, done.stderr);
    assert.match(done.stdout, /^Nothing to stop/);
    assert.deepEqual(readdirSync(home), []);
  });
});

describe('npm test', () => {
  it('refuses the name of a suite that there is not', () => {
    const done = spawnSync(process.execPath, [join(root, 'scripts/test.mjs'), 'unti'], { encoding: 'utf8' });
    assert.equal(done.status, 2);
    assert.match(done.stderr, /There is no suite unti: unit, golden, scaffold, docker, editor\./);
  });
});
