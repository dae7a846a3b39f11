import { defineService, required, type AddressOf } from './define';

const password = required('MONGO_ROOT_PASSWORD');
const ping = 'db.adminCommand({ ping: 1 }).ok';

/** With a user, its password and the database in which the user is known; without them, an open server. */
const address =
  (credentials: boolean): AddressOf =>
  ({ holds, path, scheme }, host) => {
    switch (holds) {
      case 'host':
        return host;
      case 'port':
        return '27017';
      case 'user':
        return credentials ? '${MONGO_ROOT_USERNAME:-app}' : '';
      case 'password':
        return credentials ? password : '';
      case 'database':
        return path ?? 'app';
      case 'url': {
        if (scheme === '') return `${host}:27017`;
        const user = credentials ? `\${MONGO_ROOT_USERNAME:-app}:${password}@` : '';
        return `mongodb://${user}${host}:27017/${path ?? ''}${credentials ? '?authSource=admin' : ''}`;
      }
    }
  };

/**
 * https://hub.docker.com/_/mongo: port 27017, data in /data/db, mongosh (before version 6 mongo) and mongodump in the image. It asks for
 * a password only when MONGO_INITDB_ROOT_USERNAME is set; code that sends none (the usual mongodb://localhost:27017/x) needs the open server,
 * which only the project's own network reaches.
 */
export const mongodb = defineService({
  id: 'mongodb',
  title: 'MongoDB',
  name: 'mongo',
  image: 'mongo:8',
  images: ['mongo', 'mongodb/mongodb-community-server', 'bitnami/mongodb', 'bitnamilegacy/mongodb', 'cimg/mongo'],
  imageFor: (version) => `mongo:${/^\d+(\.\d+)?/.exec(version ?? '')?.[0] ?? '8'}`,
  port: 27017,
  drivers: {
    python: [
      'pymongo',
      'motor',
      'mongoengine',
      'beanie',
      'odmantic',
      'flask-pymongo',
      'flask-mongoengine',
      'djongo',
      'django-mongodb-backend',
      'umongo',
    ],
    node: [
      'mongodb',
      'mongoose',
      '@nestjs/mongoose',
      '@typegoose/typegoose',
      'agenda',
      'connect-mongo',
      'monk',
      'mongoist',
    ],
  },
  hints: { python: [], node: ['mongodb-client-encryption'] },
  extras: ['mongodb', 'pymongo', 'motor'],
  clients: [
    'pymongo.MongoClient',
    'pymongo.mongo_client.MongoClient',
    'pymongo.AsyncMongoClient',
    'motor.motor_asyncio.AsyncIOMotorClient',
    'motor.motor_tornado.MotorClient',
    'mongoengine.connect',
    'flask_pymongo.PyMongo',
    'flask_mongoengine.MongoEngine',
  ],
  backends: ['djongo', 'django_mongodb_backend'],
  dialects: ['mongodb', 'mongo'],
  schemes: ['mongodb'],
  web: false,
  variables: {
    url: [
      'MONGO_URI',
      'MONGODB_URI',
      'MONGO_URL',
      'MONGODB_URL',
      'MONGO_DB_URI',
      'MONGO_DB_URL',
      'MONGO_CONNECTION_STRING',
      'MONGODB_CONNECTION_STRING',
      'MONGO_DATABASE_URL',
      'MONGOLAB_URI',
      'ATLAS_URI',
      'MONGO_DSN',
      'DATABASE_URL',
      'DB_URI',
      'DB_URL',
      'DB_CONNECT',
    ],
    host: [
      'MONGO_HOST',
      'MONGODB_HOST',
      'MONGO_SERVER',
      'MONGO_HOSTNAME',
      'MONGODB_HOSTNAME',
      'DB_HOST',
      'DATABASE_HOST',
    ],
    port: ['MONGO_PORT', 'MONGODB_PORT', 'DB_PORT', 'DATABASE_PORT'],
    user: [
      'MONGO_USER',
      'MONGODB_USER',
      'MONGO_USERNAME',
      'MONGODB_USERNAME',
      'MONGO_INITDB_ROOT_USERNAME',
      'MONGO_ROOT_USER',
    ],
    password: [
      'MONGO_PASSWORD',
      'MONGODB_PASSWORD',
      'MONGO_PASS',
      'MONGO_PWD',
      'MONGO_INITDB_ROOT_PASSWORD',
      'MONGO_ROOT_PASSWORD',
    ],
    database: [
      'MONGO_DB',
      'MONGODB_DB',
      'MONGO_DATABASE',
      'MONGODB_DATABASE',
      'MONGO_DBNAME',
      'MONGO_DB_NAME',
      'MONGODB_NAME',
      'MONGO_INITDB_DATABASE',
    ],
  },
  family: 'document',
  environment: [],
  settings: [],
  secrets: [],
  healthcheck: ['CMD-SHELL', `$$(command -v mongosh || command -v mongo) --quiet --eval '${ping}' | grep -q 1`],
  // ping needs no user.
  statusCheck: ['CMD-SHELL', `$$(command -v mongosh || command -v mongo) --quiet --eval '${ping}' | grep -q 1`],
  volume: { name: 'mongo-data', path: '/data/db', comment: 'the documents' },
  address: address(false),
  snapshot: {
    file: 'mongo.archive.gz',
    save: 'exec mongodump --quiet --archive --gzip',
    restore: 'exec mongorestore --quiet --archive --gzip --drop',
  },
  memory: '1g',
  withCredentials: {
    environment: [
      {
        name: 'MONGO_INITDB_ROOT_USERNAME',
        value: '${MONGO_ROOT_USERNAME:-app}',
        reason: 'the code signs in with a user',
      },
      { name: 'MONGO_INITDB_ROOT_PASSWORD', value: password, reason: 'made by ops/up.sh' },
    ],
    settings: [{ name: 'MONGO_ROOT_USERNAME', value: () => 'app', comment: 'User, made on the first start.' }],
    secrets: [{ name: 'MONGO_ROOT_PASSWORD', comment: 'Password of the user.' }],
    // A ping needs no user.
    healthcheck: ['CMD-SHELL', `$$(command -v mongosh || command -v mongo) --quiet --eval '${ping}' | grep -q 1`],
    address: address(true),
    snapshot: {
      file: 'mongo.archive.gz',
      save: 'exec mongodump --quiet --archive --gzip --username "$MONGO_INITDB_ROOT_USERNAME" --password "$MONGO_INITDB_ROOT_PASSWORD" --authenticationDatabase admin',
      restore:
        'exec mongorestore --quiet --archive --gzip --drop --username "$MONGO_INITDB_ROOT_USERNAME" --password "$MONGO_INITDB_ROOT_PASSWORD" --authenticationDatabase admin',
    },
  },
});
