import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { remoteRepository } from '../../../src/host/cloneRepository';

const root = join(__dirname, '..', '..', '..');
const cli = join(root, 'dist/cli.js');

describe('a repository that is given by its URL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-clone-'));
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    DRYDOCK_INFRA: join(folder, 'infra'),
    XDG_STATE_HOME: join(folder, 'state'),
  };
  const bare = join(folder, 'remote', 'board.git');
  const url = pathToFileURL(bare).href;
  const drydock = (cwd: string, ...args: string[]) =>
    spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', cwd, env });
  const emptyFolder = (name: string): string => {
    mkdirSync(join(folder, name));
    return join(folder, name);
  };
  const failureIn = (text: string) =>
    (JSON.parse(text) as { failure: { code: string; message: string; next: string } }).failure;

  before(() => {
    const source = join(folder, 'source');
    cpSync(join(root, 'test/fixtures/flask-single/repo'), source, { recursive: true });
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
        cwd: source,
        stdio: 'pipe',
      });
    git('init', '-q');
    git('add', '-A');
    git('commit', '-qm', 'x');
    git('clone', '-q', '--bare', source, bare);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is told from a path, and names its folder', () => {
    const folderOf = (word: string) => remoteRepository(word)?.folder;
    assert.equal(folderOf('https://github.com/x/y.git'), 'y');
    assert.equal(folderOf('https://github.com/x/y/'), 'y');
    assert.equal(folderOf('https://git.example.org:8443/group/sub/y-2.0'), 'y-2.0');
    assert.equal(folderOf('git@github.com:x/y.git'), 'y');
    assert.equal(folderOf('git@host:y'), 'y');
    assert.equal(folderOf('ssh://git@host:2222/x/y.git'), 'y');
    assert.equal(folderOf('file:///srv/git/y.git'), 'y');
    for (const path of [
      '.',
      'y',
      '../y.git',
      '/srv/y',
      'C:\\x\\y',
      'x@y',
      'https://github.com',
      'ext::sh -c x',
      '--upload-pack=x',
    ])
      assert.equal(folderOf(path), undefined, path);
    for (const path of ['https://h/..', 'https://h/x/--bare', 'https://h/x/.git', 'git@h:x/$(id)'])
      assert.ok(!['..', '--bare', '', '$(id)'].includes(folderOf(path) ?? 'none'), path);
  });

  it('is cloned into a new folder of its name by up, plan, render and detect', () => {
    for (const verb of ['detect', 'plan', 'render']) {
      const cwd = emptyFolder(verb);
      const done = drydock(cwd, verb, url, '--json');
      assert.equal(done.status, 0, done.stdout + done.stderr);
      assert.deepEqual(readdirSync(cwd), ['board']);
    }
    const cwd = emptyFolder('up');
    const done = drydock(cwd, 'up', url, '--no-start');
    assert.equal(done.status, 0, done.stdout + done.stderr);
    assert.ok(existsSync(join(cwd, 'board/docker-compose.yml')));
  });

  it('never goes into a folder that is there, be it empty', () => {
    const cwd = emptyFolder('taken');
    mkdirSync(join(cwd, 'board'));
    const done = drydock(cwd, 'up', url, '--no-start', '--json');
    assert.equal(done.status, 13);
    const failure = failureIn(done.stdout);
    assert.equal(failure.code, 'folder-taken');
    assert.match(failure.next, /drydock up board/);
    assert.deepEqual(readdirSync(join(cwd, 'board')), []);
  });

  it('is an error with a code and a next step when it is not there, or nobody answers', () => {
    const cwd = emptyFolder('failing');
    const missing = failureIn(drydock(cwd, 'plan', pathToFileURL(join(folder, 'nothing.git')).href, '--json').stdout);
    assert.equal(missing.code, 'clone-failed');
    assert.match(missing.message, /there is no repository/);
    // Port 9 of this machine: nobody listens there.
    const silent = failureIn(drydock(cwd, 'plan', 'http://me:token@127.0.0.1:9/x/y.git', '--json').stdout);
    assert.equal(silent.code, 'clone-failed');
    assert.match(silent.message, /does not answer/);
    assert.doesNotMatch(JSON.stringify(silent), /token/);
    assert.deepEqual(readdirSync(cwd), []);
  });

  it('says what git means when it wants a password', function () {
    if (process.platform === 'win32') this.skip();
    const bin = emptyFolder('bin');
    writeFileSync(
      join(bin, 'git'),
      '#!/bin/sh\necho "fatal: could not read Username for \'https://github.com\': terminal prompts disabled" >&2\nexit 128\n',
      { mode: 0o755 },
    );
    const done = spawnSync(process.execPath, [cli, 'plan', 'https://github.com/x/y.git', '--json'], {
      encoding: 'utf8',
      cwd: bin,
      env: { ...env, PATH: `${bin}:${env['PATH'] ?? ''}` },
    });
    assert.match(failureIn(done.stdout).message, /who you are/);
  });

  it('says that git is missing', () => {
    const cwd = emptyFolder('without');
    const done = spawnSync(process.execPath, [cli, 'plan', url, '--json'], {
      encoding: 'utf8',
      cwd,
      env: { ...env, PATH: emptyFolder('nothing-in-it') },
    });
    assert.equal(failureIn(done.stdout).code, 'git-missing');
    assert.equal(done.status, 13);
  });
});
