import assert from 'node:assert/strict';
import type { ServiceHints } from '../../../../src/core/detect/serviceContext';
import { detectServices } from '../../../../src/core/detect/services';
import { parseCiServices } from '../../../../src/core/facts/ciServices';
import { collectFacts } from '../../../../src/core/facts/collectFacts';
import { parseComposeFile } from '../../../../src/core/facts/composeFile';
import { parseSqlExtensions } from '../../../../src/core/facts/sqlExtensions';
import { memoryRepo } from '../../support/memoryRepo';

type Files = Readonly<Record<string, string>>;

/** Services of a repository, with what its compose file and workflow say. */
async function needs(files: Files, hints: ServiceHints = {}) {
  const facts = await collectFacts(memoryRepo(files));
  return detectServices(facts, {
    composeFiles: Object.entries(files)
      .filter(([path]) => path.endsWith('compose.yml'))
      .map(([path, text]) => parseComposeFile(path, text)),
    ciServices: Object.entries(files)
      .filter(([path]) => path.startsWith('.github/'))
      .flatMap(([path, text]) => parseCiServices(path, text)),
    extensions: Object.entries(files)
      .filter(([path]) => path.endsWith('.sql'))
      .flatMap(([path, text]) => parseSqlExtensions(path, text)),
    ...hints,
  });
}

const ids = async (files: Files, hints?: ServiceHints) => (await needs(files, hints)).map(({ id }) => id);
const one = async (files: Files, hints?: ServiceHints) => {
  const found = await needs(files, hints);
  assert.equal(found.length, 1, JSON.stringify(found.map(({ id }) => id)));
  const [need] = found;
  assert.ok(need);
  return need;
};
const leads = async (files: Files, hints?: ServiceHints) =>
  Object.fromEntries((await one(files, hints)).addresses.map(({ variable, holds }) => [variable, holds]));
const npm = (...names: string[]) =>
  names.map((name, index) => ({ name, group: '', file: 'package.json', line: index + 1, text: `"${name}"` }));
const reads = (...pairs: (readonly [string, string?])[]) =>
  pairs.map(([name, fallback], index) => ({
    name,
    ...(fallback !== undefined && { fallback }),
    file: 'server.js',
    line: index + 1,
    text: name,
  }));

const getenv = (name: string, fallback?: string) =>
  `import os\nX = os.environ.get("${name}"${fallback === undefined ? '' : `, "${fallback}"`})\n`;

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

describe('settings for several servers', () => {
  const engine = (name: string) =>
    `DATABASES = {"default": {"ENGINE": "django.db.backends.${name}", "HOST": os.getenv("DB_HOST")}}\n`;
  const settings = `import os\nif os.getenv("DB") == "a":\n    ${engine('postgresql')}if os.getenv("DB") == "b":\n    ${engine('mysql')}`;

  it('need one: that of the compose file', async () => {
    const files = { 'requirements.txt': 'django\npsycopg\nmysqlclient', 'a/settings.py': settings };
    const compose = (image: string) => ({ 'docker-compose.yml': `services:\n  db:\n    image: ${image}\n` });
    assert.deepEqual(await ids({ ...files, ...compose('postgres:16') }), ['postgres']);
    assert.deepEqual(await ids({ ...files, ...compose('mysql:8') }), ['mysql']);
  });
});

describe('compose files', () => {
  const code = { 'requirements.txt': 'pymongo\npsycopg2' };
  const run = (image: string) => `services:\n  db:\n    image: ${image}\n`;

  it('of other names are alternatives to the first, and count where there is none', async () => {
    const both = { 'docker-compose.yml': run('postgres:16'), 'docker-compose.document.yml': run('mongo:7') };
    const files = Object.entries(both).map(([path, text]) => parseComposeFile(path, text));
    assert.deepEqual(await ids(code, { composeFiles: files }), ['postgres']);
    assert.deepEqual(await ids(code, { composeFiles: files.slice(1) }), ['mongodb']);
  });

  it('speak louder than CI, also about a server that stands in for another', async () => {
    const app = { 'requirements.txt': 'pymysql\npsycopg2', 'app.py': getenv('DB_URL', 'mysql://u:p@localhost/x') };
    const workflow = 'jobs:\n  t:\n    services:\n      a: { image: "mysql:5.7" }\n      b: { image: postgres }\n';
    const files = { ...app, '.github/workflows/ci.yml': workflow, 'docker-compose.yml': run('mariadb:10.11') };
    const need = await one(files);
    assert.deepEqual([need.id, need.image?.value], ['mariadb', 'mariadb:10.11']);
  });
});

