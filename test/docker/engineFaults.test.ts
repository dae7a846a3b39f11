import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { envelope } from '../../src/cli/envelope';
import { isRoot, nobody, Sandbox } from '../unit/support/sandbox';
import { renameInfra } from './support/renameInfra';
import { checkout, Copy } from './support/stack';

/** Docker's real command line before engines that are not there, do not let one in, or lack Compose. */
describe('an engine that cannot be used', () => {
  let sandbox: Sandbox;
  before(() => {
    sandbox = new Sandbox();
    assert.equal(sandbox.run(['up', 'board', '--no-start']).status, 0);
    writeFileSync(join(sandbox.project, '.env'), 'COMPOSE_PROJECT_NAME=board\n');
    sandbox.own();
  });
  after(() => sandbox.remove());

  /** No router of this machine's answers on this port. */
  const nowhere = { INFRA_PORT: '1' };
  const needEngine = [
    ['up', 'board'],
    ['down', 'board'],
    ['ps', 'board'],
    ['logs', 'board'],
    ['shell', 'board'],
    ['maintenance', 'on', 'board'],
    ['infra', 'up'],
    ['infra', 'status'],
    ['infra', 'logs'],
  ] as const;
  const needCompose = [
    ['up', 'board'],
    ['shell', 'board'],
    ['infra', 'up'],
  ] as const;

  const refused = (args: readonly string[], env: NodeJS.ProcessEnv, code: string, message: RegExp, next: RegExp) => {
    const before = readdirSync(sandbox.project, { recursive: true });
    const said = sandbox.refusal(args, { ...nowhere, ...env });
    assert.deepEqual([said.exit, said.code], [7, code], `${said.message} ${said.detail ?? ''}`);
    assert.match(said.message, message);
    assert.match(said.next ?? '', next);
    assert.deepEqual(readdirSync(sandbox.project, { recursive: true }), before);
    assert.ok(!existsSync(join(sandbox.infra, 'traefik/dynamic/maintenance-board.yml')));
  };

  for (const args of needEngine)
    it(`is down for ${args.join(' ')}`, () => {
      const gone = { DOCKER_HOST: `unix://${join(sandbox.base, 'gone.sock')}` };
      refused(args, gone, 'engine-down', /^The Docker engine does not answer\.$/, /^sudo systemctl start docker$/);
    });

  describe('since the user has no permission on its socket', function () {
    let server: Server;
    let env: NodeJS.ProcessEnv;
    before(function (done) {
      if (!isRoot) this.skip();
      const socket = join(sandbox.base, 'engine.sock');
      env = { DOCKER_HOST: `unix://${socket}` };
      server = createServer().listen(socket, () => {
        chmodSync(socket, 0o600);
        done();
      });
    });
    after(() => {
      server.close();
    });
    for (const args of needEngine)
      it(`is told for ${args.join(' ')}`, () => {
        refused(
          args,
          env,
          'engine-denied',
          /^You have no permission to talk to the Docker engine\.$/,
          /usermod -aG docker \w+/,
        );
      });
  });

  /** Docker takes its plugins from there first. */
  const plugin = (script: string): NodeJS.ProcessEnv => {
    const config = join(sandbox.base, 'config');
    mkdirSync(join(config, 'cli-plugins'), { recursive: true });
    writeFileSync(join(config, 'cli-plugins/docker-compose'), script, { mode: 0o755 });
    return { DOCKER_CONFIG: config };
  };
  describe('since it lacks Compose', () => {
    before(() => {
      sandbox.group = engineGroup();
    });
    for (const args of needCompose) {
      it(`has no Compose for ${args.join(' ')}`, function () {
        const env = plugin('#!/bin/sh\nexit 1\n');
        refused(args, env, 'compose-missing', /^Docker Compose is not installed\.$/, /^install docker-compose-plugin$/);
      });
      it(`has a Compose that is too old for ${args.join(' ')}`, function () {
        const metadata = JSON.stringify({ SchemaVersion: '0.1.0', Vendor: 'test', Version: 'v2.29.7' });
        const env = plugin(
          `#!/bin/sh\ncase $1 in docker-cli-plugin-metadata) echo '${metadata}' ;; *) echo 2.29.7 ;; esac\n`,
        );
        refused(
          args,
          env,
          'compose-missing',
          /^Docker Compose 2\.29\.7 is too old, 2\.30 will do\.$/,
          /^update docker-compose-plugin$/,
        );
      });
    }
  });
});

