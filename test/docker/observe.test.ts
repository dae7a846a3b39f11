import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { envelope } from '../../src/cli/envelope';
import { ask, Copy } from './support/stack';

const address = z.object({ port: z.number(), loopback: z.optional(z.string()), instead: z.string() });
const outcome = z.object({
  answer: z.optional(z.string()),
  changes: z.array(z.object({ kind: z.string(), path: z.string() })),
  corrections: z.array(z.object({ app: z.string(), planned: z.number(), address, seen: z.string() })),
});

const flask = (last: string, command = 'python app.py') => ({
  'requirements.txt': 'flask==3.1.2\n',
  'drydock.yml': `apps:\n  web:\n    command: ${command}\n`,
  'app.py': `from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get('/')\ndef index():\n    return 'ward 7'\n\n\n${last}\n`,
});

const express = (listen: string) => ({
  'package.json': JSON.stringify({ name: 'board', dependencies: { express: '5.1.0' } }, null, 2),
  'server.js': `const express = require('express');\nconst app = express();\napp.get('/', (_, response) => response.send('ward 7'));\n${listen}\n`,
});

/** What no reading tells: where a running server really listens, and why one does not. */
describe('what a start sees of its containers', () => {
  let copy: Copy;
  const slug = () => copy.name;
  const begin = (name: string, files: Readonly<Record<string, string>>) => {
    copy = new Copy(`ddtest-seen-${name}`);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(copy.path, path)), { recursive: true });
      writeFileSync(join(copy.path, path), text);
    }
    copy.own();
  };
  afterEach(() => copy.remove(slug()));

  const up = () => {
    const ran = copy.drydock('up', '--json');
    const told = envelope.parse(JSON.parse(ran.stdout));
    assert.ok(told.ok, ran.stdout + ran.stderr);
    return z.array(outcome).parse(told.data)[0] ?? assert.fail('one folder');
  };
  const failure = () => {
    const ran = copy.drydock('up', '--json');
    const told = envelope.parse(JSON.parse(ran.stdout));
    assert.ok(!told.ok, ran.stdout);
    assert.equal(ran.code, 10);
    return told.failure;
  };
  const page = async () => (await ask(`${slug()}.localhost`)).body;
  const lock = () => readFileSync(join(copy.path, '.drydock/lock.json'), 'utf8');
  const stays = async () => {
    const before = lock();
    const again = up();
    assert.deepEqual([again.corrections, again.changes.filter(({ kind }) => kind !== 'unchanged')], [[], []]);
    assert.equal(lock(), before);
    assert.equal(await page(), 'ward 7');
  };

  it('leads the router to the port on which a Flask app really listens, in the plan too, and once', async () => {
    begin('flask', flask("if __name__ == '__main__':\n    app.run(host='0.0.0.0', port=4560 + len('wards42'))"));
    const { answer, changes, corrections } = up();
    assert.match(answer ?? '', /200 OK$/);
    assert.deepEqual(
      corrections.map(({ planned, address: { port, instead } }) => [planned, port, instead]),
      [[5000, 4567, '5000']],
    );
    assert.match(corrections[0]?.seen ?? '', /listens on 0\.0\.0\.0:4567 and answers HTTP there/);
    assert.ok(changes.some(({ kind, path }) => kind === 'update' && path === 'docker-compose.yml'));
    assert.equal(await page(), 'ward 7');
    await stays();
    assert.match(
      copy.drydock('explain', 'apps.web.port').stdout,
      /4567[\s\S]*its container listens there, not on 5000/,
    );
  });

  it('leads the router to an Express app that listens on localhost alone', async () => {
    begin('express', express("app.listen(Number(process.env.PORT), '127.0.0.1');"));
    const { corrections } = up();
    assert.deepEqual(
      corrections.map(({ address: { port, loopback } }) => [port, loopback]),
      [[3000, '127.0.0.1']],
    );
    assert.equal(await page(), 'ward 7');
    await stays();
  });

  it('leads the router to a server on another port of IPv6’s localhost', async () => {
    begin('both', express("app.listen(4560 + 'wards42'.length, '::1');"));
    assert.deepEqual(
      up().corrections.map(({ address: { port, loopback } }) => [port, loopback]),
      [[4567, '::1']],
    );
    assert.equal(await page(), 'ward 7');
    await stays();
  });

  it('says the exception and its line of an app that ends', () => {
    begin('ends', flask("raise RuntimeError('no ward')"));
    const { code, message, file, line } = failure();
    assert.deepEqual([code, file, line], ['start-failed', 'app.py', 11]);
    assert.equal(message, 'ddtest-seen-ends-web ended with exit code 1: RuntimeError: no ward');
  });

  it('says that an app listens nowhere, and what it said last', () => {
    begin(
      'nowhere',
      flask('', 'python -c "import time; print(\'waiting for the ward\', flush=True); time.sleep(9999)"'),
    );
    const { message } = failure();
    assert.equal(message, 'ddtest-seen-nowhere-web runs, but listens on no port; its last line: waiting for the ward.');
  });
});