describe('SQLite as the default', () => {
  const code = { 'requirements.txt': 'psycopg2-binary', 'app.py': getenv('DATABASE_URL', 'sqlite:///app.db') };

  it('stays, whatever driver is installed for production', async () => {
    assert.deepEqual(await ids(code), []);
  });

  it('stays beside the usual correction of an old scheme', async () => {
    const app = `${code['app.py']}X = X.replace("postgres://", "postgresql://", 1)\n`;
    assert.deepEqual(await ids({ ...code, 'app.py': app }), []);
  });

  it('stays when only CI tests with a server', async () => {
    const workflow = 'jobs:\n  t:\n    services:\n      db: { image: "postgres:16" }\n';
    assert.deepEqual(await ids({ ...code, '.github/workflows/ci.yml': workflow }), []);
  });

  it('stays when settings for production name a server', async () => {
    const production =
      'DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "HOST": "db.example.org"}}\n';
    const local = 'DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}\n';
    const files = { 'requirements.txt': 'django\npsycopg2', 'site/settings/base.py': local };
    assert.deepEqual(await ids({ ...files, 'site/settings/production.py': production }), []);
  });

  it('gives way to the author’s compose file', async () => {
    const compose =
      'services:\n  web:\n    build: .\n    environment:\n      DATABASE_URL: postgresql://u:p@db/x\n  db:\n    image: postgres:15-alpine\n';
    const need = await one({ ...code, 'docker-compose.yml': compose });
    assert.deepEqual([need.id, need.image?.value], ['postgres', 'postgres:15-alpine']);
    assert.deepEqual(
      need.addresses.map(({ variable, holds }) => [variable, holds]),
      [['DATABASE_URL', 'url']],
    );
    assert.ok(!JSON.stringify(need).includes('u:p@'));
  });
});

describe('Django', () => {
  const required = { 'requirements.txt': 'django\npsycopg2-binary\n' };

  it('says by DATABASES which server it needs and which variables lead there', async () => {
    const settings = `import os
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("SHOP_DB", "shop"),
        "HOST": os.environ.get("SHOP_DB_HOST", "localhost"),
        "PASSWORD": os.environ["SHOP_DB_PASSWORD"],
    }
}
`;
    assert.deepEqual(await leads({ ...required, 'shop/settings.py': settings }), {
      SHOP_DB: 'database',
      SHOP_DB_HOST: 'host',
      SHOP_DB_PASSWORD: 'password',
    });
  });

  it('takes an engine from the compose file where the code’s default is SQLite', async () => {
    const settings = `import os
DATABASES = {"default": {
    "ENGINE": os.environ.get("SQL_ENGINE", "django.db.backends.sqlite3"),
    "NAME": os.environ.get("SQL_DATABASE", "db.sqlite3"),
    "HOST": os.environ.get("SQL_HOST", "localhost"),
}}
`;
    const files = { ...required, 'shop/settings.py': settings };
    assert.deepEqual(await ids(files), []);
    const compose =
      'services:\n  web:\n    build: .\n    environment:\n      - SQL_ENGINE=django.db.backends.postgresql\n      - SQL_HOST=db\n  db:\n    image: postgres:15\n';
    assert.deepEqual(await leads({ ...files, 'docker-compose.yml': compose }), {
      SQL_DATABASE: 'database',
      SQL_ENGINE: 'backend',
      SQL_HOST: 'host',
    });
  });

  it('reads DATABASE_URL through environ and dj_database_url', async () => {
    const environ =
      'import environ\nenv = environ.Env()\nDATABASES = {"default": env.db(default="postgres://u:p@localhost/x")}\n';
    assert.deepEqual(await leads({ ...required, 'shop/settings.py': environ }), { DATABASE_URL: 'url' });
    const url = 'import dj_database_url\nDATABASES = {"default": dj_database_url.config()}\n';
    assert.deepEqual(await leads({ ...required, 'shop/settings.py': url }), { DATABASE_URL: 'url' });
  });

  it('chooses caches by their backend', async () => {
    const settings = (backend: string) => `CACHES = {"default": {"BACKEND": "${backend}", "LOCATION": "x"}}\n`;
    const memcached = settings('django.core.cache.backends.memcached.PyMemcacheCache');
    assert.deepEqual(await ids({ ...required, 'shop/settings.py': memcached }), ['memcached']);
    assert.deepEqual(
      await ids({ ...required, 'shop/settings.py': settings('django.core.cache.backends.redis.RedisCache') }),
      ['redis'],
    );
    assert.deepEqual(
      await ids({ ...required, 'shop/settings.py': settings('django.core.cache.backends.locmem.LocMemCache') }),
      [],
    );
  });
});

