import { home } from '../plan/containerPaths';

/** A mount of a container, as the engine tells it. */
export interface ContainerMount {
  readonly kind: 'bind' | 'volume' | 'other';
  /** Absolute, on the engine's machine; '' for a volume. */
  readonly source: string;
  /** Absolute, in the container. */
  readonly destination: string;
}

/** Where a container sees the project's folder. */
export interface Placing {
  readonly mounts: readonly ContainerMount[];
  /** Absolute, in the container. */
  readonly workingDirectory: string;
  /** Absolute: the project's folder as it is called, and with symbolic links resolved. */
  readonly folders: readonly string[];
}

/**
 * The file of a path in a container, relative to the project's folder; undefined for what is not there: a library in a volume or in the
 * image. Without a mount of the folder (production images) the image has the source in its usual place.
 */
export function placeInWorkspace(path: string, { mounts, workingDirectory, folders }: Placing): string | undefined {
  const absolute = normal(path.startsWith('/') ? path : `${workingDirectory}/${path}`);
  if (/\/(?:node_modules|site-packages|dist-packages)\//.test(absolute)) return undefined;
  const [mount] = mounts
    .filter(({ destination }) => within(absolute, normal(destination)) !== undefined)
    .sort((a, b) => b.destination.length - a.destination.length);
  if (mount) {
    const below = within(absolute, normal(mount.destination));
    if (mount.kind !== 'bind' || below === undefined) return undefined;
    const source = normal(`${mount.source}/${below}`);
    for (const folder of folders) {
      const relative = within(source, normal(folder));
      if (relative !== undefined && relative !== '') return relative;
    }
    return undefined;
  }
  const mounted = mounts.some(
    ({ kind, source }) => kind === 'bind' && folders.some((folder) => within(normal(source), normal(folder)) === ''),
  );
  return (mounted ? undefined : within(absolute, home)) || undefined;
}

/** The path below a folder; '' for the folder itself. */
function within(path: string, folder: string): string | undefined {
  if (path === folder) return '';
  const start = folder === '/' ? '/' : `${folder}/`;
  return path.startsWith(start) ? path.slice(start.length) : undefined;
}

/** Absolute, without '.', '..' and a '/' at the end. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
