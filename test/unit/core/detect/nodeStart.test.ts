import assert from 'node:assert/strict';
import { detect } from '../../../../src/core/detect/detect';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { plan } from '../../../../src/core/plan/plan';
import { memoryRepo } from '../../support/memoryRepo';

const server = "const express = require('express');\nconst app = express();\napp.listen(process.env.PORT || 3000);\n";

/** The start command of the only app of a repository with these scripts. */
async function startOf(scripts: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}) {
  const manifest = JSON.stringify({ name: 'api', scripts, dependencies: { express: '^4' } }, null, 2);
  const repo = memoryRepo({ 'package.json': manifest, 'src/server.js': server, ...files });
  const done = plan(detect(await collectFacts(repo)), {});
  assert.ok(done.ok, done.ok ? '' : done.failure.message);
  assert.equal(done.value.apps.length, 1);
  return done.value.apps[0]?.develop.value.join(' ');
}

describe('the start command of a Node.js server', () => {
  it('is the author’s own script that reloads, under whatever name for development', async () => {
    assert.equal(await startOf({ start: 'node src/server.js', dev: 'nodemon src/server.js' }), 'npm run dev');
    assert.equal(
      await startOf({ start: 'node src/server.js', 'start-watch': 'nodemon src/server.js' }),
      'npm run start-watch',
    );
    assert.equal(
      await startOf({
        start: 'node src/server',
        server: 'nodemon src/server',
        client: 'npm start --prefix frontend',
        dev: 'concurrently "npm run server" "npm run client"',
      }),
      'npm run server',
    );
  });

  it('is a script that lets Nx serve', async () => {
    assert.equal(await startOf({ start: 'nx serve', build: 'nx build', test: 'nx test' }), 'npm run start');
    assert.equal(await startOf({ dev: 'nx run api:serve' }), 'npm run dev');
    assert.equal(await startOf({ start: 'nx test' }), 'node --watch src/server.js');
  });

  it('is no script that watches something else', async () => {
    const start = { start: 'node src/server.js' };
    assert.equal(await startOf({ ...start, 'test-watch': 'nodemon --exec "npm test"' }), 'node --watch src/server.js');
    assert.equal(await startOf({ ...start, 'build:watch': 'tsc-watch' }), 'node --watch src/server.js');
  });

  it('leaves out an --env-file that is not in the repository, since node would end at once', async () => {
    const scripts = { start: 'node --env-file=config.env src/server' };
    assert.equal(await startOf(scripts), 'node --watch src/server.js');
    assert.equal(await startOf(scripts, { 'config.env': 'PORT=3000\n' }), 'npm run start');
  });

  it('is Vite’s own in an Nx workspace, and no plugin’s that reads the same configuration', async () => {
    const repo = memoryRepo({
      'nx.json': '{}',
      'package.json': JSON.stringify({ workspaces: ['apps/*'], devDependencies: { nx: '23', vite: '8' } }),
      'apps/board/package.json': JSON.stringify({ name: 'board', scripts: { dev: 'vite --open' } }),
      'apps/board/index.html': '<title>Board</title>',
      'apps/board/vite.config.js': 'export default { server: { port: 4200 } };\n',
    });
    const { apps } = detect(await collectFacts(repo));
    assert.deepEqual(
      apps.map(({ stack }) => stack.value),
      ['vite'],
    );
  });
});
