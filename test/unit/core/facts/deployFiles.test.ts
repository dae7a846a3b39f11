import assert from 'node:assert/strict';
import { parseCiServices } from '../../../../src/core/facts/ciServices';
import { parseDeployFile } from '../../../../src/core/facts/deployFiles';
import { parseSqlExtensions } from '../../../../src/core/facts/sqlExtensions';

describe('CI files', () => {
  it('of GitHub name the images beside a job', () => {
    const text = `jobs:
  test:
    runs-on: ubuntu-latest
    services:
      postgres:
        image: postgres:16
      redis: { image: redis:7 }
    steps: [{ run: pytest }]
`;
    assert.deepEqual(
      parseCiServices('.github/workflows/ci.yml', text).map(({ name, image, line }) => [name, image, line]),
      [
        ['postgres', 'postgres:16', 6],
        ['redis', 'redis:7', 7],
      ],
    );
  });

  it('of GitLab do, as texts and as maps, at the top and in a job', () => {
    const text =
      'services: [mongo:7]\ndefault:\n  services: [redis]\ntest:\n  services:\n    - name: mysql:8.0\n      alias: db\n';
    assert.deepEqual(
      parseCiServices('.gitlab-ci.yml', text).map(({ name, image }) => [name, image]),
      [
        ['mongo', 'mongo:7'],
        ['redis', 'redis'],
        ['mysql', 'mysql:8.0'],
      ],
    );
  });

  it('of CircleCI do, after the image of the job itself', () => {
    const text = 'jobs:\n  test:\n    docker:\n      - image: cimg/python:3.11\n      - image: cimg/postgres:14.0\n';
    assert.deepEqual(
      parseCiServices('.circleci/config.yml', text).map(({ image }) => image),
      ['cimg/postgres:14.0'],
    );
  });

  it('that cannot be read say nothing', () => {
    assert.deepEqual(parseCiServices('.gitlab-ci.yml', 'a: ['), []);
    assert.deepEqual(parseCiServices('.github/workflows/a.yml', 'jobs: 3'), []);
  });
});

