import { databaseName, defineService, nothing, required } from './define';
import { mysql } from './mysql';

const password = required('MARIADB_PASSWORD');

/**
 * https://hub.docker.com/_/mariadb: variables MARIADB_*, data in /var/lib/mysql, port 3306; mariadb, mariadb-dump and healthcheck.sh
 * (https://mariadb.com/kb/en/using-healthcheck-sh/) in the image, the last since 10.6. 11.8 is a long-term release with fixes until
 * 2028 (https://endoflife.date/mariadb).
 */
export const mariadb = defineService({
  ...mysql,
  id: 'mariadb',
  title: 'MariaDB',
  image: 'mariadb:11.8',
  images: [
    'mariadb',
    'bitnami/mariadb',
    'bitnamilegacy/mariadb',
    'cimg/mariadb',
    'linuxserver/mariadb',
    'mariadb/server',
  ],
  imageFor: (version) => `mariadb:${/^\d+(\.\d+)?/.exec(version ?? '')?.[0] ?? '11.8'}`,
  drivers: { python: ['mariadb'], node: ['mariadb'] },
  hints: nothing,
  extras: ['mariadb'],
  clients: ['mariadb.connect', 'mariadb.ConnectionPool'],
  backends: [],
  dialects: ['mariadb'],
  schemes: ['mariadb'],
  standsInFor: 'mysql',
  variables: {
    url: ['MARIADB_URL', 'MARIADB_URI', ...mysql.variables.url],
    host: ['MARIADB_HOST', ...mysql.variables.host],
    port: ['MARIADB_PORT', ...mysql.variables.port],
    user: ['MARIADB_USER', ...mysql.variables.user],
    password: ['MARIADB_PASSWORD', ...mysql.variables.password],
    database: ['MARIADB_DATABASE', ...mysql.variables.database],
  },
  environment: [
    { name: 'MARIADB_DATABASE', value: '${MARIADB_DATABASE:-app}', reason: 'made on the first start' },
    { name: 'MARIADB_USER', value: '${MARIADB_USER:-app}', reason: 'may do everything in it' },
    { name: 'MARIADB_PASSWORD', value: password, reason: 'made by ops/up.sh' },
    { name: 'MARIADB_ROOT_PASSWORD', value: required('MARIADB_ROOT_PASSWORD'), reason: 'made by ops/up.sh' },
  ],
  settings: [
    {
      name: 'MARIADB_DATABASE',
      value: databaseName,
      comment: 'Database, made on the first start. Changing it later does not rename it.',
    },
    { name: 'MARIADB_USER', value: (slug) => databaseName(slug).slice(0, 32), comment: 'Its user.' },
  ],
  secrets: [
    { name: 'MARIADB_PASSWORD', comment: 'Password of the user.' },
    { name: 'MARIADB_ROOT_PASSWORD', comment: 'Password of root, for backups.' },
  ],
  healthcheck: ['CMD', 'healthcheck.sh', '--connect', '--innodb_initialized'],
  address: (address, host) => {
    switch (address.holds) {
      case 'url':
        return `${address.scheme ?? 'mysql'}://\${MARIADB_USER:-app}:${password}@${host}:3306/\${MARIADB_DATABASE:-app}`;
      case 'host':
        return host;
      case 'port':
        return '3306';
      case 'user':
        return '${MARIADB_USER:-app}';
      case 'password':
        return password;
      case 'database':
        return '${MARIADB_DATABASE:-app}';
    }
  },
  snapshot: {
    file: 'db.sql',
    save: 'MYSQL_PWD="$MARIADB_ROOT_PASSWORD" exec mariadb-dump --user root --single-transaction --routines --triggers "$MARIADB_DATABASE"',
    restore: 'MYSQL_PWD="$MARIADB_ROOT_PASSWORD" exec mariadb --user root "$MARIADB_DATABASE"',
  },
});
