import type { AuthoredMount, AuthoredService, TakenVariable } from '../../model/authored';
import type { ComposeResource, ComposeService } from '../../model/dockerFacts';
import { folderOf, within } from '../../model/paths';

/** What is mounted into a service, and where it is kept. */
export const mountsOf = (service: ComposeService, volumes: readonly ComposeResource[]): readonly AuthoredMount[] =>
  service.volumes.map(({ source, target }) => ({
    target: target.replace(/(.)\/$/, '$1'),
    ...keptIn(source, service, volumes),
  }));

/** https://docs.docker.com/reference/compose-file/services/#volumes: a path begins with '.', '/' or '~', all else is a volume. */
function keptIn(
  source: string | undefined,
  service: ComposeService,
  volumes: readonly ComposeResource[],
): Pick<AuthoredMount, 'volume' | 'folder'> {
  if (source === undefined || source.includes('$')) return {};
  if (/^\.{1,2}(\/|$)/.test(source)) {
    const folder = within(folderOf(service.file), source);
    return folder === undefined ? {} : { folder };
  }
  if (/^[/~]/.test(source)) return {};
  const declared = volumes.find(({ name }) => name === source);
  const called = declared?.called ?? (declared?.external ? source : undefined);
  if (called === undefined) return { volume: { name: source, ofProject: true } };
  return called.includes('$') ? {} : { volume: { name: called, ofProject: false } };
}

/** Variables of .env that a service gets as they are: `POSTGRES_PASSWORD: ${DB_PASSWORD}`, also with `:?`. */
export const takenBy = ({ environment }: ComposeService): AuthoredService['takes'] =>
  environment.flatMap(({ name, value }): readonly TakenVariable[] => {
    const match = /^\$(?:\{(\w+)(?::?\?[^}]*)?\}|([A-Za-z_]\w*))$/.exec(value);
    const variable = match?.[1] ?? match?.[2];
    return variable === undefined ? [] : [{ variable, inContainer: name }];
  });
