import type { ServiceNeed } from '../model/stackModel';
import type { Service } from './define';
import { elasticsearch } from './elasticsearch';
import { mailpit } from './mailpit';
import { mariadb } from './mariadb';
import { memcached } from './memcached';
import { minio } from './minio';
import { mongodb } from './mongodb';
import { mysql } from './mysql';
import { opensearch } from './opensearch';
import { postgres } from './postgres';
import { rabbitmq } from './rabbitmq';
import { redis } from './redis';
import { valkey } from './valkey';

/** Every backing service that is known. */
export const services: readonly Service[] = [
  postgres,
  mysql,
  mariadb,
  mongodb,
  redis,
  valkey,
  rabbitmq,
  elasticsearch,
  opensearch,
  minio,
  mailpit,
  memcached,
];

/** The service of an id; throws on an id that no service has, which is a mistake in the program. */
export function serviceOf(id: string): Service {
  const found = services.find((service) => service.id === id);
  if (!found) throw new Error(`no service has the id ${id}`);
  return found;
}

/** The service as this repository needs it: the image that it states, with a user where the code sends one. */
export function serviceFor(need: Pick<ServiceNeed, 'id' | 'addresses' | 'image'>): Service {
  const service = serviceOf(need.id);
  const signsIn = need.addresses.some(({ holds }) => holds === 'user' || holds === 'password');
  const image = need.image?.value ?? service.image;
  return {
    ...service,
    ...(signsIn && service.withCredentials),
    image,
    ...(service.volume && {
      volume: { ...service.volume, path: service.volumePath?.(image) ?? service.volume.path },
    }),
  };
}

/** As serviceFor for all of a repository's needs, in order: where two have one name ('db'), the later one is called by its id. */
export function servicesFor(needs: readonly Pick<ServiceNeed, 'id' | 'addresses' | 'image'>[]): readonly Service[] {
  const taken = new Set<string>();
  return needs.map((need) => {
    const service = serviceFor(need);
    const isFree = !taken.has(service.name);
    taken.add(isFree ? service.name : service.id);
    if (isFree) return service;
    const volume = service.volume && { ...service.volume, name: `${service.id}-data` };
    return { ...service, name: service.id, ...(volume && { volume }) };
  });
}
