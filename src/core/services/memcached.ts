import { defineService, webAddress } from './define';

/** https://hub.docker.com/_/memcached: port 11211, nothing on disk; nc in the `-alpine` tags. */
export const memcached = defineService({
  id: 'memcached',
  title: 'Memcached',
  name: 'memcached',
  image: 'memcached:1-alpine',
  images: ['memcached', 'bitnami/memcached', 'bitnamilegacy/memcached'],
  imageFor: (version) => `memcached:${/^\d+(\.\d+)?/.exec(version ?? '')?.[0] ?? '1'}-alpine`,
  port: 11211,
  drivers: {
    python: ['pymemcache', 'python-memcached', 'pylibmc', 'aiomcache', 'python-binary-memcached', 'django-pylibmc'],
    node: ['memcached', 'memjs', 'connect-memcached'],
  },
  hints: { python: ['flask-caching'], node: [] },
  extras: ['memcached', 'memcache', 'pymemcache'],
  clients: [
    'pymemcache.client.base.Client',
    'pymemcache.Client',
    'pylibmc.Client',
    'memcache.Client',
    'aiomcache.Client',
  ],
  backends: ['django.core.cache.backends.memcached.', 'django_bmemcached.memcached.'],
  schemes: ['memcached', 'memcache', 'pymemcache'],
  web: false,
  variables: {
    url: [
      'MEMCACHED_URL',
      'MEMCACHE_URL',
      'MEMCACHED_SERVERS',
      'MEMCACHIER_SERVERS',
      'CACHE_MEMCACHED_SERVERS',
      'CACHE_URL',
    ],
    host: ['MEMCACHED_HOST', 'MEMCACHE_HOST'],
    port: ['MEMCACHED_PORT', 'MEMCACHE_PORT'],
    user: [],
    password: [],
    database: [],
  },
  environment: [],
  settings: [],
  secrets: [],
  healthcheck: ['CMD-SHELL', 'echo version | nc -w 1 127.0.0.1 11211 | grep -q VERSION'],
  address: (address, host) => {
    if (address.holds !== 'url' || !address.scheme) return webAddress({ ...address, scheme: '' }, host, 11211);
    return `${address.scheme}://${host}:11211`;
  },
  memory: '128m',
});
