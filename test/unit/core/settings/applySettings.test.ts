import assert from 'node:assert/strict';
import { dockerize, type Proposal } from '../../../../src/core/dockerize';
import { why } from '../../../../src/core/render/readme';
import { loadTemplates } from '../../../../src/host/templates';
import { memoryRepo } from '../../support/memoryRepo';

const flask = { 'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n', 'requirements.txt': 'flask==3.0.0\n' };
const celery = {
  ...flask,
  'requirements.txt': 'flask==3.0.0\ncelery[redis]==5.4.0\n',
  'tasks.py': "from celery import Celery\n\ncelery = Celery(__name__, broker='redis://localhost:6379/0')\n",
};

const decide = async (files: Readonly<Record<string, string>>, settings: string) =>
  dockerize({
    reader: memoryRepo({ ...files, 'drydock.yml': settings }),
    disk: { stat: async () => undefined },
    templates: await loadTemplates('templates'),
    lock: undefined,
    flags: {},
  });

async function decided(files: Readonly<Record<string, string>>, settings: string): Promise<Proposal> {
  const done = await decide(files, settings);
  assert.ok(done.ok, done.ok ? '' : JSON.stringify(done.failure));
  return done.value;
}

/** 'line:column message next' of what is refused beside this repository. */
async function refused(files: Readonly<Record<string, string>>, settings: string): Promise<string> {
  const done = await decide(files, settings);
  assert.ok(!done.ok, 'it was accepted');
  const { code, line, column, message, next } = done.failure;
  assert.equal(code, 'settings-invalid');
  return `${line ?? ''}:${column ?? ''} ${message} ${next ?? ''}`;
}

const fileOf = ({ files }: Proposal, path: string) => files.find((file) => file.path === path)?.content ?? '';

