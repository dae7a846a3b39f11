import assert from 'node:assert/strict';
import { parseComposeFile } from '../../../../src/core/facts/composeFile';

const service = (text: string, name = 'web') => {
  const found = parseComposeFile('docker-compose.yml', text).services.find((each) => each.name === name);
  assert.ok(found);
  return found;
};

describe('a compose file', () => {
  it('gives its services with the line of each value', () => {
    const text = `version: "3.8"
services:
  web:
    build:
      context: ./api
      dockerfile: Dockerfile.dev
      target: dev
    command: gunicorn --bind 0.0.0.0:8000 wsgi:app
    ports: ["8080:8000"]
    depends_on:
      db: { condition: service_healthy }
    env_file: .env
    profiles: [full]
    container_name: shop_web
  db:
    image: postgres:15-alpine
    volumes:
      - data:/var/lib/postgresql/data
      - type: bind
        source: ./init
        target: /docker-entrypoint-initdb.d
`;
    const web = service(text);
    assert.deepEqual(web.build, {
      file: 'docker-compose.yml',
      line: 5,
      text: 'context: ./api',
      context: './api',
      dockerfile: 'Dockerfile.dev',
      target: 'dev',
    });
    assert.deepEqual(web.command?.argv, ['gunicorn', '--bind', '0.0.0.0:8000', 'wsgi:app']);
    assert.deepEqual(
      web.ports.map(({ published, target, line }) => [published, target, line]),
      [['8080', '8000', 9]],
    );
    assert.deepEqual([web.dependsOn, web.envFiles, web.profiles], [['db'], ['.env'], ['full']]);
    assert.equal(web.containerName?.value, 'shop_web');
    const db = service(text, 'db');
    assert.deepEqual(db.image, {
      file: 'docker-compose.yml',
      line: 16,
      text: 'image: postgres:15-alpine',
      value: 'postgres:15-alpine',
    });
    assert.deepEqual(
      db.volumes.map(({ source, target }) => [source, target]),
      [
        ['data', '/var/lib/postgresql/data'],
        ['./init', '/docker-entrypoint-initdb.d'],
      ],
    );
  });

  it('follows anchors and merge keys, the own value being the stronger', () => {
    const text = `x-base: &base
  image: node:22
  environment: &env { A: "1", B: base }
services:
  web:
    <<: *base
    environment:
      <<: *env
      B: own
`;
    const web = service(text);
    assert.equal(web.image?.value, 'node:22');
    assert.deepEqual(
      web.environment.map(({ name, value }) => [name, value]),
      [
        ['A', '1'],
        ['B', 'own'],
      ],
    );
  });

  it('reads ports in every form', () => {
    const text = `services:
  web:
    image: a
    expose: [9000]
    ports:
      - 5000
      - "127.0.0.1:8001:80/tcp"
      - "\${PORT:-8000}:8000"
      - "[::1]:53:53/udp"
      - target: 3000
        published: 3001
`;
    assert.deepEqual(
      service(text).ports.map(({ published, target, protocol }) => [published, target, protocol]),
      [
        [undefined, '5000', 'tcp'],
        ['8001', '80', 'tcp'],
        ['${PORT:-8000}', '8000', 'tcp'],
        ['53', '53', 'udp'],
        ['3001', '3000', 'tcp'],
        [undefined, '9000', 'tcp'],
      ],
    );
  });

  it('keeps no secret, in the value or in what is quoted', () => {
    const text = `services:
  web:
    image: a
    environment:
      - DB_PASSWORD=hunter2
      - DATABASE_URL=postgres://shop:hunter2@db:5432/shop
      - DEBUG=1
`;
    assert.deepEqual(
      service(text).environment.map(({ name, value, text: quoted }) => [name, value, quoted]),
      [
        ['DB_PASSWORD', '', 'DB_PASSWORD'],
        ['DATABASE_URL', 'postgres://shop:***@db:5432/shop', 'DATABASE_URL'],
        ['DEBUG', '1', '- DEBUG=1'],
      ],
    );
    assert.ok(!JSON.stringify(parseComposeFile('c.yml', text)).includes('hunter2'));
  });

  it('of version 1 has its services at the top', () => {
    const file = parseComposeFile('docker-compose.yml', 'web:\n  build: .\nredis:\n  image: redis\n');
    assert.deepEqual(
      file.services.map(({ name }) => name),
      ['web', 'redis'],
    );
  });

  it('names what it includes and extends', () => {
    const text =
      'include:\n  - a.yml\n  - path: [b.yml, c.yml]\nservices:\n  web:\n    extends: { file: base.yml, service: app }\n';
    assert.deepEqual(parseComposeFile('c.yml', text).includes, ['a.yml', 'b.yml', 'c.yml']);
    assert.deepEqual(service(text).extends, { service: 'app', file: 'base.yml' });
  });

  for (const [what, text] of [
    ['no YAML', 'services: [\n'],
    ['tabs', 'services:\n\tweb: x\n'],
    ['a list', '- a\n- b\n'],
    ['nothing', ''],
    ['null', 'services:\n  web:\n'],
    ['wrong types', 'services:\n  web:\n    image: [1]\n    ports: { a: 1 }\n    environment: 3\n    build: []\n'],
    ['an alias of nothing', 'services:\n  web: *nothing\n'],
    ['a map that holds itself', 'services: &a\n  web: &b\n    environment: *b\n    <<: *a\n'],
    ['a bomb', bomb()],
    ['deep brackets', `services: ${'['.repeat(100_000)}`],
    ['deep lists', `${'- '.repeat(50_000)}a`],
    ['deep keys', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n')],
    ['compact keys', `${'? '.repeat(50_000)}a`],
    ['open braces', `services:\n  web:\n    ports: ["${'${'.repeat(40_000)}"]\n    image: "${'${a:-'.repeat(40_000)}"`],
    ['many ports', `services:\n  web:\n    ports:\n${'      - "1:2"\n'.repeat(18_000)}`],
    ['a long line', `services:\n  web:\n    image: ${'a'.repeat(10_000_000)}\n`],
    ['many keys', Array.from({ length: 20_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['many anchors', Array.from({ length: 8000 }, (_, index) => `k${index}: &a${index} *a${index - 1}`).join('\n')],
  ] as const)
    it(`of ${what} never throws`, () => {
      assert.doesNotThrow(() => parseComposeFile('docker-compose.yml', text));
    });
});

/** Nine levels of nine aliases each: 9^9 values when they are put in. */
function bomb(): string {
  const lines = ['services:', '  a0: &a0 { image: x }'];
  for (let level = 1; level < 10; level++)
    lines.push(`  a${level}: &a${level} { <<: [${Array.from({ length: 9 }, () => `*a${level - 1}`).join(', ')}] }`);
  return `${lines.join('\n')}\n`;
}
