import assert from 'node:assert/strict';
import { detect } from '../../../../src/core/detect/detect';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { plan } from '../../../../src/core/plan/plan';
import { renderEnvExample } from '../../../../src/core/render/envExample';
import { memoryRepo } from '../../support/memoryRepo';

/** .env.example of an Express server with this code, without the lines of the project's own. */
async function exampleOf(code: string): Promise<string> {
  const server = `const express = require('express');\nconst app = express();\napp.listen(3000);\n${code}`;
  const repo = memoryRepo({
    'package.json': JSON.stringify({ name: 'api', dependencies: { express: '^5' } }),
    'server.js': server,
    'server.test.js': 'process.env.ONLY_IN_TESTS;',
  });
  const done = plan(detect(await collectFacts(repo)), {});
  assert.ok(done.ok, done.ok ? '' : done.failure.message);
  return renderEnvExample(done.value).split('# --- What the code reads\n')[1] ?? '';
}

describe('the variables that a Node.js server reads', () => {
  it('are listed with the code’s own default and place', async () => {
    assert.equal(
      await exampleOf("const ward = process.env.WARD || 'OPD';\n"),
      '# The code’s own default (server.js:4).\nWARD=OPD\n',
    );
    assert.equal(
      await exampleOf('console.log(process.env.GREETING);\n'),
      '# The code goes on without it (server.js:4).\n# GREETING=\n',
    );
  });

  it('are made by the first start where any fresh secret will do, and by nobody where another gives it', async () => {
    for (const name of ['JWT_SECRET', 'NEXTAUTH_SECRET', 'JWT_REFRESH_SECRET', 'ACCESS_TOKEN_SECRET', 'COOKIE_SECRET'])
      assert.equal(await exampleOf(`use(process.env.${name});\n`), `# Made by ops/up.sh (server.js:4).\n${name}=\n`);
    for (const name of [
      'STRIPE_SECRET_KEY',
      'AUTH_GOOGLE_SECRET',
      'GITHUB_CLIENT_SECRET',
      'TWITTER_ACCESS_TOKEN_SECRET',
    ])
      assert.match(await exampleOf(`use(process.env.${name});\n`), /^# A credential from elsewhere .*\n# \w+=\n$/);
  });

  it('are not those that tools, platforms and Drydock set, nor those of tests', async () => {
    assert.equal(
      await exampleOf(
        'use(process.env.NODE_ENV, process.env.PORT, process.env.CI, process.env.npm_package_version);\n',
      ),
      '',
    );
  });
});
