import { databaseName, defineService, required } from './define';

const password = required('POSTGRES_PASSWORD');

/**
 * https://hub.docker.com/_/postgres: variables POSTGRES_*, port 5432, pg_isready and pg_dump in the image; data in
 * /var/lib/postgresql/data, from version 18 on in /var/lib/postgresql/<version>/docker with the volume one level up.
 * Variants: https://github.com/postgis/docker-postgis (tags '17-3.5'), https://github.com/pgvector/pgvector#docker ('pg17'),
 * https://hub.docker.com/r/timescale/timescaledb ('latest-pg17').
 */
export const postgres = defineService({
  id: 'postgres',
  title: 'PostgreSQL',
  name: 'db',
  image: 'postgres:17-alpine',
  images: ['postgres', 'bitnami/postgresql', 'bitnamilegacy/postgresql', 'cimg/postgres', 'supabase/postgres'],
  imageFor: (stated, variant) => {
    const version = /^(?:[1-9]\d|9\.\d)/.exec(stated ?? '')?.[0] ?? '17';
    switch (variant) {
      case 'postgis':
        return `postgis/postgis:${version}-${Number(version) >= 18 ? '3.6' : '3.5'}-alpine`;
      case 'pgvector':
        return `pgvector/pgvector:pg${version}`;
      case 'timescaledb':
        return `timescale/timescaledb:latest-pg${version}`;
      default:
        return `postgres:${version}-alpine`;
    }
  },
  variants: [
    {
      id: 'postgis',
      images: ['postgis/postgis', 'mdillon/postgis', 'kartoza/postgis', 'imresamu/postgis'],
      packages: { python: ['geoalchemy2', 'geoalchemy'], node: [] },
      texts: ['django.contrib.gis'],
      extension: 'postgis',
    },
    {
      id: 'pgvector',
      images: ['pgvector/pgvector', 'ankane/pgvector'],
      packages: {
        python: ['pgvector', 'langchain-postgres', 'llama-index-vector-stores-postgres'],
        node: ['pgvector'],
      },
      texts: ['pgvector'],
      extension: 'vector',
    },
    {
      id: 'timescaledb',
      images: ['timescale/timescaledb', 'timescale/timescaledb-ha'],
      packages: { python: ['django-timescaledb', 'sqlalchemy-timescaledb'], node: [] },
      texts: ['timescale.db.backends', 'timescaledb'],
      extension: 'timescaledb',
    },
  ],
  port: 5432,
  drivers: {
    python: ['psycopg', 'psycopg2', 'psycopg2-binary', 'psycopg-binary', 'psycopg2cffi', 'asyncpg', 'pg8000', 'aiopg'],
    node: ['pg', 'postgres', 'pg-promise', 'pg-native', 'slonik', '@vercel/postgres', '@prisma/adapter-pg', 'pg-boss'],
  },
  hints: { python: ['databases', 'tortoise-orm', 'piccolo'], node: [] },
  extras: ['postgres', 'postgresql', 'psycopg', 'psycopg2', 'psycopg2-binary', 'asyncpg', 'postgresql-psycopg2binary'],
  clients: [
    'psycopg.connect',
    'psycopg.AsyncConnection.connect',
    'psycopg_pool.ConnectionPool',
    'psycopg_pool.AsyncConnectionPool',
    'psycopg2.connect',
    'psycopg2.pool.SimpleConnectionPool',
    'psycopg2.pool.ThreadedConnectionPool',
    'asyncpg.connect',
    'asyncpg.create_pool',
    'aiopg.create_pool',
    'pg8000.connect',
    'playhouse.postgres_ext.PostgresqlExtDatabase',
    'peewee.PostgresqlDatabase',
  ],
  backends: [
    'django.db.backends.postgresql',
    'django.contrib.gis.db.backends.postgis',
    'django_prometheus.db.backends.postgresql',
    'django_tenants.postgresql_backend',
    'timescale.db.backends.postgresql',
    'psqlextra.backend',
    'tortoise.backends.asyncpg',
    'tortoise.backends.psycopg',
  ],
  dialects: ['postgres', 'postgresql', 'pg', 'aurora-postgres'],
  schemes: ['postgresql', 'postgres', 'postgis', 'pgsql', 'psql'],
  // https://docs.sqlalchemy.org/en/20/dialects/postgresql.html; psycopg has a rule of its own in core/plan.
  sqlalchemy: {
    plain: ['psycopg2', 'psycopg2-binary', 'psycopg2cffi', 'psycopg'],
    schemes: { asyncpg: 'postgresql+asyncpg', pg8000: 'postgresql+pg8000' },
  },
  web: false,
  family: 'sql',
  variables: {
    url: [
      'DATABASE_URL',
      'SQLALCHEMY_DATABASE_URI',
      'SQLALCHEMY_DATABASE_URL',
      'DATABASE_URI',
      'DB_URL',
      'DB_URI',
      'POSTGRES_URL',
      'POSTGRES_URI',
      'POSTGRESQL_URL',
      'PG_URL',
      'POSTGRES_PRISMA_URL',
      'DIRECT_URL',
      'TYPEORM_URL',
      'DEV_DATABASE_URL',
    ],
    host: [
      'DB_HOST',
      'DATABASE_HOST',
      'POSTGRES_HOST',
      'PGHOST',
      'POSTGRES_SERVER',
      'POSTGRESQL_HOST',
      'PG_HOST',
      'SQL_HOST',
      'TYPEORM_HOST',
      'DB_HOSTNAME',
      'POSTGRES_HOSTNAME',
    ],
    port: [
      'DB_PORT',
      'DATABASE_PORT',
      'POSTGRES_PORT',
      'PGPORT',
      'POSTGRESQL_PORT',
      'PG_PORT',
      'SQL_PORT',
      'TYPEORM_PORT',
    ],
    user: [
      'DB_USER',
      'DB_USERNAME',
      'DATABASE_USER',
      'DATABASE_USERNAME',
      'POSTGRES_USER',
      'POSTGRES_USERNAME',
      'PGUSER',
      'POSTGRESQL_USER',
      'PG_USER',
      'SQL_USER',
      'TYPEORM_USERNAME',
    ],
    password: [
      'DB_PASSWORD',
      'DB_PASS',
      'DATABASE_PASSWORD',
      'POSTGRES_PASSWORD',
      'PGPASSWORD',
      'POSTGRESQL_PASSWORD',
      'PG_PASSWORD',
      'SQL_PASSWORD',
      'TYPEORM_PASSWORD',
    ],
    database: [
      'DB_NAME',
      'DB_DATABASE',
      'DATABASE_NAME',
      'POSTGRES_DB',
      'PGDATABASE',
      'POSTGRES_DATABASE',
      'POSTGRESQL_DATABASE',
      'PG_DATABASE',
      'SQL_DATABASE',
      'TYPEORM_DATABASE',
    ],
  },
  environment: [
    { name: 'POSTGRES_DB', value: '${POSTGRES_DB:-app}', reason: 'made on the first start' },
    { name: 'POSTGRES_USER', value: '${POSTGRES_USER:-app}', reason: 'its owner' },
    { name: 'POSTGRES_PASSWORD', value: password, reason: 'made by ops/up.sh' },
  ],
  settings: [
    {
      name: 'POSTGRES_DB',
      value: databaseName,
      comment: 'Database, made on the first start. Changing it later does not rename it.',
    },
    { name: 'POSTGRES_USER', value: databaseName, comment: 'Its owner.' },
  ],
  secrets: [{ name: 'POSTGRES_PASSWORD', comment: 'Password of the owner.' }],
  healthcheck: ['CMD-SHELL', 'pg_isready --quiet --username "$$POSTGRES_USER" --dbname "$$POSTGRES_DB"'],
  // Answers without a right name too, and the server logs a failure then:
  // https://www.postgresql.org/docs/17/app-pg-isready.html#APP-PG-ISREADY-NOTES
  statusCheck: ['CMD-SHELL', 'pg_isready --quiet --username "$${POSTGRES_USER:-postgres}"'],
  volume: { name: 'db-data', path: '/var/lib/postgresql/data', comment: 'the database' },
  volumePath: (image) =>
    Number(/:(?:latest-)?(?:pg)?(\d+)/.exec(image)?.[1] ?? 17) >= 18
      ? '/var/lib/postgresql'
      : '/var/lib/postgresql/data',
  address: (address, host) => {
    switch (address.holds) {
      case 'url':
        return `${address.scheme ?? 'postgresql'}://\${POSTGRES_USER:-app}:${password}@${host}:5432/\${POSTGRES_DB:-app}`;
      case 'host':
        return host;
      case 'port':
        return '5432';
      case 'user':
        return '${POSTGRES_USER:-app}';
      case 'password':
        return password;
      case 'database':
        return '${POSTGRES_DB:-app}';
    }
  },
  snapshot: {
    file: 'db.dump',
    save: 'pg_dump --format custom --username "$POSTGRES_USER" "$POSTGRES_DB"',
    // One transaction: a dump that does not fit leaves the database as it was.
    restore:
      'pg_restore --clean --if-exists --no-owner --single-transaction --username "$POSTGRES_USER" --dbname "$POSTGRES_DB"',
  },
  memory: '1g',
});