describe('drydock.yml beside a repository', () => {
  it('takes the place of what was concluded, and names its line as the evidence', async () => {
    const { plan } = await decided(flask, 'slug: board\napps:\n  web:\n    port: 9000\n');
    assert.equal(plan.slug, 'board');
    const [web] = plan.apps;
    assert.ok(web?.port);
    assert.equal(why(web.port.number), 'drydock.yml decides, in place of 5000 (drydock.yml:4)');
  });

  it('holds against a line of .env that Drydock wrote before', async () => {
    const proposal = await decided(flask, 'apps: { web: { port: 9000 } }');
    assert.doesNotMatch(fileOf(proposal, '.env.example'), /WEB_PORT/);
    assert.match(fileOf(proposal, 'docker-compose.yml'), /loadbalancer\.server\.port=9000$/m);
  });

  it('adds what was not found, by a command and a port, with an address of its own', async () => {
    const proposal = await decided(
      flask,
      'apps:\n  admin:\n    command: python -m http.server "$PORT"\n    port: 8100\n  mailer:\n    command: [python, mailer.py]\n',
    );
    const compose = fileOf(proposal, 'docker-compose.yml');
    assert.match(compose, /Host\(`admin\.\$\{COMPOSE_PROJECT_NAME\}\.localhost`\)/);
    assert.match(compose, /command: \[sh, -c, "python -m http\.server \\"\$\$PORT\\""\]/);
    assert.deepEqual(
      proposal.plan.apps.map(({ name, serves }) => [name, serves]),
      [
        ['web', 'http'],
        ['admin', 'http'],
        ['mailer', 'jobs'],
      ],
    );
  });

  it('brings up a repository in which nothing was found', async () => {
    const { plan } = await decided(
      { 'README.md': '' },
      'apps:\n  docs:\n    command: python -m http.server 8000\n    port: 8000\n',
    );
    assert.deepEqual(
      plan.apps.map(({ name, route }) => [name, route]),
      [['docs', { main: true, subdomain: '' }]],
    );
    assert.equal(plan.runtimes[0]?.dependencies.value, 'none');
  });

  it('leaves apps and services out', async () => {
    const { plan } = await decided(
      celery,
      'apps: { worker: { ignore: true }, beat: { ignore: true } }\nservices: { redis: { ignore: true } }',
    );
    assert.deepEqual(
      plan.apps.map(({ name }) => name),
      ['web'],
    );
    assert.deepEqual(plan.services, []);
    assert.deepEqual(
      plan.leftOut.map(({ value }) => value),
      ['apps.worker', 'apps.beat', 'services.redis'],
    );
  });

  it('adds a service and says through which variables the code finds it', async () => {
    const proposal = await decided(
      flask,
      'services:\n  postgres:\n    version: 15\n    variables: { BOARD_DATABASE: url }\n',
    );
    const compose = fileOf(proposal, 'docker-compose.yml');
    assert.match(compose, /image: postgres:15/);
    assert.match(compose, /BOARD_DATABASE: postgresql:\/\/.*-db:5432\//);
  });

  it('changes interpreter, packages, migrations, memory and variables', async () => {
    const proposal = await decided(
      flask,
      [
        'environment: { TZ: Europe/Berlin, SWITCH: on }',
        'runtimes:',
        '  python:',
        '    version: 3.10',
        '    packages: [libmagic1]',
        '    migrate: ./schema.sh',
        'apps:',
        '  web:',
        '    memory: 256m',
        '    health: /health',
        '    environment: { A: 1 }',
      ].join('\n'),
    );
    const compose = fileOf(proposal, 'docker-compose.yml');
    for (const text of ['TZ: Europe/Berlin', 'SWITCH: "on"', 'memory: 256m', "'/health'", 'A: "1"', './schema.sh'])
      assert.ok(compose.includes(text), `${text} is not in\n${compose}`);
    const dockerfile = fileOf(proposal, 'Dockerfile');
    assert.match(dockerfile, /^ARG PYTHON_VERSION=3\.10$/m);
    assert.equal(dockerfile.split('libmagic1').length - 1, 3, 'once in each target, and once in a comment');
  });

  it('says which line decides in the compose file', async () => {
    const compose = fileOf(
      await decided(
        flask,
        'apps:\n  web:\n    command: flask run\n    memory: 2g\nservices:\n  redis:\n    image: redis:6\n',
      ),
      'docker-compose.yml',
    );
    assert.match(
      compose,
      /# drydock\.yml decides, in place of [^\n]*flask run [^\n]*\n\s+command: \[sh, -c, "flask run"\]/,
    );
    assert.match(compose, /# drydock\.yml decides, in place of 1g\.\n\s+deploy:/);
    assert.match(compose, /# drydock\.yml decides, in place of redis:[^\n]*\n\s+image: redis:6/);
  });

  it('refuses what the repository has not, with the nearest name', async () => {
    assert.equal(
      await refused(flask, 'apps:\n  wbe:\n    port: 80\n'),
      '2:3 The repository has no app wbe. Write web. To add it, give it a command, or a framework.',
    );
    assert.match(await refused(flask, 'runtimes: { pyton: { version: 3.12 } }'), /no runtime pyton\. Write python\.$/);
    assert.match(await refused(flask, 'main: wep'), /^1:1 No app wep serves HTTP here\. Write web\.$/);
    assert.match(await refused(flask, 'apps: { web: { entry: "ap:app" } }'), /ap:app is not in .*Write app\.$/);
    assert.match(
      await refused(flask, 'apps: { ui: { framework: vite } }'),
      /ui cannot be Vite in the root: there is no package\.json/,
    );
  });

  it('refuses two apps at one address', async () => {
    const text = 'apps:\n  a: { command: x, port: 1, host: web }\n';
    assert.match(await refused(flask, text), /would both be at web\./);
  });

  it('refuses a secret, since the file is tracked, and takes what only has the name of one', async () => {
    assert.equal(
      await refused(flask, 'environment:\n  API_PASSWORD: hunter2\n'),
      '2:3 API_PASSWORD is a secret by its name, and drydock.yml is tracked by git. Write API_PASSWORD=… into .env, which every container gets, and take it out here.',
    );
    assert.match(await refused(flask, 'apps: { web: { environment: { API_TOKEN: abc } } }'), /^1:31 API_TOKEN/);
    await decided(flask, 'environment: { PASSWORD_MIN_LENGTH: 12, SESSION_COOKIE: on, OTHER_KEY: "${MY_KEY}" }');
  });

  it('adds volumes that outlive a container, each folder open to the containers’ user', async () => {
    const proposal = await decided(
      celery,
      'apps:\n  web:\n    volumes: { uploads: /data/uploads }\n  worker:\n    volumes: { uploads: /app/var }\n',
    );
    const compose = fileOf(proposal, 'docker-compose.yml');
    assert.match(compose, /- home:\/home\/dev\n\s+- uploads:\/data\/uploads$/m);
    assert.match(compose, /# data of web and worker, as drydock\.yml wants it\n\s+uploads: \{\}/);
    assert.match(fileOf(proposal, 'docker-compose.prod.yml'), /volumes: !override\n\s+- uploads:\/data\/uploads/);
    assert.equal(fileOf(proposal, 'Dockerfile').split('RUN install -d -m 0777 /app/var /data/uploads').length - 1, 2);
    assert.match(fileOf(proposal, 'ops/up.sh'), /^mkdir -p var$/m);
    assert.match(
      await refused(celery, 'apps: { web: { volumes: { redis-data: /x } } }'),
      /has a volume redis-data already\. Call it redis-data-data\./,
    );
  });

  it('shares node_modules where it is asked to, and says why not', async () => {
    const node = {
      'package.json': '{"name":"x","scripts":{"dev":"vite"},"devDependencies":{"vite":"6.0.0"}}',
      'index.html': '',
      'vite.config.js': 'export default {};\n',
    };
    const proposal = await decided(node, 'shared_node_modules: true');
    assert.match(fileOf(proposal, 'docker-compose.yml'), /- shared_node_modules_22:\/app\/node_modules$/m);
    assert.match(fileOf(proposal, 'docker-compose.yml'), /^ {2}shared_node_modules_22: \{external: true\}$/m);
    assert.match(fileOf(proposal, 'ops/up.sh'), /docker volume create shared_node_modules_22 /);
    const [warning] = proposal.plan.diagnostics.filter(({ code }) => code === 'node-modules-shared');
    assert.match(warning?.message ?? '', /what one installs removes what another needs/);
    const { plan } = await decided(node, '');
    assert.equal(
      plan.volumes.some(({ name }) => name.startsWith('shared')),
      false,
    );
  });
});

describe('drydock.yml where the author’s services run', () => {
  const author = {
    'compose.yaml':
      'services:\n  shop:\n    image: ghcr.io/x/shop:1\n    ports: ["80:7000"]\n  other:\n    image: ghcr.io/x/other:1\n    expose: ["9000"]\n',
  };

  it('corrects a port and names the main service', async () => {
    const proposal = await decided(author, 'main: other\napps:\n  other:\n    port: 9100\n');
    const [main] = proposal.plan.authored?.services ?? [];
    assert.deepEqual([main?.name, main?.port?.value, main?.route?.main], ['other', '9100', true]);
  });

  it('refuses what stands in the author’s files, and says how Drydock’s own are taken', async () => {
    assert.equal(
      await refused(author, 'apps:\n  shop:\n    memory: 1g\n'),
      '3:5 apps.shop.memory is about Drydock’s own services, and here those of compose.yaml run. Change compose.yaml, or write basis: own.',
    );
    assert.match(await refused(author, 'apps: { shp: { port: 1 } }'), /has no service shp\. Write shop\./);
  });

  it('takes Drydock’s own instead where it is asked to', async () => {
    const { plan } = await decided(
      author,
      'basis: own\napps:\n  docs:\n    command: python -m http.server 8000\n    port: 8000\n',
    );
    assert.equal(plan.authored, undefined);
    assert.deepEqual(
      plan.apps.map(({ name }) => name),
      ['docs'],
    );
  });
});
