import { databaseName, defineService, required } from './define';

const password = required('MYSQL_PASSWORD');

/**
 * https://hub.docker.com/_/mysql: variables MYSQL_*, data in /var/lib/mysql, port 3306, mysqladmin and mysqldump in the image.
 * 8.4 is a long-term release with fixes until 2032 (https://endoflife.date/mysql); 9.7 is the next one, and has dropped
 * mysql_native_password, which older drivers need. The server that initialises the data listens on no TCP port, so that a check
 * through 127.0.0.1 is not fooled by it.
 */
export const mysql = defineService({
  id: 'mysql',
  title: 'MySQL',
  name: 'db',
  image: 'mysql:8.4',
  images: ['mysql', 'mysql/mysql-server', 'bitnami/mysql', 'bitnamilegacy/mysql', 'cimg/mysql', 'percona'],
  imageFor: (version) => `mysql:${/^\d+(\.\d+)?/.exec(version ?? '')?.[0] ?? '8.4'}`,
  port: 3306,
  drivers: {
    python: [
      'mysqlclient',
      'pymysql',
      'aiomysql',
      'asyncmy',
      'mysql-connector-python',
      'mysql-connector',
      'flask-mysqldb',
      'flask-mysql',
      'cymysql',
    ],
    node: ['mysql', 'mysql2', 'promise-mysql', '@planetscale/database'],
  },
  hints: { python: ['tortoise-orm'], node: [] },
  extras: ['mysql', 'pymysql', 'aiomysql', 'asyncmy', 'mysqlclient'],
  clients: [
    'pymysql.connect',
    'MySQLdb.connect',
    'mysql.connector.connect',
    'mysql.connector.pooling.MySQLConnectionPool',
    'aiomysql.connect',
    'aiomysql.create_pool',
    'asyncmy.connect',
    'flask_mysqldb.MySQL',
    'flaskext.mysql.MySQL',
    'peewee.MySQLDatabase',
  ],
  backends: [
    'django.db.backends.mysql',
    'django.contrib.gis.db.backends.mysql',
    'django_prometheus.db.backends.mysql',
    'mysql.connector.django',
    'tortoise.backends.mysql',
  ],
  dialects: ['mysql', 'mysql2', 'aurora-mysql'],
  schemes: ['mysql', 'mysql2'],
  // https://docs.sqlalchemy.org/en/20/dialects/mysql.html
  sqlalchemy: {
    plain: ['mysqlclient', 'flask-mysqldb'],
    schemes: {
      pymysql: 'mysql+pymysql',
      'mysql-connector-python': 'mysql+mysqlconnector',
      aiomysql: 'mysql+aiomysql',
      asyncmy: 'mysql+asyncmy',
    },
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
      'MYSQL_URL',
      'MYSQL_URI',
      'JAWSDB_URL',
      'CLEARDB_DATABASE_URL',
      'TYPEORM_URL',
      'DEV_DATABASE_URL',
    ],
    host: [
      'DB_HOST',
      'DATABASE_HOST',
      'MYSQL_HOST',
      'MYSQL_SERVER',
      'SQL_HOST',
      'TYPEORM_HOST',
      'DB_HOSTNAME',
      'MYSQLHOST',
    ],
    port: ['DB_PORT', 'DATABASE_PORT', 'MYSQL_PORT', 'SQL_PORT', 'TYPEORM_PORT', 'MYSQLPORT'],
    user: [
      'DB_USER',
      'DB_USERNAME',
      'DATABASE_USER',
      'DATABASE_USERNAME',
      'MYSQL_USER',
      'MYSQL_USERNAME',
      'SQL_USER',
      'TYPEORM_USERNAME',
      'MYSQLUSER',
    ],
    password: [
      'DB_PASSWORD',
      'DB_PASS',
      'DATABASE_PASSWORD',
      'MYSQL_PASSWORD',
      'SQL_PASSWORD',
      'TYPEORM_PASSWORD',
      'MYSQLPASSWORD',
    ],
    database: [
      'DB_NAME',
      'DB_DATABASE',
      'DATABASE_NAME',
      'MYSQL_DATABASE',
      'MYSQL_DB',
      'SQL_DATABASE',
      'TYPEORM_DATABASE',
      'MYSQLDATABASE',
    ],
  },
  environment: [
    { name: 'MYSQL_DATABASE', value: '${MYSQL_DATABASE:-app}', reason: 'made on the first start' },
    { name: 'MYSQL_USER', value: '${MYSQL_USER:-app}', reason: 'may do everything in it' },
    { name: 'MYSQL_PASSWORD', value: password, reason: 'made by ops/up.sh' },
    { name: 'MYSQL_ROOT_PASSWORD', value: required('MYSQL_ROOT_PASSWORD'), reason: 'made by ops/up.sh' },
  ],
  settings: [
    {
      name: 'MYSQL_DATABASE',
      value: databaseName,
      comment: 'Database, made on the first start. Changing it later does not rename it.',
    },
    // 32 characters are the most that MySQL takes for a user.
    { name: 'MYSQL_USER', value: (slug) => databaseName(slug).slice(0, 32), comment: 'Its user.' },
  ],
  secrets: [
    { name: 'MYSQL_PASSWORD', comment: 'Password of the user.' },
    { name: 'MYSQL_ROOT_PASSWORD', comment: 'Password of root, for backups.' },
  ],
  healthcheck: [
    'CMD-SHELL',
    'MYSQL_PWD="$$MYSQL_PASSWORD" mysqladmin ping --silent --host 127.0.0.1 --user "$$MYSQL_USER"',
  ],
  volume: { name: 'db-data', path: '/var/lib/mysql', comment: 'the database' },
  address: (address, host) => {
    switch (address.holds) {
      case 'url':
        return `${address.scheme ?? 'mysql'}://\${MYSQL_USER:-app}:${password}@${host}:3306/\${MYSQL_DATABASE:-app}`;
      case 'host':
        return host;
      case 'port':
        return '3306';
      case 'user':
        return '${MYSQL_USER:-app}';
      case 'password':
        return password;
      case 'database':
        return '${MYSQL_DATABASE:-app}';
    }
  },
  // https://dev.mysql.com/doc/refman/8.4/en/mysqldump.html: tables are dropped before they are made; no-tablespaces needs no PROCESS right.
  snapshot: {
    file: 'db.sql',
    save: 'MYSQL_PWD="$MYSQL_ROOT_PASSWORD" exec mysqldump --user root --single-transaction --routines --triggers --no-tablespaces "$MYSQL_DATABASE"',
    restore: 'MYSQL_PWD="$MYSQL_ROOT_PASSWORD" exec mysql --user root "$MYSQL_DATABASE"',
  },
  memory: '1g',
});
