import { defineService } from './define';

/** https://hub.docker.com/_/postgres: variables POSTGRES_*, data in /var/lib/postgresql/data, port 5432, pg_isready in the image. */
export const postgres = defineService({
  id: 'postgres',
  title: 'PostgreSQL',
  name: 'db',
  image: 'postgres:17-alpine',
  port: 5432,
  drivers: ['psycopg', 'psycopg2', 'psycopg2-binary', 'psycopg-binary', 'asyncpg', 'pg8000'],
  schemes: ['postgresql', 'postgres'],
  extras: [],
  variables: {
    url: [
      'DATABASE_URL',
      'SQLALCHEMY_DATABASE_URI',
      'SQLALCHEMY_DATABASE_URL',
      'DATABASE_URI',
      'DB_URL',
      'POSTGRES_URL',
      'DEV_DATABASE_URL',
    ],
    host: ['DB_HOST', 'DATABASE_HOST', 'POSTGRES_HOST', 'PGHOST', 'POSTGRES_SERVER'],
    port: ['DB_PORT', 'DATABASE_PORT', 'POSTGRES_PORT', 'PGPORT'],
    user: ['DB_USER', 'DB_USERNAME', 'DATABASE_USER', 'POSTGRES_USER', 'PGUSER'],
    password: ['DB_PASSWORD', 'DB_PASS', 'DATABASE_PASSWORD', 'POSTGRES_PASSWORD', 'PGPASSWORD'],
    database: ['DB_NAME', 'DB_DATABASE', 'DATABASE_NAME', 'POSTGRES_DB', 'PGDATABASE'],
  },
  environment: [
    { name: 'POSTGRES_DB', value: '${POSTGRES_DB:-app}', reason: 'made on the first start' },
    { name: 'POSTGRES_USER', value: '${POSTGRES_USER:-app}', reason: 'its owner' },
    {
      name: 'POSTGRES_PASSWORD',
      value: '${POSTGRES_PASSWORD:?run ./ops/up.sh once, it writes .env}',
      reason: 'made by ops/up.sh',
    },
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
  volume: { name: 'db-data', path: '/var/lib/postgresql/data', comment: 'the database' },
  address: (address, host) => {
    switch (address.holds) {
      case 'url':
        return `${address.scheme ?? 'postgresql'}://\${POSTGRES_USER:-app}:\${POSTGRES_PASSWORD:?run ./ops/up.sh once, it writes .env}@${host}:5432/\${POSTGRES_DB:-app}`;
      case 'host':
        return host;
      case 'port':
        return '5432';
      case 'user':
        return '${POSTGRES_USER:-app}';
      case 'password':
        return '${POSTGRES_PASSWORD:?run ./ops/up.sh once, it writes .env}';
      case 'database':
        return '${POSTGRES_DB:-app}';
    }
  },
  memory: '1g',
});

/** PostgreSQL needs no quotes around a name of letters, digits and underscores that begins with a letter. */
function databaseName(slug: string): string {
  const name = slug.replaceAll('-', '_');
  return /^[a-z]/.test(name) ? name : `db_${name}`;
}
