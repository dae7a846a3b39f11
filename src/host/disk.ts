import { readFile, realpath } from 'node:fs/promises';
import type { DiskReader } from '../core/model/ports';
import { nodeFileSystem } from './fileSystem';
import { placeOf } from './placeOf';

/**
 * Looks at the files of a folder. A link that stays inside is followed; one that leads out, or a folder where a file should be,
 * rejects with a sentence: it is never written through.
 */
export function openDisk(root: string): DiskReader {
  return {
    async stat(path) {
      const place = await placeOf(nodeFileSystem, await realpath(root), path);
      if (!place.state) return undefined;
      return { path, content: await readFile(place.path, 'utf8'), mode: place.state.mode };
    },
  };
}