describe('Celery', () => {
  const app = 'from celery import Celery\napp = Celery("tasks")\n';

  it('needs RabbitMQ when it names no broker', async () => {
    assert.deepEqual(await ids({ 'requirements.txt': 'celery', 'tasks.py': app }), ['rabbitmq']);
  });

  it('does not when a broker is named, or Redis is there', async () => {
    assert.deepEqual(await ids({ 'requirements.txt': 'celery[redis]', 'tasks.py': app }), []);
    const named = 'from celery import Celery\napp = Celery("tasks", broker="redis://localhost")\n';
    assert.deepEqual(await ids({ 'requirements.txt': 'celery', 'tasks.py': named }), ['redis']);
    assert.deepEqual(await ids({ 'requirements.txt': 'flask', 'tasks.py': app }), []);
  });

  it('takes the broker that the scheme of its URL names', async () => {
    const files = {
      'requirements.txt': 'celery\nredis',
      'tasks.py': getenv('CELERY_BROKER_URL', 'amqp://localhost//'),
    };
    assert.deepEqual(await leads(files), { CELERY_BROKER_URL: 'url' });
    assert.equal((await one(files)).id, 'rabbitmq');
  });
});

describe('one that stands in for another', () => {
  it('is taken when the compose file runs it', async () => {
    const code = { 'requirements.txt': 'redis', 'app.py': getenv('REDIS_URL', 'redis://localhost') };
    assert.deepEqual(await ids(code), ['redis']);
    const compose = 'services:\n  cache:\n    image: valkey/valkey:8\n';
    const need = await one({ ...code, 'docker-compose.yml': compose });
    assert.deepEqual([need.id, need.image?.value], ['valkey', 'valkey/valkey:8-alpine']);
  });

  it('is MariaDB for a driver of MySQL', async () => {
    const code = { 'requirements.txt': 'pymysql', 'app.py': getenv('DB_URL', 'mysql+pymysql://u:p@localhost/x') };
    const compose = 'services:\n  db:\n    image: mariadb:10.6.4-focal\n';
    const need = await one({ ...code, 'docker-compose.yml': compose });
    assert.deepEqual([need.id, need.image?.value], ['mariadb', 'mariadb:10.6']);
  });

  it('is not taken for an image without any sign in the code', async () => {
    assert.deepEqual(
      await ids({ 'requirements.txt': 'flask', 'docker-compose.yml': 'services:\n  db:\n    image: mariadb:10\n' }),
      [],
    );
  });
});

