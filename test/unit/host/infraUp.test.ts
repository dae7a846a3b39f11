import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** infra-up.sh against a `docker` that answers as told: what each fault of an engine looks like to the user. */
describe('infra-up.sh', function () {
  let folder = '';
  before(function () {
    if (process.platform === 'win32') this.skip();
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'drydock-infra-up-'));
    cpSync(join(__dirname, '../../../templates/infra'), folder, { recursive: true });
    mkdirSync(join(folder, 'bin'));
  });
  afterEach(() => {
    if (folder) rmSync(folder, { recursive: true });
  });

  const up = (docker: string, port = '1', path = `${join(folder, 'bin')}${delimiter}${process.env['PATH'] ?? ''}`) => {
    if (docker)
      writeFileSync(join(folder, 'bin/docker'), `#!/bin/sh\ncase "$*" in\n${docker}\n*) exit 1 ;;\nesac\n`, {
        mode: 0o755,
      });
    const done = spawnSync('/bin/bash', [join(folder, 'ops/infra-up.sh')], {
      encoding: 'utf8',
      env: { PATH: path, HOME: folder, INFRA_PORT: port },
    });
    return { code: done.status, said: done.stderr.split('\n')[0] };
  };
  const answers = (pattern: string, text: string, code = 0) =>
    `${pattern}) echo '${text}' >&${code ? 2 : 1}; exit ${code} ;;`;
  const engine = answers('version*', '28.5.2');
  /** Builds, networks and volumes go well. */
  const therest = "'compose version'*) echo 2.40.3 ;;\nbuild*|network*|volume*|run*|ps*) ;;";

  it('says that Docker is not installed (70)', () => {
    const tools = join(folder, 'tools');
    mkdirSync(tools);
    symlinkSync('/usr/bin/dirname', join(tools, 'dirname'));
    assert.deepEqual(up('', '1', tools), { code: 70, said: 'error: Docker is not installed.' });
  });
  it('says that the engine does not answer (71)', () => {
    const down = up(answers('version*', 'Cannot connect to the Docker daemon', 1));
    assert.deepEqual(down, { code: 71, said: 'error: The Docker engine does not answer.' });
  });
  it('says that the user has no permission (72)', () => {
    const refused = up(answers('version*', 'permission denied while trying to connect', 1));
    assert.deepEqual(refused, { code: 72, said: 'error: You have no permission to talk to the Docker engine.' });
  });
  it('says that the engine is too old (73)', () => {
    const old = up(answers('version*', '24.0.7'));
    assert.deepEqual(old, { code: 73, said: 'error: Docker Engine 24.0.7 is too old, 25 will do.' });
  });
  it('says that Compose is missing (73)', () => {
    const missing = up(`${engine}\n${answers("'compose version'*", 'not a docker command', 1)}\n${therest}`);
    assert.deepEqual(missing, { code: 73, said: 'error: Docker Compose is not installed.' });
  });
  for (const version of ['2.29.7', '1.29.2', '1.45.0']) {
    it(`says that Compose ${version} is too old (73)`, () => {
      const old = up(`${engine}\n${answers("'compose version'*", version)}\n${therest}`);
      assert.deepEqual(old, { code: 73, said: `error: Docker Compose ${version} is too old, 2.30 will do.` });
    });
  }
  it('names the container that has the port (74)', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
    try {
      const taken = up(`${engine}\nps*) echo other-nginx ;;\n${therest}`, String(port));
      assert.deepEqual(taken, { code: 74, said: `error: Port ${port} belongs to the container other-nginx.` });
    } finally {
      server.close();
    }
  });
  it('says that a base image could not be built (78)', () => {
    const broken = up(`${engine}\n${answers('build*', 'no', 1)}\n${therest}`);
    assert.equal(broken.code, 78);
  });
});
