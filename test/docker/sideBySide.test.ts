import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask, checkout, Copy } from './support/stack';

const slug = 'ddtest-side';

/** Two clones of one repository on one machine, and the editor's way into one of them. */
describe('two copies of one repository', () => {
  const first = new Copy(slug, join(checkout, 'examples/portal'));
  const second = new Copy(slug, join(checkout, 'examples/portal'));
  before(() => {
    for (const copy of [first, second]) {
      copy.own();
      const up = copy.drydock('up');
      assert.equal(up.code, 0, up.stdout + up.stderr);
    }
  });
  after(() => {
    first.remove(slug);
    second.remove(`${slug}-2`);
    spawnSync('docker', ['volume', 'rm', 'ddtest-side-fresh-venv']);
  });

  it('run under two names from the same tracked files', async () => {
    assert.match(readFileSync(join(second.path, '.env'), 'utf8'), /^COMPOSE_PROJECT_NAME=ddtest-side-2$/m);
    for (const file of ['docker-compose.yml', '.drydock/lock.json', 'ops/up.sh'])
      assert.equal(readFileSync(join(second.path, file), 'utf8'), readFileSync(join(first.path, file), 'utf8'));
    const made = {
      method: 'POST',
      type: 'application/json',
      body: JSON.stringify({ department: 'OPD', patient: 'Only In One', test: 'TSH' }),
    };
    assert.equal((await ask(`${slug}.localhost`, '/api/reports', made)).status, 201);
    assert.match((await ask(`${slug}.localhost`, '/api/reports')).body, /Only In One/);
    assert.doesNotMatch((await ask(`${slug}-2.localhost`, '/api/reports')).body, /Only In One/);
  });

  it('cannot reach each other’s database', () => {
    const reach = (host: string) =>
      first.run(
        'bash',
        'ops/shell.sh',
        'web',
        'python',
        '-c',
        `import socket; socket.create_connection(('${host}', 5432), 3)`,
      ).code;
    assert.equal(reach(`${slug}-db`), 0);
    assert.notEqual(reach(`${slug}-2-db`), 0);
  });

  it('need no network for the dependencies of another one', () => {
    const mounts = [
      '--volume',
      `${first.path}:/app:ro`,
      '--volume',
      'ddtest-side-fresh-venv:/venv',
      '--volume',
      'python_uv_cache:/cache/uv',
    ];
    const install = ['python-deps', '-r', 'requirements.txt', '-r', 'requirements-dev.txt'];
    const done = execFileSync(
      'docker',
      ['run', '--rm', '--network', 'none', '--user', '1000:1000', ...mounts, 'base-python-dev:3.12', ...install],
      { encoding: 'utf8' },
    );
    assert.match(done, /dependencies: installed\s*$/);
  });

  it('are entered by devcontainer up without recreating anything, and pytest runs there', () => {
    const ids = () =>
      execFileSync('docker', ['ps', '--no-trunc', '--quiet', '--filter', `label=com.docker.compose.project=${slug}`], {
        encoding: 'utf8',
      })
        .split('\n')
        .sort();
    const before = ids();
    const devcontainer = (...words: string[]) =>
      first.run(process.execPath, join(checkout, 'node_modules/@devcontainers/cli/devcontainer.js'), ...words);
    const up = devcontainer('up', '--workspace-folder', first.path);
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.match(up.stdout, /"outcome":"success"/);
    assert.deepEqual(ids(), before);
    const { containerId } = JSON.parse(up.stdout.trim().split('\n').at(-1) ?? '{}') as { containerId: string };
    const tests = devcontainer(
      'exec',
      '--container-id',
      containerId,
      '--workspace-folder',
      first.path,
      'python',
      '-m',
      'pytest',
      '-q',
      '-p',
      'no:cacheprovider',
    );
    assert.match(tests.stdout, /15 passed/, tests.stderr);
  });
});
