import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ask, Copy } from './support/stack';

/** Everything that a shell, Compose and Docker would take for more than text, in a folder's name and in a script's. */
const folder = "apps/x'$(touch pwned)`touch pwned`;touch pwned;$$ [a] {{b}} ${PATH} ü";
const script = 'dev:$(touch pwned);`touch pwned` "${HOME}" \'$$';

describe('hostile names', () => {
  it('arrive as they are in a real container, and run nothing', async () => {
    const slug = 'ddtest-hostile';
    const copy = new Copy(slug);
    const files: Readonly<Record<string, string>> = {
      'package.json': JSON.stringify({ name: 'root', private: true, workspaces: ['apps/*'] }),
      [`${folder}/package.json`]: JSON.stringify({
        name: 'x',
        private: true,
        scripts: { [script]: 'node --watch server.js' },
      }),
      [`${folder}/server.js`]: [
        "const { createServer } = require('node:http');",
        'const said = () => JSON.stringify({ folder: process.cwd(), script: process.env.npm_lifecycle_event });',
        'createServer((_request, response) => response.end(said())).listen(process.env.PORT || 3000);',
      ].join('\n'),
    };
    try {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(copy.path, path)), { recursive: true });
        writeFileSync(join(copy.path, path), text);
      }
      copy.own();
      const up = copy.drydock('up');
      assert.equal(up.code, 0, up.stdout + up.stderr);
      const answer = await ask(`${slug}.localhost`);
      assert.deepEqual(JSON.parse(answer.body), { folder: `/app/${folder}`, script });
      const production = copy.run(
        'docker',
        'compose',
        '-f',
        'docker-compose.yml',
        '-f',
        'docker-compose.prod.yml',
        'build',
        '--quiet',
      );
      assert.equal(production.code, 0, production.stderr);
      const inside = copy.run('docker', 'compose', 'exec', '-T', 'web', 'find', '/', '-xdev', '-name', 'pwned');
      assert.equal(inside.stdout, '');
      assert.deepEqual(
        readdirSync(copy.base, { recursive: true })
          .map(String)
          .filter((path) => path.endsWith('/pwned')),
        [],
      );
    } finally {
      copy.remove(slug);
    }
  });
});
