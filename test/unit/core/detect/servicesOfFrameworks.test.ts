import assert from 'node:assert/strict';
import { getenv, ids, leads, one } from '../../support/serviceNeeds';

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
