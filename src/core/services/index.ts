import type { Service } from './define';
import { postgres } from './postgres';
import { redis } from './redis';

/** Every backing service that is known. */
export const services: readonly Service[] = [postgres, redis];

/** The service of an id; throws on an id that no service has, which is a mistake in the program. */
export function serviceOf(id: string): Service {
  const found = services.find((service) => service.id === id);
  if (!found) throw new Error(`no service has the id ${id}`);
  return found;
}
