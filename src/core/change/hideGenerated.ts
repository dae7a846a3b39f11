import type { Lock } from '../model/change';
import type { RepoReader } from '../model/ports';
import { lockPath } from './lockFile';

/** The repository as its author has it: what Drydock generated last is no evidence for what it generates next. */
export function hideGenerated(reader: RepoReader, lock: Lock | undefined): RepoReader {
  if (!lock) return reader;
  const own = new Set([
    lockPath,
    ...Object.entries(lock.files).flatMap(([path, entry]) => ('sha256' in entry ? [path] : [])),
  ]);
  return {
    name: reader.name,
    async files(signal) {
      return (await reader.files(signal)).filter((path) => !own.has(path));
    },
    async read(path, limit) {
      const read = await reader.read(path, limit);
      const entry = lock.files[path];
      if (!read.ok || !entry || !('lines' in entry)) return read;
      const added = new Set(entry.lines);
      return {
        ok: true,
        text: read.text
          .split('\n')
          .map((line) => (added.has(line.trimEnd()) ? '' : line))
          .join('\n'),
      };
    },
  };
}
