import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { ServiceAddress } from '../../../../src/core/model/stackModel';
import { serviceFor, services, servicesFor } from '../../../../src/core/services/index';

const address = (holds: ServiceAddress['holds'], more: Partial<ServiceAddress> = {}): ServiceAddress => ({
  file: 'a.py',
  line: 1,
  text: 'X',
  reason: '',
  weight: 4,
  variable: 'X',
  holds,
  ...more,
});
const stated = (value: string) => ({ value, certainty: 'stated' as const, reason: '', evidence: [] });

describe('the services', () => {
  it('have ids of their own, and names that only kinds of one another share', () => {
    assert.equal(new Set(services.map(({ id }) => id)).size, services.length);
    for (const a of services)
      for (const b of services)
        if (a.id !== b.id && a.name === b.name) assert.equal(a.family ?? a.id, b.family ?? b.id, `${a.id} ${b.id}`);
  });

  it('share no driver', () => {
    for (const language of ['python', 'node'] as const) {
      const drivers = services.flatMap((service) => service.drivers[language]);
      assert.deepEqual(
        drivers.filter((name, index) => drivers.indexOf(name) !== index),
        [],
      );
    }
  });

  it('pin a version of their image, but for what keeps nothing', () => {
    for (const { id, image } of services) assert.ok(/:\S*\d/.test(image) || id === 'mailpit', `${id}: ${image}`);
  });

  for (const service of services) {
    it(`${service.id}: an image without a stated version is the default one`, () => {
      assert.equal(service.imageFor(undefined, undefined), service.image);
      assert.equal(service.imageFor('no version', undefined), service.image);
    });

    it(`${service.id}: what goes through Compose has its dollars doubled`, () => {
      for (const check of [service, service.withCredentials])
        for (const word of check?.healthcheck ?? []) assert.doesNotMatch(word.replaceAll('$$', ''), /\$/);
    });

    it(`${service.id}: every part of an address is one line that names its container, or a value`, () => {
      for (const one of [service, service.withCredentials])
        for (const holds of ['url', 'host', 'port', 'user', 'password', 'database'] as const) {
          const value = one?.address({ holds }, 'shop-x') ?? '';
          assert.doesNotMatch(value, /\n/);
          if (holds === 'url' || holds === 'host') assert.ok(!one || value.includes('shop-x'), `${holds}: ${value}`);
        }
      assert.equal(service.address({ holds: 'port' }, 'x'), String(service.port));
      assert.equal(service.address({ holds: 'backend', path: 'a.b' }, 'x'), 'a.b');
    });

    it(`${service.id}: its secrets are those that its environment and addresses ask for`, () => {
      for (const one of [service, service.withCredentials]) {
        if (!one) continue;
        const texts = [
          ...one.environment.map(({ value }) => value),
          ...(['url', 'user', 'password', 'database'] as const).map((holds) => one.address({ holds }, 'x')),
        ];
        const asked = texts.flatMap((text) => [...text.matchAll(/\$\{(\w+):\?/g)].map((match) => match[1] ?? ''));
        assert.deepEqual([...new Set(asked)].sort(), one.secrets.map(({ name }) => name).sort());
      }
    });

    it(`${service.id}: its commands are ones that a shell can read`, () => {
      const checks = [service, service.withCredentials].flatMap((one) =>
        one?.healthcheck[0] === 'CMD-SHELL' ? [(one.healthcheck[1] ?? '').replaceAll('$$', '$')] : [],
      );
      const snapshots = [service.snapshot, service.withCredentials?.snapshot].flatMap((snapshot) =>
        snapshot ? [snapshot.save, snapshot.restore ?? 'true'] : [],
      );
      for (const command of [...checks, ...snapshots])
        assert.equal(spawnSync('sh', ['-n', '-c', command]).status, 0, command);
    });
  }
});

describe('a service as a repository needs it', () => {
  it('has the stated image', () => {
    const need = { id: 'mysql', addresses: [], image: stated('mysql:8.0') };
    assert.equal(serviceFor(need).image, 'mysql:8.0');
    assert.equal(serviceFor({ id: 'mysql', addresses: [] }).image, 'mysql:8.4');
  });

  it('has its data where the version keeps it', () => {
    const path = (image: string) => serviceFor({ id: 'postgres', addresses: [], image: stated(image) }).volume?.path;
    assert.equal(path('postgres:17-alpine'), '/var/lib/postgresql/data');
    assert.equal(path('postgres:18-alpine'), '/var/lib/postgresql');
    assert.equal(path('pgvector/pgvector:pg18'), '/var/lib/postgresql');
    assert.equal(path('timescale/timescaledb:latest-pg17'), '/var/lib/postgresql/data');
    assert.equal(path('postgis/postgis:9.6-3.2'), '/var/lib/postgresql/data');
  });

  it('asks for a user only when the code sends one', () => {
    const open = serviceFor({ id: 'mongodb', addresses: [address('url', { path: 'shop' })] });
    assert.deepEqual(open.secrets, []);
    assert.equal(open.address({ holds: 'url', path: 'shop' }, 'x-mongo'), 'mongodb://x-mongo:27017/shop');
    const closed = serviceFor({ id: 'mongodb', addresses: [address('host'), address('user'), address('password')] });
    assert.deepEqual(
      closed.secrets.map(({ name }) => name),
      ['MONGO_ROOT_PASSWORD'],
    );
    assert.match(closed.address({ holds: 'url' }, 'x-mongo'), /@x-mongo:27017\/\?authSource=admin$/);
  });

  it('has a name and a volume of its own beside another', () => {
    const two = servicesFor(['postgres', 'redis', 'mysql'].map((id) => ({ id, addresses: [] })));
    assert.deepEqual(
      two.map(({ name, volume }) => [name, volume?.name]),
      [
        ['db', 'db-data'],
        ['redis', 'redis-data'],
        ['mysql', 'mysql-data'],
      ],
    );
  });

  it('keeps the scheme that the code’s driver wants', () => {
    const url = (id: string, scheme: string) =>
      serviceFor({ id, addresses: [] }).address({ holds: 'url', scheme }, 'x');
    assert.match(url('mysql', 'mysql+pymysql'), /^mysql\+pymysql:\/\//);
    assert.match(url('mariadb', 'mysql+aiomysql'), /^mysql\+aiomysql:\/\//);
    assert.equal(url('mongodb', 'mongodb+srv'), 'mongodb://x:27017/');
    assert.equal(url('minio', ''), 'x:9000');
    assert.equal(url('minio', 'http'), 'http://x:9000');
    assert.equal(url('valkey', 'redis'), 'redis://x:6379/0');
    assert.equal(url('rabbitmq', 'amqps'), 'amqp://guest:guest@x:5672');
  });
});
