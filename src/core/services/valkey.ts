import { defineService, nothing } from './define';
import { redis } from './redis';

/** https://hub.docker.com/r/valkey/valkey: Redis's protocol, port and data folder; valkey-cli and valkey-server in the image. */
export const valkey = defineService({
  ...redis,
  id: 'valkey',
  title: 'Valkey',
  name: 'valkey',
  image: 'valkey/valkey:8-alpine',
  images: ['valkey/valkey', 'valkey/valkey-bundle', 'bitnami/valkey', 'bitnamilegacy/valkey'],
  imageFor: (version) => `valkey/valkey:${/^\d+(\.\d+)?/.exec(version ?? '')?.[0] ?? '8'}-alpine`,
  drivers: { python: ['valkey', 'django-valkey'], node: ['iovalkey', '@valkey/valkey-glide'] },
  hints: nothing,
  extras: ['valkey'],
  clients: ['valkey.Valkey', 'valkey.from_url', 'valkey.asyncio.Valkey', 'valkey.Valkey.from_url'],
  backends: ['django_valkey.cache.ValkeyCache'],
  schemes: ['valkey', 'valkeys'],
  standsInFor: 'redis',
  variables: {
    ...redis.variables,
    url: ['VALKEY_URL', 'VALKEY_URI', ...redis.variables.url],
    host: ['VALKEY_HOST', ...redis.variables.host],
    port: ['VALKEY_PORT', ...redis.variables.port],
  },
  command: ['valkey-server', '--appendonly', 'yes'],
  healthcheck: ['CMD-SHELL', 'valkey-cli ping | grep -q PONG'],
  volume: { name: 'valkey-data', path: '/data', comment: 'queued jobs and results' },
  address: (address, host) => {
    const own = address.scheme?.startsWith('valkey');
    return redis.address(address, host).replace(/^redis:/, own ? 'valkey:' : 'redis:');
  },
  snapshot: { file: 'valkey.rdb', save: 'valkey-cli --rdb - 2>/dev/null' },
});