describe('the image', () => {
  const code = { 'requirements.txt': 'psycopg2', 'app.py': getenv('DATABASE_URL', 'postgresql://u:p@localhost/x') };
  const image = async (files: Files) => (await one({ ...code, ...files })).image?.value;
  const compose = (name: string) => ({ 'docker-compose.yml': `services:\n  db:\n    image: ${name}\n` });

  it('is not stated when nothing says a version', async () => {
    assert.equal(await image({}), undefined);
    assert.equal(await image(compose('postgres')), undefined);
    assert.equal(await image(compose('postgres:latest')), undefined);
  });

  it('has the version of the compose file, its default where it interpolates', async () => {
    assert.equal(await image(compose('postgres:15-alpine')), 'postgres:15-alpine');
    assert.equal(await image(compose('docker.io/library/postgres:16.2-bookworm')), 'postgres:16-alpine');
    assert.equal(await image(compose('"postgres:${PG:-14}"')), 'postgres:14-alpine');
    assert.equal(await image(compose('bitnami/postgresql:13.4.0-debian-10-r1')), 'postgres:13-alpine');
  });

  it('has the version of CI when compose says none', async () => {
    const workflow = 'jobs:\n  t:\n    services:\n      db: { image: "postgres:16" }\n';
    assert.equal(await image({ '.github/workflows/ci.yml': workflow }), 'postgres:16-alpine');
    assert.equal(
      await image({ '.github/workflows/ci.yml': workflow, ...compose('postgres:15') }),
      'postgres:15-alpine',
    );
  });

  it('has the extension that the code needs', async () => {
    assert.equal(await image({ 'requirements.txt': 'psycopg2\npgvector' }), 'pgvector/pgvector:pg17');
    assert.equal(await image({ 'requirements.txt': 'psycopg2\nGeoAlchemy2' }), 'postgis/postgis:17-3.5-alpine');
    assert.equal(await image({ 'init.sql': 'CREATE EXTENSION vector;\n' }), 'pgvector/pgvector:pg17');
    assert.equal(
      await image({ 'init.sql': 'CREATE EXTENSION timescaledb;\n', ...compose('postgres:15') }),
      'timescale/timescaledb:latest-pg15',
    );
    assert.equal(
      await image({ 'site/settings.py': 'INSTALLED_APPS = ["django.contrib.gis"]\n' }),
      'postgis/postgis:17-3.5-alpine',
    );
    assert.equal(await image({ 'init.sql': 'CREATE EXTENSION pg_trgm;\n-- CREATE EXTENSION vector\n' }), undefined);
  });

  it('is the author’s own tag of a build with an extension', async () => {
    assert.equal(await image(compose('postgis/postgis:16-3.4')), 'postgis/postgis:16-3.4');
    assert.equal(await image(compose('pgvector/pgvector:pg16')), 'pgvector/pgvector:pg16');
  });

  it('of Elasticsearch follows the client, which refuses other servers', async () => {
    const es = async (specifier: string) =>
      (
        await one({
          'requirements.txt': `elasticsearch${specifier}`,
          'app.py': getenv('ELASTICSEARCH_URL', 'http://localhost:9200'),
        })
      ).image?.value;
    assert.match((await es('==7.17.9')) ?? '', /:7\.17/);
    assert.match((await es('<8')) ?? '', /:7\.17/);
    assert.equal(await es(''), undefined);
  });
});

describe('a search server or a file store', () => {
  it('is not there when the code opens a connection only where an address is set', async () => {
    const code = `${getenv('ELASTICSEARCH_URL')}from elasticsearch import Elasticsearch\nes = Elasticsearch(X) if X else None\n`;
    assert.deepEqual(await ids({ 'requirements.txt': 'elasticsearch', 'app.py': code }), []);
    const always = 'from elasticsearch import Elasticsearch\nes = Elasticsearch()\n';
    assert.deepEqual(await ids({ 'requirements.txt': 'elasticsearch', 'app.py': always }), ['elasticsearch']);
  });
});

