import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envelope } from '../../../src/cli/envelope';

const root = join(__dirname, '..', '..', '..');
const cli = join(root, 'dist/cli.js');

describe('the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-cli-'));
  const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), DRYDOCK_INFRA: join(folder, 'infra') };
  const drydock = (...args: string[]) =>
    spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', cwd: folder, env });
  before(() => {
    cpSync(join(root, 'test/fixtures/flask-single/repo'), join(folder, 'board'), { recursive: true });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('refuses a value that --services does not have, and writes nothing', () => {
    for (const verb of ['plan', 'render', 'up']) {
      const done = drydock(verb, 'board', '--services', 'mine', '--json');
      assert.equal(done.status, 2, done.stdout);
      assert.match(done.stdout, /“own” or “author”/);
    }
    assert.ok(!readdirSync(join(folder, 'board')).includes('ops'));
  });

  for (const verb of [
    'detect',
    'plan',
    'explain',
    'render',
    'up',
    'ps',
    'logs',
    'shell',
    'undo',
    'infra',
    'maintenance',
    'down',
  ]) {
    it(`${verb} --json keeps to the envelope, in success and failure`, () => {
      const done = drydock(verb, join(folder, 'missing'), '--json');
      assert.doesNotThrow(() => envelope.parse(JSON.parse(done.stdout)), done.stdout + done.stderr);
      assert.notEqual(done.status, 0);
    });
  }

  it('prints the diff with --dry-run and writes nothing', () => {
    const before = readdirSync(join(folder, 'board'));
    const done = drydock('up', 'board', '--dry-run');
    assert.equal(done.status, 0, done.stderr);
    assert.match(done.stdout, /\+\+\+ b\/docker-compose\.yml/);
    assert.deepEqual(readdirSync(join(folder, 'board')), before);
  });

  it('writes with --no-start, writes nothing the second time, and undoes', () => {
    const before = readdirSync(join(folder, 'board'));
    assert.equal(drydock('up', 'board', '--no-start').status, 0);
    assert.match(drydock('up', 'board', '--no-start').stdout, /Nothing to write/);
    assert.equal(drydock('undo', 'board').status, 0);
    assert.deepEqual(readdirSync(join(folder, 'board')), before);
  });

  it('gives a second folder of the same name its own slug by one line in .env', () => {
    cpSync(join(root, 'test/fixtures/flask-single/repo'), join(folder, 'other/board'), { recursive: true });
    assert.equal(drydock('up', 'board', '--no-start').status, 0);
    writeFileSync(join(folder, 'other/board/.env'), 'TOKEN=not-to-be-shown\n');
    const foreseen = drydock('up', 'other/board', '--dry-run');
    assert.match(foreseen.stdout, /\+COMPOSE_PROJECT_NAME=board-2/);
    const asData = drydock('up', 'other/board', '--dry-run', '--json').stdout;
    assert.match(asData, /"path": "\.env"/);
    assert.doesNotMatch(foreseen.stdout + asData, /not-to-be-shown/);
    const second = drydock('up', 'other/board', '--no-start', '--json');
    assert.equal((JSON.parse(second.stdout) as { data: { slug: string }[] }).data[0]?.slug, 'board-2');
    const wanted = drydock('up', 'other/board', '--no-start', '--slug', 'board');
    assert.equal(wanted.status, 0);
  });

  it('has a documented exit code for each kind of bad input', () => {
    writeFileSync(join(folder, 'empty.txt'), '');
    assert.equal(drydock('fly').status, 2);
    assert.equal(drydock('up', '--wings').status, 2);
    assert.equal(drydock('up', 'missing').status, 4);
    assert.equal(drydock('up', 'board', '--slug', 'No_Label').status, 5);
    assert.equal(drydock('plan', folder).status, 0);
  });

  it('does all but the bringing up without a container engine, and ends well', function () {
    if (process.platform === 'win32') this.skip();
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    for (const name of ['bash', 'dirname', 'sed', 'tail']) {
      symlinkSync(execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim(), join(bin, name));
    }
    cpSync(join(root, 'test/fixtures/flask-single/repo'), join(folder, 'alone'), { recursive: true });
    const done = spawnSync(process.execPath, [cli, 'up', 'alone'], {
      encoding: 'utf8',
      cwd: folder,
      env: { ...env, PATH: bin },
    });
    assert.equal(done.status, 0, done.stderr);
    assert.match(done.stdout, /not started Docker is not installed\. install Docker Engine/);
  });

  it('works from a packed tarball in an empty folder', () => {
    const npm = (cwd: string, ...args: string[]) =>
      execFileSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
    const empty = join(folder, 'empty');
    mkdirSync(empty);
    const tarball =
      npm(root, 'pack', '--silent', '--ignore-scripts', '--pack-destination', empty).trim().split('\n').at(-1) ?? '';
    npm(empty, 'install', '--silent', '--offline', '--no-audit', '--no-fund', join(empty, tarball));
    const done = spawnSync(
      process.execPath,
      [join(empty, 'node_modules/drydock-dev/dist/cli.js'), 'plan', join(folder, 'board')],
      { encoding: 'utf8' },
    );
    assert.equal(done.status, 0, done.stderr);
    assert.match(done.stdout, /http:\/\/board\.localhost/);
  });
});
