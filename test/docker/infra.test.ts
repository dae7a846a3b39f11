import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renameInfra } from './support/renameInfra';

const port = 18480;

describe('the shared infra on an engine', function () {
  this.timeout(600_000);
  const folder = mkdtempSync(join(tmpdir(), 'drydock-infra-'));
  const docker = (...args: string[]) => execFileSync('docker', args, { encoding: 'utf8' }).trim();
  const script = (name: string) => {
    const done = spawnSync('bash', [join(folder, 'ops', name)], {
      encoding: 'utf8',
      env: { ...process.env, INFRA_PORT: String(port) },
    });
    assert.equal(done.status, 0, done.stderr);
    return done.stdout;
  };
  const ids = () =>
    docker('inspect', '--format', '{{.Id}} {{.State.StartedAt}}', 'ddtest-infra-traefik', 'ddtest-infra-pages');
  const ask = (host: string, path = '/', method = 'GET', body = '') =>
    new Promise<{ readonly status: number | undefined; readonly headers: IncomingHttpHeaders }>((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port, path, method, headers: { Host: host } }, (response) => {
        response.resume().on('end', () => {
          resolve({ status: response.statusCode, headers: response.headers });
        });
      });
      call.on('error', reject).end(body);
    });
  const until = async (holds: () => Promise<boolean>) => {
    for (let tries = 0; tries < 100; tries++) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail('not within five seconds');
  };
  const remove = () => {
    spawnSync('docker', ['rm', '--force', 'ddtest-infra-traefik', 'ddtest-infra-pages']);
    spawnSync('docker', ['volume', 'rm', 'ddtest-infra-uv-cache']);
    spawnSync('docker', ['network', 'rm', 'ddtest-infra-devnet']);
  };

  before(() => {
    remove();
    cpSync(join(__dirname, '../../templates/infra'), folder, { recursive: true });
    renameInfra(folder);
    script('infra-up.sh');
  });
  after(() => {
    remove();
    rmSync(folder, { recursive: true });
  });

  it('answers for unknown hosts, on every path', async () => {
    for (const path of ['/', '/ping', '/ping/me', '/a?b=c']) {
      const { status, headers } = await ask('nobody.localhost', path);
      assert.deepEqual([path, status, headers['x-drydock-page']], [path, 404, 'unknown-host']);
    }
  });

  it('becomes healthy', () =>
    until(() =>
      Promise.resolve(docker('inspect', '--format', '{{.State.Health.Status}}', 'ddtest-infra-traefik') === 'healthy'),
    ));

  it('recreates and restarts nothing when it is up', () => {
    const before = ids();
    script('infra-up.sh');
    assert.equal(ids(), before);
  });

  it('shows the maintenance page for any method, upload and subdomain, and takes it away again', async () => {
    const dynamic = join(folder, 'traefik/dynamic');
    const file = join(dynamic, 'maintenance-some.yml');
    const rule = 'Host(`some.localhost`) || HostRegexp(`^[a-z0-9-]+\\.some\\.localhost$`)';
    const router = { rule, entryPoints: ['web'], priority: 100000, service: 'maintenance' };
    writeFileSync(join(dynamic, '.new.tmp'), JSON.stringify({ http: { routers: { 'maintenance-some': router } } }));
    renameSync(join(dynamic, '.new.tmp'), file);
    await until(async () => (await ask('some.localhost')).status === 503);
    for (const [host, method, body] of [
      ['some.localhost', 'GET', ''],
      ['some.localhost', 'DELETE', ''],
      ['api.some.localhost', 'PUT', 'x'.repeat(3 << 20)],
    ] as const) {
      const { status, headers } = await ask(host, '/any/path', method, body);
      assert.deepEqual([status, headers['retry-after'], headers['x-drydock-page']], [503, '30', 'maintenance'], method);
    }
    assert.equal((await ask('other.localhost')).status, 404);
    rmSync(file);
    await until(async () => (await ask('some.localhost')).status === 404);
  });

  it('takes what the user writes to traefik/.env', () => {
    writeFileSync(join(folder, 'traefik/.env'), 'INFRA_BIND=0.0.0.0\n');
    script('infra-up.sh');
    assert.match(docker('port', 'ddtest-infra-traefik', '80/tcp'), /^0\.0\.0\.0:18480$/m);
  });

  it('takes a new nginx.conf', async () => {
    const path = join(folder, 'pages/nginx.conf');
    writeFileSync(
      `${path}.new`,
      readFileSync(path, 'utf8').replaceAll('unknown-host always', 'unknown-host always; add_header X-New yes always'),
    );
    renameSync(`${path}.new`, path);
    script('infra-up.sh');
    await until(async () => (await ask('nobody.localhost')).headers['x-new'] === 'yes');
  });

  it('keeps caches and network when it goes down, and says so', () => {
    assert.match(script('infra-down.sh'), /^Kept: .*volume/m);
    assert.equal(docker('ps', '--all', '--quiet', '--filter', 'name=ddtest-infra-'), '');
    docker('volume', 'inspect', 'ddtest-infra-uv-cache');
    docker('network', 'inspect', 'ddtest-infra-devnet');
  });
});
