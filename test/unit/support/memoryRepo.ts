import type { RepoReader } from '../../../src/core/model/ports';

/** A repository in memory. */
export function memoryRepo(files: Readonly<Record<string, string>>): RepoReader {
  return {
    name: 'memory',
    files: async () => Object.keys(files).sort(),
    read: async (path) => {
      const text = files[path];
      return text === undefined
        ? { ok: false, reason: 'missing', message: `${path} does not exist.` }
        : { ok: true, text };
    },
  };
}
