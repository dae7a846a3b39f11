import assert from 'node:assert/strict';
import { authoredStack } from '../../../../../src/core/detect/authored/stack';
import { detect } from '../../../../../src/core/detect/detect';
import { collectFacts } from '../../../../../src/core/facts/collectFacts';
import type { AuthoredStack } from '../../../../../src/core/model/authored';
import { plan } from '../../../../../src/core/plan/plan';
import { memoryRepo } from '../../../support/memoryRepo';

type Files = Readonly<Record<string, string>>;

const stackOf = async (files: Files): Promise<AuthoredStack> => {
  const stack = authoredStack(await collectFacts(memoryRepo(files)), []);
  assert.ok(stack);
  return stack;
};
const service = async (name: string, files: Files) => {
  const found = (await stackOf(files)).services.find((each) => each.name === name);
  assert.ok(found);
  return found;
};
const compose = (services: string): Files => ({ 'compose.yaml': `services:\n${services}` });
const planOf = async (files: Files) => plan(detect(await collectFacts(memoryRepo(files))), {});
const code = '  a:\n    build: .\n    ports: ["80:80"]\n';

describe('the author’s compose files that are taken', () => {
  const files = async (all: Files) => (await stackOf(all)).files.value;
  const web = `services:\n${code}`;

  it('are those of plain docker compose, with its override', async () => {
    assert.deepEqual(await files({ 'docker-compose.yml': web, 'compose.yaml': web }), ['compose.yaml']);
    assert.deepEqual(await files({ 'docker-compose.yml': web, 'docker-compose.override.yml': web }), [
      'docker-compose.yml',
      'docker-compose.override.yml',
    ]);
  });

  it('leave those for production and tests aside, unless there is nothing else', async () => {
    assert.deepEqual(await files({ 'docker-compose.prod.yml': web, 'docker-compose.local.yml': web }), [
      'docker-compose.local.yml',
    ]);
    assert.deepEqual(await files({ 'docker-compose.prod.yml': web }), ['docker-compose.prod.yml']);
  });

  it('are one for development instead, when it has code and the other mounts none', async () => {
    const mounted = `${web}    volumes: [".:/src"]\n`;
    assert.deepEqual(await files({ 'compose.yaml': web, 'compose.dev.yaml': mounted }), ['compose.dev.yaml']);
    assert.deepEqual(await files({ 'compose.yaml': mounted, 'compose.dev.yaml': web }), ['compose.yaml']);
    const databases = 'services:\n  db:\n    image: postgres\n';
    assert.deepEqual(await files({ 'compose.yaml': web, 'compose.dev.yaml': databases }), ['compose.yaml']);
  });

  it('are one for development too, when it does not run by itself', async () => {
    const added = 'services:\n  a:\n    command: watch\n';
    assert.deepEqual(await files({ 'compose.yaml': web, 'compose.dev.yaml': added }), [
      'compose.yaml',
      'compose.dev.yaml',
    ]);
  });
});

