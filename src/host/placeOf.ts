import { dirname, join, sep } from 'node:path';
import { isPlainPath } from '../core/change/isPlainPath';
import { codeOf, isMissing } from './errors';
import type { FileState, FileSystem } from './fileSystem';

/** Where a path of a repository really is, and what is there. */
export interface Place {
  readonly path: string;
  /** Undefined when nothing is there. */
  readonly state: FileState | undefined;
  /** Folders on the way that are not there, outermost first. */
  readonly missing: readonly string[];
}

/** Something stands where a file belongs: a sentence's end for the user, and the next step. */
export class PlaceError extends Error {
  constructor(
    message: string,
    /** The part of the path that is in the way, relative to the repository. */
    at: string,
    cause?: unknown,
  ) {
    super(message, { cause });
    this.next = `mv ${at} ${at}.old, then run the same command again`;
  }

  readonly next: string;
}

/**
 * Follows a path into a repository, `root` being its real path. A link is followed as long as it stays inside.
 * Throws a PlaceError for a path that leads out, and for what is neither a file nor absent.
 */
export async function placeOf(fs: Pick<FileSystem, 'stat' | 'realPath'>, root: string, path: string): Promise<Place> {
  if (!isPlainPath(path)) throw new Error(`${path} is no path inside the repository`);
  const parts = path.split('/');
  let full = root;
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    full = join(full, part);
    let state = await stateOf(fs, full);
    if (state?.kind === 'link') {
      full = await targetOf(fs, root, full, parts.slice(0, index + 1).join('/'));
      state = await stateOf(fs, full);
    }
    const name = parts.slice(0, index + 1).join('/');
    if (!state) return { path: join(full, ...parts.slice(index + 1)), state, missing: foldersFrom(full, parts, index) };
    if (last && state.kind !== 'file') throw new PlaceError(`${name} is not a plain file`, name);
    if (!last && state.kind !== 'folder') throw new PlaceError(`${name} is not a folder`, name);
    if (last) return { path: full, state, missing: [] };
  }
  throw new Error(`${path} is no path inside the repository`);
}

const foldersFrom = (full: string, parts: readonly string[], index: number): readonly string[] =>
  parts.slice(index, -1).map((_, depth) => join(full, ...parts.slice(index + 1, index + 1 + depth)));

async function stateOf(fs: Pick<FileSystem, 'stat'>, path: string): Promise<FileState | undefined> {
  try {
    return await fs.stat(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function targetOf(fs: Pick<FileSystem, 'realPath'>, root: string, link: string, name: string): Promise<string> {
  let real: string;
  try {
    real = await fs.realPath(link);
  } catch (cause) {
    if (!isMissing(cause) && codeOf(cause) !== 'ELOOP') throw cause;
    throw new PlaceError(`${name} is a link that leads nowhere`, name, cause);
  }
  if (!`${dirname(real)}${sep}`.startsWith(root.endsWith(sep) ? root : root + sep) && real !== root)
    throw new PlaceError(`${name} is a link that leads out of the repository`, name);
  return real;
}
