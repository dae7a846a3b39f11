import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskReader } from '../core/model/ports';
import { isMissing } from './errors';

/** Looks at the files of a folder. A link or a folder where a file should be rejects: it is never written through. */
export function openDisk(root: string): DiskReader {
  return {
    async stat(path) {
      const full = join(root, path);
      try {
        const info = await lstat(full);
        if (!info.isFile()) throw new Error(`${path} is not a plain file, so that Drydock leaves it alone.`);
        return { path, content: await readFile(full, 'utf8'), mode: info.mode & 0o777 };
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
  };
}