describe('a service of the author’s', () => {
  const role = async (lines: string) => (await service('a', compose(`  a:\n${lines}`))).role.value;
  const port = async (lines: string) => (await service('a', compose(`  a:\n${lines}`))).port?.value;

  it('answers HTTP when its port may be for that', async () => {
    assert.equal(await port('    image: x\n    ports: ["8080:3000"]\n'), '3000');
    assert.equal(await port('    image: x\n    ports: ["${PORT:-80}:${INNER:-3000}"]\n'), '${INNER:-3000}');
    assert.equal(await port('    image: x\n    ports: ["127.0.0.1:3000-3002:4000-4002"]\n'), '4000');
    assert.equal(await port('    image: x\n    ports: [{target: 3000, published: "80"}]\n'), '3000');
    assert.equal(await port('    image: x\n    expose: [3000]\n'), '3000');
    assert.equal(await port('    image: x\n    command: serve --port 3000\n'), '3000');
    assert.equal(await port('    image: nginx\n'), '80');
  });

  it('is asked at no port that would become code in a file', async () => {
    assert.equal(await port('    image: x\n    ports: ["80:80); import os"]\n'), undefined);
    assert.equal(await port('    image: x\n    ports: ["80:${A:-$(id)}"]\n'), undefined);
  });

  it('is asked neither at a debugger’s port nor at one with TLS', async () => {
    assert.equal(await port('    image: x\n    ports: ["9229:9229", "443:443", "80:8000"]\n'), '8000');
  });

  it('answers no HTTP at ports of databases, mail and games, nor at one that has UDP too', async () => {
    assert.equal(await role('    image: x\n    ports: ["5432:5432"]\n'), 'backing');
    assert.equal(await role('    image: x\n    ports: ["53:53/tcp", "53:53/udp"]\n'), 'backing');
    assert.equal(await role('    image: x\n    ports: ["5054:5054/tcp", "5054:5054/udp"]\n'), 'backing');
    assert.equal(await role('    image: x\n'), 'other');
  });

  it('is a database by its image, whatever it publishes, but not when it only calls a client', async () => {
    assert.equal(await role('    image: docker.io/library/postgres:16\n    ports: ["80:5432"]\n'), 'backing');
    assert.equal(await role('    image: redis:8\n    command: redis-server --appendonly yes\n'), 'backing');
    assert.equal(await role('    image: mysql:8\n    command: --character-set-server=utf8mb4\n'), 'backing');
    assert.equal(await role('    image: postgres:16\n    command: psql -h db\n'), 'other');
  });

  it('has a route to the page of a queue, where the author publishes it', async () => {
    assert.equal(await port('    image: rabbitmq:4-management\n    ports: ["15672:15672"]\n'), '15672');
    assert.equal(await port('    image: rabbitmq:4\n    ports: ["5672:5672"]\n'), undefined);
  });

  it('takes the port of its Dockerfile, unless it is a worker of the same image', async () => {
    const files = {
      ...compose('  a:\n    build: .\n  b:\n    build: .\n    command: work\n'),
      Dockerfile: 'FROM golang\nEXPOSE 7000\n',
    };
    assert.equal((await service('a', files)).port?.value, '7000');
    assert.equal((await service('b', files)).port, undefined);
  });

  it('takes the port that a variable of its own or of another service states', async () => {
    assert.equal(await port('    build: .\n    environment: {APP_PORT: "9091", DB_PORT: "5432"}\n'), '9091');
    const called = '  a:\n    build: a\n  b:\n    build: b\n    environment: ["API_URL=http://a:8123/v1"]\n';
    assert.equal((await service('a', compose(called))).port?.value, '8123');
  });

  it('takes the port at which a proxy asks for it', async () => {
    const files = {
      ...compose('  a:\n    build: a\n'),
      'a/Dockerfile': 'FROM golang\n',
      'nginx/default.conf': 'server {\n  proxy_pass http://a:7100;\n}\n',
    };
    assert.equal((await service('a', files)).port?.value, '7100');
  });
});

describe('the author’s service at the project’s own address', () => {
  const main = async (services: string) => {
    const planned = await planOf(compose(services));
    assert.ok(planned.ok);
    return planned.value.authored?.services.find(({ route }) => route?.main)?.name;
  };

  it('is the proxy that stands before the others', async () => {
    const others = '  a:\n    image: x\n    ports: ["3000:3000"]\n  p:\n    image: nginx\n    depends_on: [a]\n';
    assert.equal(await main(others), 'p');
  });

  it('is the one at the port of the web, rather than one that is asked by it, or a tool', async () => {
    const api = '  api:\n    image: x\n    ports: ["3000:3000"]\n';
    assert.equal(await main(`${api}  site:\n    image: y\n    ports: ["80:80"]\n    depends_on: [api]\n`), 'site');
    assert.equal(await main(`  adminer:\n    image: adminer\n    ports: ["80:8080"]\n${api}`), 'api');
  });
});

