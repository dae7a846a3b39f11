import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { attachConfiguration, debuggerPorts } from '../../src/core/debug/attach';
import { openTunnel } from '../../src/docker/tunnel';
import { DebugClient } from './support/debugAdapter';
import { ask, checkout, Copy, until } from './support/stack';

const healthOf = (container: string) =>
  execFileSync(
    'docker',
    ['inspect', '--format', '{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}', container],
    {
      encoding: 'utf8',
    },
  ).trim();
const portsOf = (container: string) => execFileSync('docker', ['port', container], { encoding: 'utf8' }).trim();

describe('debugging a service in its container', () => {
  describe('of Python', () => {
    const slug = 'ddtest-debugged';
    const copy = new Copy(slug, join(checkout, 'test/fixtures/flask-single/repo'));
    const clients: DebugClient[] = [];
    /** A session, as the editor begins it; it goes on with `start`. */
    const begin = async (port: number, wanted: object) => {
      const client = new DebugClient(port);
      clients.push(client);
      await client.request('initialize', { adapterID: 'debugpy', clientID: 'test', pathFormat: 'path' });
      client.send('attach', wanted);
      await client.event('initialized');
      return { client, start: () => client.request('configurationDone') };
    };
    /** The session of the server that Flask's reloader starts: the editor attaches to it by what the first session says. */
    const serverOf = async (port: number) => {
      const wanted = attachConfiguration({ name: 'web', debugger: 'python', port, folder: copy.path });
      const first = await begin(port, wanted);
      await first.start();
      const child = await first.client.event('debugpyAttach');
      assert.deepEqual(child['connect'], { host: '127.0.0.1', port });
      const { client, start } = await begin(port, child);
      return { server: client, start };
    };
    const attached = async (use: (port: number) => Promise<void>) => {
      const tunnel = await openTunnel(`${slug}-web`, debuggerPorts.python);
      try {
        await use(tunnel.port);
      } finally {
        for (const client of clients.splice(0)) client.close();
        tunnel.close();
      }
    };
    before(() => {
      copy.own();
      const up = copy.drydock('up');
      assert.equal(up.code, 0, up.stdout + up.stderr);
    });
    after(() => copy.remove(slug));

    it('stops in a view of the reloading server, through docker exec and no port', async () => {
      const listens = copy.run('bash', 'ops/debug.sh', 'web');
      assert.equal(listens.code, 0, listens.stdout + listens.stderr);
      assert.equal(portsOf(`${slug}-web`), '');
      await attached(async (port) => {
        const { server, start } = await serverOf(port);
        const { breakpoints } = await server.request('setBreakpoints', {
          source: { path: join(copy.path, 'app.py') },
          breakpoints: [{ line: 8 }],
        });
        assert.equal((breakpoints as { verified: boolean }[])[0]?.verified, true);
        await start();
        const answer = ask(`${slug}.localhost`);
        const { reason, threadId } = await server.event('stopped');
        assert.equal(reason, 'breakpoint');
        const { stackFrames } = await server.request('stackTrace', { threadId });
        const [frame] = stackFrames as { name: string; line: number; source: { path: string } }[];
        assert.deepEqual([frame?.name, frame?.line, frame?.source.path], ['index', 8, join(copy.path, 'app.py')]);
        await server.request('continue', { threadId });
        assert.match((await answer).body, /Notice board/);
      });
    });

    it('waits before the first line when asked, and answers once a debugger is there', async () => {
      const waits = copy.run('bash', 'ops/debug.sh', 'web', '--wait');
      assert.equal(waits.code, 0, waits.stdout + waits.stderr);
      assert.notEqual((await ask(`${slug}.localhost`)).status, 200);
      await attached(async (port) => {
        const { start } = await serverOf(port);
        await start();
        const answer = await until(
          30,
          () => ask(`${slug}.localhost`),
          ({ status }) => status === 200,
        );
        assert.match(answer.body, /Notice board/);
      });
    });

    it('is off again after ops/up.sh, with its healthcheck', () => {
      assert.equal(healthOf(`${slug}-web`), 'none');
      const up = copy.run('bash', 'ops/up.sh');
      assert.equal(up.code, 0, up.stdout + up.stderr);
      assert.equal(healthOf(`${slug}-web`), 'healthy');
      const processes = execFileSync('docker', ['top', `${slug}-web`], { encoding: 'utf8' });
      assert.doesNotMatch(processes, /debugpy/);
    });

    it('names the services that have one', () => {
      assert.equal(copy.run('bash', 'ops/debug.sh', '--list').stdout, 'web\n');
      const unknown = copy.run('bash', 'ops/debug.sh', 'deps');
      assert.equal(unknown.code, 2);
      assert.match(unknown.stderr, /A debugger of deps is not known\.\n {2}next: one of: web/);
    });
  });

  describe('of Node.js', () => {
    const slug = 'ddtest-inspected';
    const copy = new Copy(slug);
    before(() => {
      mkdirSync(copy.path);
      writeFileSync(
        join(copy.path, 'package.json'),
        JSON.stringify({
          name: 'board',
          scripts: { dev: 'node --watch server.js' },
          dependencies: { express: '^5.0.0' },
        }),
      );
      writeFileSync(
        join(copy.path, 'server.js'),
        "const app = require('express')();\napp.get('/', (request, response) => response.send('Notice board'));\napp.listen(3000);\n",
      );
      copy.own();
      const up = copy.drydock('up');
      assert.equal(up.code, 0, up.stdout + up.stderr);
    });
    after(() => copy.remove(slug));

    it('lets the inspector listen in the process of the server, not in npm', async () => {
      const listens = copy.run('bash', 'ops/debug.sh', 'web');
      assert.equal(listens.code, 0, listens.stdout + listens.stderr);
      const tunnel = await openTunnel(`${slug}-web`, debuggerPorts.node);
      try {
        const targets = (await (await fetch(`http://127.0.0.1:${tunnel.port}/json/list`)).json()) as { url: string }[];
        assert.deepEqual(
          targets.map(({ url }) => url),
          ['file:///app/server.js'],
        );
      } finally {
        tunnel.close();
      }
    });
  });
});