describe('a search server of production alone', () => {
  it('is not there', async () => {
    const production =
      'import os\nSEARCH = {"BACKEND": "wagtail.search.backends.elasticsearch7", "PORT": os.getenv("ELASTICSEARCH_PORT", "9200")}\n';
    const files = { 'requirements.txt': 'wagtail\nelasticsearch==7.1', 'site/settings/production.py': production };
    assert.deepEqual(await ids(files), []);
  });
});

describe('Mailpit', () => {
  const send = 'import smtplib\nsmtplib.SMTP("x")\n';

  it('is there when a variable leads to the mail server', async () => {
    assert.deepEqual(
      await leads({ 'requirements.txt': 'flask-mail', 'app.py': getenv('MAIL_SERVER', 'smtp.example.org') }),
      { MAIL_SERVER: 'host' },
    );
    assert.deepEqual(await ids({ 'requirements.txt': 'django', 'a/settings.py': getenv('EMAIL_HOST') }), ['mailpit']);
    assert.deepEqual(await ids({ 'mail.py': `${send}${getenv('SMTP_HOST')}` }), ['mailpit']);
    assert.deepEqual(await ids({}, { packages: npm('nodemailer'), nodeEnvironment: reads(['SMTP_HOST']) }), [
      'mailpit',
    ]);
  });

  it('is not there when the address is fixed, or empty by default', async () => {
    assert.deepEqual(await ids({ 'mail.py': send }), []);
    assert.deepEqual(await ids({ 'mail.py': `${send}${getenv('MAIL_SERVER', '')}${getenv('MAIL_PORT', '25')}` }), []);
    assert.deepEqual(await ids({ 'requirements.txt': 'django\nflask-mail' }), []);
  });
});

describe('S3', () => {
  it('is MinIO when an endpoint can be set', async () => {
    const read = 'import os\nX = os.environ["S3_ENDPOINT_URL"]\nY = os.environ["AWS_ACCESS_KEY_ID"]\n';
    assert.deepEqual(await leads({ 'requirements.txt': 'boto3', 'app.py': read }), {
      AWS_ACCESS_KEY_ID: 'user',
      S3_ENDPOINT_URL: 'url',
    });
  });

  it('is none for code that talks to Amazon', async () => {
    const client = 'import boto3\ns3 = boto3.client("s3")\n';
    assert.deepEqual(await ids({ 'requirements.txt': 'boto3', 'app.py': client }), []);
    const keys = `${getenv('AWS_ACCESS_KEY_ID')}Y = os.environ["AWS_SECRET_ACCESS_KEY"]\n${client}`;
    assert.deepEqual(await ids({ 'requirements.txt': 'boto3', 'app.py': keys }), []);
    assert.deepEqual(await ids({ 'requirements.txt': 'boto3', 'app.py': getenv('S3_ENDPOINT_URL') }), []);
  });
});

describe('settings of pydantic', () => {
  const settings = (fields: string) => ({
    'requirements.txt': 'psycopg\nredis',
    'app/config.py': `from pydantic_settings import BaseSettings\nclass Settings(BaseSettings):\n${fields}`,
  });

  it('are variables by the names of their fields', async () => {
    assert.deepEqual(await leads(settings('    database_url: str = "postgresql+psycopg://u:p@localhost/x"\n')), {
      DATABASE_URL: 'url',
    });
    assert.deepEqual(await leads(settings('    REDIS_HOST: str = "localhost"\n')), { REDIS_HOST: 'host' });
  });

  it('without a default lead there by the names in .env', async () => {
    const env = 'POSTGRES_SERVER=localhost\nPOSTGRES_PASSWORD=secret\n';
    assert.deepEqual(await leads({ ...settings('    POSTGRES_SERVER: str\n'), '.env': env }), {
      POSTGRES_PASSWORD: 'password',
      POSTGRES_SERVER: 'host',
    });
  });

  it('are none in a class of another kind', async () => {
    const files = { 'requirements.txt': 'redis', 'a.py': 'class Settings:\n    REDIS_HOST = "localhost"\n' };
    assert.deepEqual(await ids(files), []);
  });
});