describe('a healthcheck in the author’s container', () => {
  const check = async (expose: string) => {
    const app = 'from flask import Flask\napp = Flask(__name__)\n';
    const files = { 'requirements.txt': 'flask==3.1.0\n', 'app.py': app, Dockerfile: `FROM python:3.12\n${expose}` };
    const planned = await planOf({ ...files, ...compose('  a:\n    build: .\n  b:\n    build: b\n') });
    assert.ok(planned.ok);
    return planned.value.authored?.services.find(({ name }) => name === 'a');
  };

  it('is added only where its port is stated: a wrong one would stop what works', async () => {
    const guessed = await check('');
    assert.equal(guessed?.port?.certainty, 'default');
    assert.equal(guessed.healthcheck, undefined);
    assert.ok((await check('EXPOSE 7000\n'))?.healthcheck);
  });
});

describe('what cannot be built upon', () => {
  const message = async (files: Files) => {
    const planned = await planOf(files);
    assert.ok(!planned.ok);
    return planned.failure.message;
  };

  it('is version 1 of the format, an include from elsewhere, a base that is not there', async () => {
    assert.match(await message({ 'compose.yaml': 'a:\n  image: x\n  ports: ["80:80"]\n' }), /version 1/);
    const services = `services:\n${code}`;
    assert.match(await message({ 'compose.yaml': `include: ["oci://x/y"]\n${services}` }), /includes oci:\/\/x\/y/);
    assert.match(
      await message({ 'compose.yaml': `include: [../other.yml]\n${services}` }),
      /no file of the repository/,
    );
    assert.match(
      await message({ 'compose.yaml': `${services}    extends: {file: gone.yml, service: b}\n` }),
      /extends b of gone\.yml/,
    );
  });

  it('is what answers no HTTP, and the command that starts it is said', async () => {
    const planned = await planOf(compose('  game:\n    image: x\n    ports: ["25565:25565"]\n'));
    assert.ok(!planned.ok);
    assert.equal(planned.failure.code, 'nothing-to-serve');
    assert.equal(planned.failure.next, 'docker compose -f compose.yaml up -d');
  });
});

describe('a file that the author’s services read and that is not there', () => {
  const missing = async (lines: string, files: Files = {}) =>
    (await stackOf({ ...compose(`${code}${lines}`), ...files })).missing;

  it('is made from its example, else named; .env is made in any case', async () => {
    const lines = '    env_file: [.env, a.env, b.env]\n';
    assert.deepEqual(await missing(lines, { 'b.env.example': '' }), [
      { path: 'a.env', kind: 'unknown' },
      { path: 'b.env', kind: 'example', example: 'b.env.example' },
    ]);
  });

  it('is made with a fresh secret, inside the repository only', async () => {
    const secrets = (path: string) => `secrets:\n  s:\n    file: ${JSON.stringify(path)}\n`;
    assert.deepEqual(await missing(secrets('./s/token')), [{ path: 's/token', kind: 'secret' }]);
    for (const path of ['../token', '/etc/token', 'a\n!.env']) assert.deepEqual(await missing(secrets(path)), []);
  });
});

describe('a Dev Container of the author’s', () => {
  it('stays, and what brings it into the running stack is said', async () => {
    const planned = await planOf({ ...compose(code), '.devcontainer/devcontainer.json': '{}' });
    assert.ok(planned.ok);
    const note = planned.value.diagnostics.find(({ file }) => file === '.devcontainer/devcontainer.json');
    assert.match(note?.next ?? '', /docker-compose\.drydock\.yml/);
  });
});

