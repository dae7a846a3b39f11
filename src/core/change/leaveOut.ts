import type { FileChange, Lock } from '../model/change';
import { lockPath, lockText } from './lockFile';
import { ownOrNothing } from './ownOrNothing';

export interface Selection {
  readonly changes: readonly FileChange[];
  /** What the lock would be with all of them. */
  readonly lock: Lock;
  /** What was generated last; undefined the first time. */
  readonly former: Lock | undefined;
  /** Paths whose change is not wanted. */
  readonly left: ReadonlySet<string>;
}

/**
 * The changes without those that are not wanted. The lock then has of these files what it had, so that the next run offers them again;
 * it is left out itself where nothing else remains.
 */
export function leaveOut({ changes, lock, former, left }: Selection): readonly FileChange[] {
  const wanted = changes.filter(({ path }) => path !== lockPath && !left.has(path));
  if (!wanted.some(({ kind }) => kind === 'create' || kind === 'update' || kind === 'remove')) return wanted;
  const before = changes.find(({ path }) => path === lockPath);
  if (left.size === 0 || !before || before.kind === 'remove' || before.kind === 'kept') return changes;
  const files = Object.fromEntries(
    [...new Set([...Object.keys(lock.files), ...left])].flatMap((path) => {
      const entry = (left.has(path) ? former : lock)?.files[path];
      return entry ? [[path, entry]] : [];
    }),
  );
  const was = before.kind === 'unchanged' ? before.content : before.kind === 'update' ? before.before : undefined;
  const own = ownOrNothing(lockPath, was, lockText({ ...lock, files }));
  return changes.flatMap((change) => (change.path === lockPath ? [own] : left.has(change.path) ? [] : [change]));
}
