import assert from 'node:assert/strict';
import { detect } from '../../../../src/core/detect/detect';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { plan } from '../../../../src/core/plan/plan';
import { memoryRepo } from '../../support/memoryRepo';

const express = (port: number) =>
  `const express = require('express');\nconst app = express();\napp.listen(process.env.PORT || ${port});\n`;
const manifest = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
const api = (name: string) => manifest({ name, scripts: { dev: 'nodemon index.js' }, dependencies: { express: '^4' } });
const page = manifest({ name: 'ui', scripts: { dev: 'vite' }, devDependencies: { vite: '^5' } });

async function planOf(files: Readonly<Record<string, string>>) {
  const done = plan(detect(await collectFacts(memoryRepo(files))), {});
  assert.ok(done.ok, done.ok ? '' : done.failure.message);
  return done.value;
}

describe('several apps in one repository', () => {
  it('names each after its folder, and gives the page the project’s own host name', async () => {
    const planned = await planOf({
      'api/package.json': api('api'),
      'api/index.js': express(4000),
      'ui/package.json': page,
      'ui/index.html': '<!doctype html>',
    });
    assert.deepEqual(
      planned.apps.map(({ name, route }) => [name, route?.main, route?.subdomain]),
      [
        ['ui', true, 'ui'],
        ['api', false, 'api'],
      ],
    );
    assert.deepEqual(
      planned.runtimes.map(({ id, deps, dockerfile, mounts }) => [id, deps, dockerfile, mounts[0]?.volume]),
      [
        ['ui', 'deps-ui', 'ui/Dockerfile', 'ui-node-modules'],
        ['api', 'deps-api', 'api/Dockerfile', 'api-node-modules'],
      ],
    );
  });

  it('installs a workspace once, and finds each runnable member, never a library', async () => {
    const planned = await planOf({
      'package.json': manifest({ name: 'all', workspaces: ['apps/*', 'libs/*'] }),
      'package-lock.json': '{}',
      'apps/api/package.json': api('api'),
      'apps/api/index.js': express(4000),
      'libs/kit/package.json': manifest({ name: 'kit', scripts: { dev: 'tsc --watch' } }),
    });
    assert.deepEqual(
      planned.apps.map(({ name, directory }) => [name, directory]),
      [['web', '/app/apps/api']],
    );
    const [runtime] = planned.runtimes;
    assert.deepEqual(runtime?.install, ['node-deps', '--manager', 'npm']);
    assert.deepEqual(
      runtime.mounts.map(({ path }) => path),
      ['/app/node_modules', '/app/apps/api/node_modules', '/app/libs/kit/node_modules'],
    );
  });

  it('leads the localhost of a page’s proxy to the API, and of an API to no page', async () => {
    const planned = await planOf({
      'api/package.json': api('api'),
      'api/index.js': `${express(4000)}const origin = 'http://localhost:5173';\n`,
      'ui/package.json': page,
      'ui/vite.config.js': `export default { server: { proxy: { '/api': 'http://localhost:4000' } } };\n`,
    });
    assert.deepEqual(
      planned.apps.map(({ name, forwards }) => [name, forwards.map(({ port, to }) => `${port} ${to}`)]),
      [
        ['ui', ['4000 api']],
        ['api', []],
      ],
    );
  });

  it('keeps the names of the author’s Docker files free', async () => {
    const planned = await planOf({
      'package.json': api('api'),
      'index.js': express(4000),
      Dockerfile: 'FROM node:22\n',
      'docker-compose.yml': 'services: {}\n',
    });
    assert.equal(planned.compose.file, 'docker-compose.drydock.yml');
    assert.equal(planned.runtimes[0]?.dockerfile, 'drydock.Dockerfile');
    assert.equal(planned.variables.find(({ name }) => name === 'COMPOSE_FILE')?.value, 'docker-compose.drydock.yml');
  });
});

describe('package managers and Node.js', () => {
  const managerOf = async (files: Readonly<Record<string, string>>) => {
    const planned = await planOf({ 'package.json': api('x'), 'index.js': express(1), ...files });
    return planned.runtimes[0]?.install.slice(1, 3).join(' ');
  };

  it('follow the lock file, then the packageManager field, then npm', async () => {
    assert.equal(await managerOf({}), '--manager npm');
    assert.equal(await managerOf({ 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n" }), '--manager pnpm');
    assert.equal(await managerOf({ 'yarn.lock': '# yarn lockfile v1\n' }), '--manager yarn');
    assert.equal(await managerOf({ 'yarn.lock': '__metadata:\n  version: 8\n' }), '--manager yarn-berry');
    assert.equal(await managerOf({ 'bun.lock': '{}\n' }), '--manager bun');
    const field = manifest({
      name: 'x',
      packageManager: 'pnpm@9.12.0',
      scripts: { dev: 'nodemon index.js' },
      dependencies: { express: '^4' },
    });
    assert.equal(await managerOf({ 'package.json': field }), '--manager pnpm');
  });

  it('takes the release that the repository allows', async () => {
    for (const [files, version] of [
      [{}, '22'],
      [{ '.nvmrc': 'v20.11.1\n' }, '20'],
      [{ '.nvmrc': 'lts/iron\n' }, '20'],
      [{ '.tool-versions': 'nodejs 24.1.0\n' }, '24'],
    ] as const) {
      const planned = await planOf({ 'package.json': api('x'), 'index.js': express(1), ...files });
      assert.equal(planned.runtimes[0]?.version.value, version, JSON.stringify(files));
    }
  });

  it('says of a malformed package.json where, and concludes nothing from it', async () => {
    const model = detect(await collectFacts(memoryRepo({ 'package.json': '{\n  "name": "x",\n  oops\n}\n' })));
    const found = model.diagnostics.find(({ code }) => code === 'manifest-unreadable');
    assert.equal(found?.line, 3);
    assert.deepEqual(model.apps, []);
  });
});