describe('whose services run', () => {
  const flask = { 'requirements.txt': 'flask==3.1.0\n', 'app.py': 'from flask import Flask\napp = Flask(__name__)\n' };
  const basis = async (services: string) => {
    const planned = await planOf({ ...flask, ...compose(services) });
    assert.ok(planned.ok);
    return planned.value.basis.value;
  };
  const web = '  web:\n    build: .\n    ports: ["80:5000"]\n';

  it('Drydock’s own, where they leave nothing out', async () => {
    assert.equal(await basis(web), 'own');
    assert.equal(await basis(`${web}  proxy:\n    image: nginx\n    ports: ["81:80"]\n`), 'own');
    assert.equal(await basis('  adminer:\n    image: adminer\n    ports: ["80:8080"]\n'), 'own');
  });

  it('the author’s, where a program, a queue or a secret file would be left out', async () => {
    assert.equal(await basis(`${web}  search:\n    build: search\n    ports: ["81:80"]\n`), 'author');
    assert.equal(await basis(`${web}  mq:\n    image: apache/kafka\n`), 'author');
    assert.equal(await basis(`${web}    secrets: [token]\n`), 'author');
  });

  it('not by what is only started with a profile', async () => {
    assert.equal(await basis(`${web}  search:\n    build: search\n    profiles: [all]\n`), 'own');
  });

  it('with what the author’s file sets, where the code reads it and has no default', async () => {
    const app = 'import os\nfrom flask import Flask\napp = Flask(__name__)\nmode = os.environ["MODE"]\n';
    const lines = '    environment:\n      MODE: ward\n      OTHER: x\n';
    const planned = await planOf({ ...flask, 'app.py': app, ...compose(`${web}${lines}`) });
    assert.ok(planned.ok);
    const { variables } = planned.value;
    assert.equal(variables.find(({ name }) => name === 'MODE')?.value, 'ward');
    assert.ok(!variables.some(({ name }) => name === 'OTHER'));
  });
});

describe('the data of an author’s database', () => {
  const guards = async (database: string, more = '') => {
    const done = await planOf(compose(`${code}  db:\n${database}${more}`));
    assert.ok(done.ok);
    return done.value.authored?.services.find(({ name }) => name === 'db')?.guards ?? [];
  };
  const postgres = '    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${SECRET}\n';
  const places = async (...database: Parameters<typeof guards>) => (await guards(...database)).map(({ data }) => data);

  it('is in the volume that the override adds where the author keeps it nowhere', async () => {
    assert.deepEqual(await guards(postgres), [
      {
        data: { kind: 'volume', name: 'drydock-db' },
        service: 'db',
        variable: 'SECRET',
        inContainer: 'POSTGRES_PASSWORD',
        resettable: true,
      },
    ]);
  });

  it('is in a volume of the project, one from outside of it, or a folder', async () => {
    const at = (source: string) => `${postgres}    volumes: ["${source}:/var/lib/postgresql/data"]\n`;
    assert.deepEqual(await places(at('rows'), 'volumes: {rows: }\n'), [{ kind: 'volume', name: 'rows' }]);
    assert.deepEqual(await places(at('rows'), 'volumes: {rows: {name: kept}}\n'), [{ kind: 'outside', name: 'kept' }]);
    assert.deepEqual(await places(at('rows'), 'volumes: {rows: {external: true}}\n'), [
      { kind: 'outside', name: 'rows' },
    ]);
    assert.deepEqual(await places(at('./rows')), [{ kind: 'folder', name: 'rows' }]);
    assert.deepEqual(await places(at('/srv/rows')), []);
  });

  it('is not in what else is mounted', async () => {
    const mounted = `${postgres}    volumes: ["./init.sql:/docker-entrypoint-initdb.d/init.sql", "rows:/var/lib/postgresql/data"]\n`;
    assert.deepEqual(await places(mounted), [{ kind: 'volume', name: 'rows' }]);
  });

  it('needs no guard without a password that a start makes', async () => {
    assert.deepEqual(await guards(postgres.replace('${SECRET}', '${SECRET:-fixed}')), []);
    assert.deepEqual(await guards(postgres.replace('${SECRET}', 'fixed')), []);
  });

  it('gets no new password where its image asks for the old one', async () => {
    const bitnami = postgres.replace('postgres:17', 'bitnami/postgresql:17');
    const mounted = `${bitnami}    volumes: ["rows:/bitnami/postgresql"]\n`;
    assert.deepEqual(
      (await guards(mounted)).map(({ resettable }) => resettable),
      [false],
    );
  });
});
