import assert from 'node:assert/strict';
import { getenv, ids, leads, npm, one, reads } from '../../support/serviceNeeds';

describe('a service', () => {
  for (const [id, driver, url] of [
    ['postgres', 'psycopg2-binary', 'postgresql://u:p@localhost/x'],
    ['mysql', 'pymysql', 'mysql+pymysql://u:p@localhost/x'],
    ['mariadb', 'mariadb', 'mariadb+mariadbconnector://u:p@localhost/x'],
    ['mongodb', 'pymongo', 'mongodb://localhost:27017/x'],
    ['redis', 'redis', 'redis://localhost:6379/0'],
    ['valkey', 'valkey', 'valkey://localhost:6379/0'],
    ['rabbitmq', 'pika', 'amqp://guest:guest@localhost:5672'],
    ['elasticsearch', 'elasticsearch', 'http://localhost:9200'],
    ['opensearch', 'opensearch-py', 'http://localhost:9200'],
    ['minio', 'minio', 'localhost:9000'],
    ['memcached', 'pymemcache', 'memcached://localhost:11211'],
  ] as const) {
    it(`${id} is there when the code has its address`, async () => {
      const need = await one({ 'requirements.txt': driver, 'app.py': getenv('SOMEWHERE', url) });
      assert.equal(need.id, id);
      assert.deepEqual(
        need.addresses.map(({ variable, holds }) => [variable, holds]),
        [['SOMEWHERE', 'url']],
      );
    });

    it(`${id} is not there for a driver alone, or an address in a comment or the README`, async () => {
      assert.deepEqual(
        await ids({
          'requirements.txt': driver,
          'README.md': `SOMEWHERE=${url}\n`,
          'app.py': `# SOMEWHERE = "${url}"\n"""${url}"""\nimport os\n`,
        }),
        [],
      );
    });
  }

  it('is the one of a Prisma schema, which needs no driver, through the variables that it names', async () => {
    const schema = (provider: string, url: string) => ({
      'package.json': '{"name": "wards", "dependencies": {"@prisma/client": "6"}}',
      'prisma/schema.prisma': `// provider = "mysql"\ndatasource db {\n  provider = "${provider}" // ours\n  url      = ${url}\n  directUrl = env("DIRECT")\n}\n\ngenerator client {\n  provider = "prisma-client-js"\n}\n`,
    });
    for (const [provider, id] of [
      ['postgresql', 'postgres'],
      ['mysql', 'mysql'],
      ['mongodb', 'mongodb'],
    ] as const) {
      const need = await one(schema(provider, 'env("WARD_DATABASE")'));
      assert.equal(need.id, id);
      assert.deepEqual(
        need.addresses.map(({ variable, holds }) => [variable, holds]),
        [
          ['DIRECT', 'url'],
          ['WARD_DATABASE', 'url'],
        ],
      );
    }
    assert.deepEqual(await ids(schema('sqlite', '"file:./dev.db"')), []);
    assert.deepEqual(await ids(schema('sqlserver', 'env("DATABASE_URL")')), []);
  });

  it('is found through the usual names of Node', async () => {
    assert.deepEqual(
      await leads({}, { packages: npm('mongoose'), nodeEnvironment: reads(['MONGO_URI', 'mongodb://127.0.0.1/shop']) }),
      { MONGO_URI: 'url' },
    );
    assert.deepEqual(
      await leads({}, { packages: npm('pg', 'typeorm'), nodeEnvironment: reads(['DB_HOST'], ['DB_PORT', '5432']) }),
      { DB_HOST: 'host', DB_PORT: 'port' },
    );
    assert.deepEqual(await leads({}, { packages: npm('amqplib'), nodeEnvironment: reads(['RABBITMQ_URL']) }), {
      RABBITMQ_URL: 'url',
    });
  });

  it('of Node is not there for a package that nothing uses', async () => {
    assert.deepEqual(await ids({}, { packages: npm('pg', 'ioredis', 'mongoose', 'nodemailer') }), []);
    assert.deepEqual(await ids({}, { packages: npm('ioredis', 'bullmq', 'bull') }), []);
  });

  it('of Node is found by the import of its driver, and by what a mapper is told', async () => {
    const source = { file: 'server.js', line: 1, text: 'redis' };
    assert.deepEqual(await ids({}, { packages: npm('redis'), imports: [{ ...source, name: 'redis' }] }), ['redis']);
    assert.deepEqual(await ids({}, { packages: npm('redis'), imports: [{ ...source, name: 'express' }] }), []);
    assert.deepEqual(await ids({}, { dialects: [{ ...source, value: 'mysql' }] }), ['mysql']);
    assert.deepEqual(await ids({}, { packages: npm('mysql2'), dialects: [{ ...source, value: 'sqlite' }] }), []);
  });

  it('is found by an address in other code than Python', async () => {
    const texts = [{ file: 'db.js', line: 1, text: 'connect', value: 'mongodb://localhost/shop' }];
    assert.equal((await one({}, { packages: npm('mongoose'), texts })).id, 'mongodb');
  });

  it('is found by what .env.example says', async () => {
    const files = { 'requirements.txt': 'pymongo', '.env.example': 'MONGO_URI=mongodb://localhost:27017/shop\n' };
    const need = await one(files);
    assert.equal(need.id, 'mongodb');
    assert.deepEqual(need.need.evidence[0]?.file, '.env.example');
    assert.deepEqual(await leads(files), { MONGO_URI: 'url' });
  });

  it('is found by an opened connection beside its driver', async () => {
    const files = { 'app.py': 'from pymongo import MongoClient\nclient = MongoClient("localhost")\n' };
    assert.deepEqual(await ids({ 'requirements.txt': 'pymongo', ...files }), ['mongodb']);
    assert.deepEqual(await ids(files), []);
  });
});

