import type { AuthoredMount, AuthoredService, AuthoredStack } from '../model/authored';
import type { Guard } from '../model/plan';
import { repositoryOf } from '../detect/authored/images';
import { serviceOf } from '../services/index';

/** Variables of .env that the author's files need and that ops/up.sh makes, since their names say that they are secrets. */
export const madeSecrets = ({ variables }: Pick<AuthoredStack, 'variables'>): readonly string[] =>
  variables.filter(({ name, optional }) => !optional && /PASS|SECRET|_PW$/i.test(name)).map(({ name }) => name);

/** Folder in the container in which a known service keeps its data; undefined for what core/services does not know. */
export function dataPathOf({ backing, image }: AuthoredService): string | undefined {
  const known = backing === undefined ? undefined : serviceOf(backing);
  return image !== undefined && known?.volumePath ? known.volumePath(image) : known?.volume?.path;
}

/** Whether a mount keeps what is in a folder, or a part of it. */
export const keeps = ({ target }: AuthoredMount, path: string): boolean =>
  path.startsWith(target) || target.startsWith(path);

/**
 * Passwords that a database has taken over into its data, so that a fresh one would not open it. `added`: the volume of the
 * override's own. Where the image is not known well, each of its volumes may be the data.
 */
export function guardsOf(
  service: AuthoredService,
  secrets: readonly string[],
  added: string | undefined,
): readonly Guard[] {
  if (service.backing === undefined && service.role.value !== 'backing') return [];
  const path = isOfficial(service) ? dataPathOf(service) : undefined;
  const mounts = service.mounts.filter((mount) => (path === undefined ? mount.volume : keeps(mount, path)));
  const places: readonly Guard['data'][] = [
    ...mounts.flatMap(({ volume, folder }): readonly Guard['data'][] => {
      if (volume) return [{ kind: volume.ofProject ? 'volume' : 'outside', name: volume.name }];
      return folder === undefined ? [] : [{ kind: 'folder', name: folder }];
    }),
    ...(added === undefined ? [] : [{ kind: 'volume' as const, name: added }]),
  ];
  return service.takes
    .filter(({ variable }) => secrets.includes(variable))
    .flatMap(({ variable, inContainer }) =>
      places.map((data) => ({
        data,
        service: service.name,
        variable,
        inContainer,
        resettable: isResettable(service, inContainer),
      })),
    );
}

/** Whether a service runs by the official image of what core/services knows, or by one that is made from it. */
function isOfficial({ backing, image }: AuthoredService): boolean {
  if (backing === undefined) return false;
  const { images, variants = [] } = serviceOf(backing);
  return [images, ...variants.map((variant) => variant.images)].some(
    ([official]) => official === repositoryOf(image ?? ''),
  );
}

/** The server of PostgreSQL's official image lets its own user in through the socket, whatever the password. */
const isResettable = (service: AuthoredService, inContainer: string): boolean =>
  service.backing === 'postgres' && inContainer === 'POSTGRES_PASSWORD' && isOfficial(service);
