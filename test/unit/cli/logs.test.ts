import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const root = join(__dirname, '..', '..', '..');
const cli = join(root, 'dist/cli.js');

/** With a `docker` of its own that writes down how it was called, and goes on printing as `logs --follow` does. */
describe('drydock logs', function () {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-logs-'));
  const calls = join(folder, 'calls');
  const env = {
    ...process.env,
    PATH: `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`,
    XDG_STATE_HOME: join(folder, 'state'),
    DRYDOCK_INFRA: join(folder, 'infra'),
  };
  const drydock = (...args: string[]) =>
    spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8', cwd: folder, env });
  before(function () {
    if (process.platform === 'win32') this.skip();
    cpSync(join(root, 'test/fixtures/flask-single/repo'), join(folder, 'board'), { recursive: true });
    assert.equal(drydock('up', 'board', '--no-start').status, 0);
    mkdirSync(join(folder, 'bin'));
    const docker = [
      '#!/bin/sh',
      `echo "$*" >>${calls}`,
      "echo 'web | first line'",
      'case $* in *--follow*) exec sleep 60 ;; esac',
    ];
    writeFileSync(join(folder, 'bin/docker'), `${docker.join('\n')}\n`, { mode: 0o755 });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('prints what is there and ends when nobody sits at a terminal', () => {
    const done = drydock('logs', 'board', '--tail', '7', '--service', 'web');
    assert.equal(done.status, 0, done.stderr);
    assert.equal(done.stdout, 'web | first line\n');
    assert.match(readFileSync(calls, 'utf8'), /^compose logs --no-color --tail 7 web$/m);
  });

  it('gives the lines that are there with --json, and never follows', () => {
    const done = drydock('logs', 'board', '--json');
    assert.deepEqual(JSON.parse(done.stdout), {
      schema: 1,
      verb: 'logs',
      ok: true,
      data: { slug: 'board', lines: ['web | first line'] },
    });
    assert.equal(drydock('logs', 'board', '--json', '--follow').status, 2);
    assert.equal(drydock('logs', 'board', '--no-follow', '--follow').status, 2);
  });

  it('follows until Ctrl-C, which ends it well', async () => {
    const child = spawn(process.execPath, [cli, 'logs', 'board', '--follow'], { cwd: folder, env });
    const ended = new Promise((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
    const line = await new Promise((resolve) => child.stdout.setEncoding('utf8').once('data', resolve));
    assert.equal(line, 'web | first line\n');
    child.kill('SIGINT');
    assert.equal(await ended, 0);
    assert.match(readFileSync(calls, 'utf8'), /^compose logs --follow --tail 200$/m);
  });
});