describe('a port that is taken', () => {
  const program = `require('http').createServer((_, answer) => answer.setHeader('Server', 'nginx/1.24.0').end())
    .listen(0, '127.0.0.1', function () { console.log(this.address().port); })`;
  let sandbox: Sandbox;
  let holder: ChildProcess | undefined;
  beforeEach(() => {
    sandbox = new Sandbox();
    renameInfra(join(sandbox.templates, 'infra'));
    sandbox.group = engineGroup();
  });
  afterEach(() => {
    holder?.kill();
    sandbox.remove();
  });
  const refusal = async (user: number | undefined) => {
    const child = spawn(process.execPath, ['-e', program], {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'inherit'],
      ...(user !== undefined && { uid: user, gid: sandbox.group }),
    });
    holder = child;
    const port = await new Promise<number>((resolve) =>
      child.stdout.once('data', (text: Buffer) => resolve(Number(text.toString()))),
    );
    const said = sandbox.refusal(['up', 'board'], { INFRA_PORT: String(port) });
    assert.deepEqual([said.exit, said.code], [8, 'port-taken'], said.message);
    const next = `stop it (sudo ss -ltnp 'sport = :${port}' names it), or: echo INFRA_PORT=8080 >> ${sandbox.infra}/traefik/.env`;
    assert.equal(said.next, next);
    return said.message.replace(String(port), 'N').replace(String(child.pid), 'PID');
  };

  it('is told with the process that holds it', async () => {
    assert.equal(await refusal(isRoot ? nobody : undefined), 'Port N belongs to node (process PID).');
  });

  it('is told with what answers there where the process is another user’s', async function () {
    if (!isRoot) this.skip();
    assert.equal(await refusal(undefined), 'Port N belongs to a process that answers as nginx/1.24.0.');
  });
});

describe('a project that cannot be built as it stands', () => {
  const slug = 'ddtest-broken';
  const copy = new Copy(slug, join(checkout, 'test/fixtures/flask-single/repo'));
  const dockerfile = join(copy.path, 'Dockerfile');
  before(() => {
    // An image that is there is not built again.
    const images = copy.run('docker', 'image', 'ls', '--quiet', `${slug}-*`).stdout.split('\n').filter(Boolean);
    if (images.length > 0) copy.run('docker', 'image', 'rm', '--force', ...images);
    mkdirSync(join(copy.path, 'uploads'));
    copy.own();
  });
  after(() => copy.remove(slug));

  it('names the line of the Dockerfile, and keeps every file', () => {
    assert.equal(copy.drydock('up', '--no-start').code, 0);
    const good = readFileSync(dockerfile, 'utf8');
    const lines = good.split('\n');
    const at = lines.findIndex((line) => line.startsWith('FROM') && / AS dev$/i.test(line)) + 1;
    writeFileSync(dockerfile, lines.toSpliced(at, 0, "RUN echo 'no such tool' >&2 && exit 7").join('\n'));
    const failed = copy.drydock('up', '--json');
    const said = envelope.parse(JSON.parse(failed.stdout));
    assert.ok(!said.ok);
    assert.equal(failed.code, 9, failed.stdout);
    const { code, message, file, line, detail, next } = said.failure;
    assert.deepEqual(
      { code, message, file, line },
      {
        code: 'build-failed',
        message: "The image could not be built: RUN echo 'no such tool' >&2 && exit 7",
        file: 'Dockerfile',
        line: at + 1,
      },
    );
    assert.match(detail ?? '', /no such tool/);
    assert.match(next ?? '', /rebuild\.sh/);
    writeFileSync(dockerfile, good);
  });

  it('starts once that is corrected, and notes a folder that its containers cannot write to', function () {
    if (!isRoot) this.skip();
    chownSync(join(copy.path, 'uploads'), 0, 0);
    const up = copy.drydock('up');
    assert.equal(up.code, 0, up.stdout + up.stderr);
    assert.match(
      up.stdout,
      /^note \.\/uploads belongs to root: containers run as user 1000 and cannot write there\. sudo chown -R 1000:1000 /m,
    );
    assert.match(up.stdout, /200 OK$/m);
    chownSync(join(copy.path, 'uploads'), 1000, 1000);
    const again = copy.drydock('up');
    assert.doesNotMatch(again.stdout, /^note /m);
  });
});

/** The group whose members may use the engine. */
const engineGroup = (): number =>
  statSync((process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock').slice('unix://'.length)).gid;
