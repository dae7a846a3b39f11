import assert from 'node:assert/strict';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRoot, Sandbox } from '../support/sandbox';
import { snapshot } from '../support/tree';

const canMount = isRoot && process.platform === 'linux';

/** Real folders, disks and permissions; the command line is the one that is published. */
describe('what stands in the way of a write', function () {
  let sandbox: Sandbox;
  before(function () {
    // Windows has neither these permissions nor these links.
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  /** Refused for `expected`, with a next step, and the project as it was. */
  const refused = (expected: { exit: number; code: string; message: RegExp; next: RegExp }, verb = 'up') => {
    const before = snapshot(sandbox.project);
    const said = sandbox.refusal([verb, 'board', ...(verb === 'up' ? ['--no-start'] : [])]);
    assert.deepEqual([said.exit, said.code], [expected.exit, expected.code], said.message);
    assert.match(said.message, expected.message);
    assert.match(said.next ?? '', expected.next);
    assert.equal(snapshot(sandbox.project), before);
  };

  it('a tree that is read-only', function () {
    if (!canMount) this.skip();
    cpSync(sandbox.project, join(sandbox.base, 'kept'), { recursive: true });
    sandbox.mount(sandbox.project, 1024);
    cpSync(join(sandbox.base, 'kept'), sandbox.project, { recursive: true });
    sandbox.remountReadOnly(sandbox.project);
    refused({
      exit: 6,
      code: 'write-failed',
      message: /^Nothing was written to .*board is read-only\.$/,
      next: /Copy/,
    });
  });

  it('a tree that belongs to somebody else', () => {
    chmodSync(sandbox.project, 0o555);
    refused({ exit: 6, code: 'write-failed', message: /you may not write to .*board\.$/, next: /board/ });
    chmodSync(sandbox.project, 0o755);
  });

  it('a folder in it that root made', function () {
    if (!isRoot) this.skip();
    mkdirSync(join(sandbox.project, 'ops'));
    refused({ exit: 6, code: 'write-failed', message: /you may not write to .*board\/ops\.$/, next: /chown .*ops/ });
  });

  it('a disk that is full, at whichever file', function () {
    if (!canMount) this.skip();
    this.timeout(120_000);
    cpSync(sandbox.project, join(sandbox.base, 'kept'), { recursive: true });
    for (const kib of [12, 32, 64, 96]) {
      sandbox.mount(sandbox.project, kib);
      cpSync(join(sandbox.base, 'kept'), sandbox.project, { recursive: true });
      sandbox.own();
      refused({
        exit: 6,
        code: 'write-failed',
        message: /^Nothing was written to .*: the disk is full\.$/,
        next: /df -h/,
      });
      sandbox.unmount();
    }
  });

  it('a full disk below the journal', function () {
    if (!canMount) this.skip();
    sandbox.mount(sandbox.state, 8);
    refused({ exit: 6, code: 'write-failed', message: /the disk is full/, next: /Make room/ });
  });

  it('a full disk below the shared infra, in which nothing is left', function () {
    if (!canMount) this.skip();
    sandbox.mount(sandbox.infra, 24);
    refused({ exit: 8, code: 'infra-failed', message: /shared infra .*: the disk is full\.$/, next: /DRYDOCK_INFRA=/ });
    assert.deepEqual(readdirSync(sandbox.infra), []);
  });

  it('a disk that fills up before .env has its secrets, of which none is lost', function () {
    if (!canMount) this.skip();
    cpSync(sandbox.project, join(sandbox.base, 'kept'), { recursive: true });
    sandbox.mount(sandbox.project, 512);
    cpSync(join(sandbox.base, 'kept'), sandbox.project, { recursive: true });
    sandbox.own();
    assert.equal(sandbox.run(['up', 'board', '--no-start']).status, 0);
    mkdirSync(join(sandbox.base, 'bin'));
    // An engine that answers, and has nothing.
    const docker = "case $* in version*) echo 28.5.2 ;; 'compose version'*) echo 2.40.3 ;; ps*) ;; *) exit 1 ;; esac";
    writeFileSync(join(sandbox.base, 'bin/docker'), `#!/bin/sh\n${docker}\n`, { mode: 0o755 });
    writeFileSync(join(sandbox.project, '.env'), 'MINE=precious');
    assert.throws(() => writeFileSync(join(sandbox.project, 'filler'), Buffer.alloc(1 << 20)));
    const before = snapshot(sandbox.project);
    const env = { PATH: `${join(sandbox.base, 'bin')}:${process.env['PATH'] ?? ''}` };
    const said = sandbox.refusal(['up', 'board'], env);
    assert.deepEqual([said.exit, said.code], [6, 'write-failed'], `${said.message} ${said.detail ?? ''}`);
    assert.equal(said.message, '.env could not be written; it is as it was.');
    assert.equal(snapshot(sandbox.project), before);
  });

  for (const [what, make] of [
    ['a link that leads out', (at: string) => symlinkSync('/etc/hostname', at)],
    ['a link that leads nowhere', (at: string) => symlinkSync('nowhere', at)],
    ['a link to itself', (at: string) => symlinkSync('Dockerfile', at)],
    ['a folder', (at: string) => mkdirSync(at)],
  ] as const)
    it(`${what} where a file belongs`, () => {
      make(join(sandbox.project, 'Dockerfile'));
      const said = sandbox.refusal(['up', 'board', '--no-start']);
      assert.deepEqual([said.exit, said.code], [6, 'write-failed'], said.message);
      assert.match(said.message, /^Nothing was written to .*: Dockerfile is (a link that leads|not a plain file)/);
      assert.match(said.next ?? '', /^mv Dockerfile /);
      assert.deepEqual(readdirSync(sandbox.project).sort(), ['Dockerfile', 'app.py', 'requirements.txt']);
    });

  it('a link to a folder elsewhere where a folder belongs', () => {
    mkdirSync(join(sandbox.base, 'elsewhere'));
    symlinkSync('../elsewhere', join(sandbox.project, 'ops'));
    refused({ exit: 6, code: 'write-failed', message: /ops is a link that leads out/, next: /^mv ops / });
    assert.deepEqual(readdirSync(join(sandbox.base, 'elsewhere')), []);
  });

  it('does not keep undo from saying so either', function () {
    assert.equal(sandbox.run(['up', 'board', '--no-start']).status, 0);
    chmodSync(sandbox.project, 0o555);
    refused({ exit: 6, code: 'write-failed', message: /you may not write to/, next: /board/ }, 'undo');
    chmodSync(sandbox.project, 0o755);
    assert.equal(sandbox.run(['undo', 'board']).status, 0);
    assert.ok(!existsSync(join(sandbox.project, 'Dockerfile')));
  });

  for (const verb of ['up', 'plan', 'detect', 'undo'])
    it(`a folder that ${verb} may not read`, () => {
      chmodSync(sandbox.project, 0);
      const said = sandbox.refusal([verb, 'board']);
      chmodSync(sandbox.project, 0o755);
      assert.deepEqual([said.exit, said.code], [4, 'folder-denied'], said.message);
      assert.match(said.message, /board cannot be read \(EACCES\)/);
      assert.match(said.next ?? '', /^ls -ld /);
    });
});

describe('a manifest that cannot be read', function () {
  let sandbox: Sandbox;
  beforeEach(() => {
    sandbox = new Sandbox();
  });
  afterEach(() => sandbox.remove());

  const refused = (file: string, line: number | undefined) => {
    const before = readdirSync(sandbox.project);
    const said = sandbox.refusal(['up', 'board', '--no-start']);
    assert.deepEqual([said.exit, said.code, said.file], [4, 'manifest-malformed', file], said.message);
    assert.equal(said.line, line);
    assert.match(said.next ?? '', new RegExp(`^Nothing was written\\. Correct ${file.replace('.', '\\.')}`));
    assert.deepEqual(readdirSync(sandbox.project), before);
  };

  it('stops everything, with its line, when it is a requirements file', () => {
    writeFileSync(join(sandbox.project, 'requirements.txt'), 'flask==3.0.3\n<<<<<<< HEAD\n');
    refused('requirements.txt', 2);
  });

  it('stops everything when an include of it is not there', () => {
    writeFileSync(join(sandbox.project, 'requirements.txt'), 'flask==3.0.3\n-r base.txt\n');
    refused('requirements.txt', 2);
  });

  it('stops everything when it is pyproject.toml', () => {
    writeFileSync(join(sandbox.project, 'pyproject.toml'), '[project]\nname = "board\n');
    refused('pyproject.toml', 2);
  });

  it('stops everything when it is package.json', () => {
    writeFileSync(join(sandbox.project, 'package.json'), '{ "name": "board",\n  "dependencies": {');
    refused('package.json', 2);
  });

  it('stops everything when its reader is refused', function () {
    if (process.platform === 'win32') this.skip();
    chmodSync(join(sandbox.project, 'requirements.txt'), 0);
    refused('requirements.txt', undefined);
  });

  it('is only a warning when nothing is installed from it', () => {
    writeFileSync(join(sandbox.project, 'requirements-2019.txt'), '== see the wiki ==\n');
    const done = sandbox.run(['up', 'board', '--no-start']);
    assert.equal(done.status, 0, done.stderr);
    assert.match(done.stdout, /warning requirements-2019\.txt has a line that is no requirement/);
  });
});
