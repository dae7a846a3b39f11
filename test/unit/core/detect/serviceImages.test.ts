import assert from 'node:assert/strict';
import { parseComposeFile } from '../../../../src/core/facts/composeFile';
import { getenv, ids, leads, npm, one, reads, type Files } from '../../support/serviceNeeds';

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