describe('two SQL drivers', () => {
  const both = { 'requirements.txt': 'psycopg2-binary\nmysqlclient\n' };

  it('are told apart by a URL in the code', async () => {
    assert.deepEqual(await ids({ ...both, 'app.py': getenv('DATABASE_URL', 'mysql://u:p@localhost/x') }), ['mysql']);
  });

  it('are told apart by .env.example', async () => {
    const code = { 'app.py': getenv('DATABASE_URL') };
    const need = await one({ ...both, ...code, '.env.example': 'DATABASE_URL=postgres://u:p@localhost/x\n' });
    assert.equal(need.id, 'postgres');
  });

  it('are told apart by the port', async () => {
    const code = { 'app.py': `${getenv('DB_HOST')}Y = os.environ.get("DB_PORT", "3306")\n` };
    assert.equal((await one({ ...both, ...code, '.env.example': 'DB_HOST=localhost\nDB_PORT=3306\n' })).id, 'mysql');
  });

  it('are told apart by the compose file', async () => {
    const code = { 'app.py': `${getenv('DB_HOST')}Y = os.environ.get("DB_NAME")\n` };
    const compose = 'services:\n  db:\n    image: mysql:8.0.33\n';
    const need = await one({ ...both, ...code, 'docker-compose.yml': compose });
    assert.deepEqual([need.id, need.image?.value], ['mysql', 'mysql:8.0']);
  });
});

describe('a URL without a default in the code', () => {
  const scheme = async (requirements: string) =>
    (await one({ 'requirements.txt': requirements, 'app.py': getenv('DATABASE_URL') })).addresses[0]?.scheme;

  it('names the driver that SQLAlchemy would not take by itself', async () => {
    assert.equal(await scheme('sqlalchemy\npymysql'), 'mysql+pymysql');
    assert.equal(await scheme('sqlalchemy\nasyncpg'), 'postgresql+asyncpg');
    assert.equal(await scheme('sqlalchemy\nmysqlclient\npymysql'), undefined);
    assert.equal(await scheme('pymysql'), undefined);
  });
});
