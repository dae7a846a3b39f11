import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const programs = join(__dirname, '../../../templates/infra/base/flutter');

/** The programs of Flutter's base image, against a `flutter` that answers as told: the SDK is not had everywhere. */
describe('the programs of Flutter’s base image', function () {
  let folder = '';
  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drydock-flutter-'));
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(folder, 'lib'));
    writeFileSync(join(folder, 'pubspec.yaml'), 'name: x\n');
  });
  afterEach(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  const flutter = (script: string) => {
    writeFileSync(join(folder, 'bin/flutter'), `#!/bin/bash\n${script}\n`, { mode: 0o755 });
    return { ...process.env, PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}` };
  };
  const deps = (script: string) => {
    const env = flutter(`echo "$*" >>calls\n${script}`);
    const done = spawnSync('/bin/bash', [join(programs, 'flutter-deps')], { cwd: folder, encoding: 'utf8', env });
    return { code: done.status, said: done.stdout.trim().split('\n'), calls: read('calls').trim().split('\n') };
  };
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');

  it('take what the cache has before they ask the network, and keep to the lock file', () => {
    writeFileSync(join(folder, 'pubspec.lock'), 'locked\n');
    const done = deps('mkdir -p .dart_tool; case $* in *--offline*) exit 1 ;; esac');
    assert.deepEqual(done.calls, ['pub get --offline --enforce-lockfile', 'pub get --enforce-lockfile']);
    assert.deepEqual([done.code, done.said.at(-1)], [0, 'dependencies: installed']);
  });

  it('do nothing when nothing has changed', () => {
    deps('mkdir -p .dart_tool; touch .dart_tool/package_config.json');
    const again = deps('exit 1');
    assert.deepEqual([again.code, again.said], [0, ['dependencies: nothing to do']]);
  });

  it('leave a lock file of another release as it is, and say that it does not fit', () => {
    writeFileSync(join(folder, 'pubspec.lock'), 'locked\n');
    const done = deps('case $* in *--enforce-lockfile*) exit 65 ;; esac; echo other >pubspec.lock');
    assert.equal(done.code, 0);
    assert.match(done.said[0] ?? '', /^pubspec.lock is of another Flutter release/);
    assert.equal(read('pubspec.lock'), 'locked\n');
  });

  it('fail where the packages cannot be had', () => {
    assert.equal(deps('exit 69').code, 69);
  });

  it('ask the server for a new build when a file changes', async () => {
    // Ends after the first key that it is sent.
    const env = flutter('echo "$*" >arguments; read -r key; echo "$key" >key');
    const server = spawn('/bin/bash', [join(programs, 'flutter-serve'), 'run', '-d', 'web-server'], {
      cwd: folder,
      env,
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => server.once('close', resolve));
    const editing = setInterval(() => {
      writeFileSync(join(folder, 'lib/main.dart'), '// changed\n');
    }, 200);
    await ended;
    clearInterval(editing);
    assert.deepEqual([read('arguments'), read('key')], ['run -d web-server\n', 'R\n']);
  });
});
