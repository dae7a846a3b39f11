import { defineService } from './define';

/** https://hub.docker.com/_/redis: port 6379, data in /data, redis-cli in the image. */
export const redis = defineService({
  id: 'redis',
  title: 'Redis',
  name: 'redis',
  image: 'redis:8-alpine',
  images: [
    'redis',
    'redis/redis-stack',
    'redislabs/redismod',
    'redis/redis-stack-server',
    'bitnami/redis',
    'bitnamilegacy/redis',
    'cimg/redis',
  ],
  imageFor: (version) => `redis:${/^\d+(\.\d+)?/.exec(version ?? '')?.[0] ?? '8'}-alpine`,
  port: 6379,
  drivers: {
    python: [
      'redis',
      'flask-redis',
      'aioredis',
      'django-redis',
      'flask-session',
      'channels-redis',
      'rq',
      'django-rq',
      'rq-scheduler',
      'flask-rq2',
      'arq',
      'walrus',
      'redis-om',
      'celery-redbeat',
      'fastapi-limiter',
    ],
    node: [
      'redis',
      'ioredis',
      'bull',
      'bullmq',
      'bee-queue',
      'connect-redis',
      '@nestjs/bull',
      '@nestjs/bullmq',
      '@socket.io/redis-adapter',
      'rate-limit-redis',
      'cache-manager-redis-store',
      '@keyv/redis',
    ],
  },
  hints: { python: ['huey', 'dramatiq', 'flask-caching', 'flask-limiter'], node: ['@nestjs/microservices'] },
  extras: ['redis'],
  clients: [
    'redis.Redis',
    'redis.StrictRedis',
    'redis.from_url',
    'redis.Redis.from_url',
    'redis.StrictRedis.from_url',
    'redis.ConnectionPool',
    'redis.asyncio.Redis',
    'redis.asyncio.from_url',
    'redis.asyncio.Redis.from_url',
    'aioredis.from_url',
    'aioredis.create_redis_pool',
    'arq.connections.RedisSettings',
    'arq.create_pool',
    'huey.RedisHuey',
    'huey.PriorityRedisHuey',
    'dramatiq.brokers.redis.RedisBroker',
  ],
  backends: [
    'django_redis.cache.RedisCache',
    'django.core.cache.backends.redis.RedisCache',
    'redis_cache.RedisCache',
    'channels_redis.core.RedisChannelLayer',
    'channels_redis.pubsub.RedisPubSubChannelLayer',
    'huey.RedisHuey',
  ],
  schemes: ['redis', 'rediss'],
  web: false,
  family: 'broker',
  variables: {
    url: [
      'REDIS_URL',
      'REDIS_URI',
      'REDIS_DSN',
      'REDIS_CONNECTION_STRING',
      'CELERY_BROKER_URL',
      'CELERY_RESULT_BACKEND',
      'BROKER_URL',
      'RESULT_BACKEND',
      'CACHE_REDIS_URL',
      'CACHE_URL',
      'RQ_REDIS_URL',
      'RATELIMIT_STORAGE_URI',
      'RATELIMIT_STORAGE_URL',
      'SOCKETIO_MESSAGE_QUEUE',
    ],
    host: ['REDIS_HOST', 'CACHE_REDIS_HOST', 'REDIS_HOSTNAME', 'REDIS_SERVER', 'REDISHOST', 'QUEUE_HOST'],
    port: ['REDIS_PORT', 'CACHE_REDIS_PORT', 'REDISPORT', 'QUEUE_PORT'],
    user: [],
    password: [],
    database: ['REDIS_DB'],
  },
  environment: [],
  settings: [],
  secrets: [],
  command: ['redis-server', '--appendonly', 'yes'],
  healthcheck: ['CMD-SHELL', 'redis-cli ping | grep -q PONG'],
  statusCheck: ['CMD-SHELL', 'redis-cli ping | grep -qE "PONG|NOAUTH"'],
  volume: { name: 'redis-data', path: '/data', comment: 'queued jobs and results' },
  address: (address, host) => {
    switch (address.holds) {
      case 'host':
        return host;
      case 'port':
        return '6379';
      case 'database':
        return address.path ?? '0';
      default:
        return address.scheme === '' ? `${host}:6379` : `redis://${host}:6379/${address.path ?? '0'}`;
    }
  },
  // With an append-only file, a server takes no dump back while it runs.
  snapshot: { file: 'redis.rdb', save: 'redis-cli --rdb - 2>/dev/null' },
  memory: '256m',
});
