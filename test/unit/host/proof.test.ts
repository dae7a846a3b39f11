import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { propose } from '../../../src/host/project';
import { start } from '../../../src/host/start';
import { loadTemplates } from '../../../src/host/templates';

const root = join(__dirname, '..', '..', '..');
const signal = new AbortController().signal;

/** With a `docker` that has an image and imports as it is told, and an ops/up.sh that starts as it is told. */
describe('the import of an application before its start', function () {
  let folder = '';
  const board = () => join(folder, 'board');
  const tell = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const router = createServer((_, response) => response.end());
  before(function (done) {
    if (process.platform === 'win32') this.skip();
    router.listen(0, '127.0.0.1', done);
  });
  after(() => router.close());
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drydock-proof-'));
    cpSync(join(root, 'test/fixtures/flask-single/repo'), board(), { recursive: true });
    mkdirSync(join(folder, 'bin'));
    mkdirSync(join(board(), 'ops'));
    mkdirSync(join(board(), '.drydock'));
    writeFileSync(
      join(board(), '.drydock/lock.json'),
      JSON.stringify({ version: 1, slug: 'board', files: { Dockerfile: { sha256: '0' } } }),
    );
    const up = `case $1 in --prepare) exit 0 ;; esac\n[ -e ${folder}/broken ] || exit 0\necho 'error: web is unwell.' >&2\nexit 81\n`;
    writeFileSync(join(board(), 'ops/up.sh'), up);
    const docker = [
      '#!/bin/sh',
      `case $1 in image) cat ${folder}/image; exit ;; container) cat ${folder}/containers; exit ;; esac`,
      `echo import >>${folder}/imports`,
      `[ -e ${folder}/traceback ] || exit 0`,
      `cat ${folder}/traceback >&2; exit 1`,
    ];
    writeFileSync(join(folder, 'bin/docker'), `${docker.join('\n')}\n`, { mode: 0o755 });
    tell('image', 'sha256:one\n');
    const state = { Status: 'running', ExitCode: 0, OOMKilled: false, Error: '', StartedAt: '2026-01-01T00:00:00Z' };
    tell('containers', JSON.stringify([{ Name: '/board-web', RestartCount: 0, State: state, Config: {} }]));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const begin = async () => {
    const templates = await loadTemplates(join(root, 'templates'));
    const proposal = await propose(board(), { templates, flags: {}, signal });
    const address = router.address();
    assert.ok(proposal.ok && address && typeof address === 'object');
    const path = `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`;
    return start(board(), proposal.value, {
      progress: { step: () => undefined, line: () => undefined },
      signal,
      env: { ...process.env, PATH: path, INFRA_PORT: String(address.port) },
      state: join(folder, 'state'),
      templates,
      flags: {},
    });
  };
  const imports = () =>
    existsSync(join(folder, 'imports')) ? readFileSync(join(folder, 'imports'), 'utf8').split('\n').length - 1 : 0;
  const traceback =
    'Traceback (most recent call last):\n  File "/app/app.py", line 3, in <module>\n    import wards\nModuleNotFoundError: No module named \'wards\'\n';

  it('is not repeated while image, Dockerfile, entry and environment are the same', async () => {
    assert.ok((await begin()).ok);
    assert.ok((await begin()).ok);
    assert.equal(imports(), 1);
  });

  it('is repeated in another image, and after a change of the Dockerfile or of what is imported', async () => {
    await begin();
    tell('image', 'sha256:two\n');
    await begin();
    assert.equal(imports(), 2);
    writeFileSync(join(board(), 'Dockerfile'), 'FROM scratch\n');
    await begin();
    assert.equal(imports(), 3);
    const source = readFileSync(join(board(), 'app.py'), 'utf8').replaceAll('app = Flask', 'site = Flask');
    writeFileSync(
      join(board(), 'app.py'),
      source.replaceAll('@app.', '@site.').replaceAll('    app.run', '    site.run'),
    );
    await begin();
    assert.equal(imports(), 4);
  });

  it('is repeated after it failed, and says which line', async () => {
    tell('traceback', traceback);
    for (const count of [1, 2]) {
      const done = await begin();
      assert.ok(!done.ok);
      assert.deepEqual([done.failure.code, done.failure.file, done.failure.line], ['entry-failed', 'app.py', 3]);
      assert.equal(imports(), count);
    }
  });

  it('explains a later start that fails', async () => {
    assert.ok((await begin()).ok);
    tell('broken', '');
    const unexplained = await begin();
    assert.ok(!unexplained.ok && unexplained.failure.code === 'start-failed');
    tell('traceback', traceback);
    const explained = await begin();
    assert.ok(!explained.ok && explained.failure.code === 'entry-failed' && explained.failure.line === 3);
  });
});
