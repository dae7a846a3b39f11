import { defineService } from './define';

/** https://hub.docker.com/_/redis: port 6379, data in /data, redis-cli in the image. */
export const redis = defineService({
  id: 'redis',
  title: 'Redis',
  name: 'redis',
  image: 'redis:8-alpine',
  port: 6379,
  drivers: ['redis', 'flask-redis', 'aioredis', 'django-redis', 'flask-session'],
  schemes: ['redis'],
  extras: ['redis'],
  variables: {
    url: [
      'REDIS_URL',
      'REDIS_URI',
      'CELERY_BROKER_URL',
      'CELERY_RESULT_BACKEND',
      'BROKER_URL',
      'RESULT_BACKEND',
      'CACHE_REDIS_URL',
      'RATELIMIT_STORAGE_URI',
    ],
    host: ['REDIS_HOST', 'CACHE_REDIS_HOST'],
    port: ['REDIS_PORT', 'CACHE_REDIS_PORT'],
    user: [],
    password: [],
    database: ['REDIS_DB'],
  },
  environment: [],
  settings: [],
  secrets: [],
  command: ['redis-server', '--appendonly', 'yes'],
  healthcheck: ['CMD-SHELL', 'redis-cli ping | grep -q PONG'],
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
        return `redis://${host}:6379/${address.path ?? '0'}`;
    }
  },
  memory: '256m',
});