describe('files of hosting platforms', () => {
  it('of Render give commands, databases and variables, and no secret', () => {
    const facts = parseDeployFile(
      'render.yaml',
      `services:
  - type: web
    startCommand: gunicorn app.wsgi:application
    envVars:
      - key: WEB_CONCURRENCY
        value: 4
      - key: SECRET_KEY
        value: hunter2
  - type: redis
    name: cache
databases:
  - name: db
    postgresMajorVersion: "15"
`,
    );
    assert.deepEqual(
      facts.processes.map(({ name, argv, line }) => [name, argv, line]),
      [['web', ['gunicorn', 'app.wsgi:application'], 3]],
    );
    assert.deepEqual(
      facts.services.map(({ id, version }) => [id, version]),
      [
        ['redis', undefined],
        ['postgres', '15'],
      ],
    );
    assert.ok(!JSON.stringify(facts).includes('hunter2'));
  });

  it('of Heroku give add-ons; an app.json of Expo gives nothing', () => {
    const heroku = parseDeployFile(
      'app.json',
      '{\n  "addons": [\n    "heroku-postgresql:mini",\n    { "plan": "jawsdb-maria:kitefin" }\n  ],\n  "env": { "A": { "value": "1" } }\n}',
    );
    assert.deepEqual(
      heroku.services.map(({ id, line }) => [id, line]),
      [
        ['postgres', 3],
        ['mariadb', 4],
      ],
    );
    assert.deepEqual(
      heroku.environment.map(({ name, value }) => [name, value]),
      [['A', '1']],
    );
    const expo = parseDeployFile('app.json', '{"expo": {"name": "x", "slug": "x"}}');
    assert.deepEqual([expo.processes, expo.services], [[], []]);
  });

  it('of Fly give processes and the port', () => {
    const facts = parseDeployFile(
      'fly.toml',
      '[env]\nPORT = "8080"\n[processes]\nweb = "uvicorn app:app --port 8080"\nworker = "celery -A app worker"\n[http_service]\ninternal_port = 8080\n',
    );
    assert.deepEqual(
      facts.processes.map(({ name, argv }) => [name, argv[0]]),
      [
        ['web', 'uvicorn'],
        ['worker', 'celery'],
      ],
    );
    assert.deepEqual(
      facts.ports.map(({ port, kind, line }) => [port, kind, line]),
      [[8080, 'listens', 7]],
    );
  });

  it('of Railway, Vercel and Netlify give their commands', () => {
    const argv = (file: string, text: string) =>
      parseDeployFile(file, text).processes.map((each) => each.argv.join(' '));
    assert.deepEqual(argv('railway.json', '{"deploy": {"startCommand": "node server.js"}}'), ['node server.js']);
    assert.deepEqual(argv('railway.toml', '[deploy]\nstartCommand = "node server.js"'), ['node server.js']);
    assert.deepEqual(argv('vercel.json', '{"devCommand": "vite --port 4000"}'), ['vite --port 4000']);
    assert.deepEqual(argv('netlify.toml', '[dev]\ncommand = "npm run dev"\ntargetPort = 4321'), ['npm run dev']);
    assert.deepEqual(
      parseDeployFile('netlify.toml', '[dev]\ntargetPort = 4321').ports.map(({ port }) => port),
      [4321],
    );
  });

  it('of supervisor give its programs', () => {
    const facts = parseDeployFile(
      'deploy/supervisor.conf',
      '[supervisord]\ncommand=no\n[program:web]\ncommand = /srv/venv/bin/gunicorn -b :8600 wsgi:app ; comment\n; command=old\n',
    );
    assert.deepEqual(
      facts.processes.map(({ name, argv, line }) => [name, argv.join(' '), line]),
      [['web', '/srv/venv/bin/gunicorn -b :8600 wsgi:app', 4]],
    );
  });

  it('of nginx give the ports behind it, not its own and none of a comment', () => {
    const facts = parseDeployFile(
      'deploy/nginx.conf',
      'upstream app {\n  server 127.0.0.1:8001;\n}\nserver {\n  listen 80;\n  # proxy_pass http://127.0.0.1:9999;\n  location / { proxy_pass http://127.0.0.1:8600; }\n  location /x { proxy_pass http://app; }\n}\n',
    );
    assert.deepEqual(
      facts.ports.map(({ port, kind, line }) => [port, kind, line]),
      [
        [8001, 'forwards', 2],
        [8600, 'forwards', 7],
      ],
    );
  });

  for (const [file, text] of [
    ['render.yaml', 'services: ['],
    ['app.json', '['.repeat(100_000)],
    ['app.json', '{"addons": {"a": 1}, "env": []}'],
    ['fly.toml', '[processes\nweb = '],
    ['fly.toml', 'a = '.repeat(10_000)],
    ['vercel.json', '3'],
    ['nginx.conf', 'proxy_pass '.repeat(20_000)],
    ['netlify.toml', `a = ${'['.repeat(5_000)}`],
    ['netlify.toml', `a = ${'{a='.repeat(5_000)}`],
  ] as const)
    it(`of ${file} that are broken never throw (${text.slice(0, 12)})`, () => {
      assert.doesNotThrow(() => parseDeployFile(file, text));
    });
});

describe('CREATE EXTENSION', () => {
  it('is found in SQL, and not in its comments', () => {
    const text =
      '-- CREATE EXTENSION hstore;\n/* create extension citext;\n*/\nCREATE EXTENSION IF NOT EXISTS "vector" WITH SCHEMA public;\ncreate extension timescaledb;\nCREATE TABLE extension (a int);\n';
    assert.deepEqual(
      parseSqlExtensions('init.sql', text).map(({ name, line }) => [name, line]),
      [
        ['vector', 4],
        ['timescaledb', 5],
      ],
    );
  });

  it('is found in the strings of a migration', () => {
    assert.deepEqual(
      parseSqlExtensions('0001.py', 'op.execute("CREATE EXTENSION IF NOT EXISTS postgis")\n').map(({ name }) => name),
      ['postgis'],
    );
  });
});
