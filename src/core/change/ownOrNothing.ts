import type { FileChange } from '../model/change';

/** What makes `after` of a file that is written whoever wrote it before; `before`: undefined where there is none. */
export function ownOrNothing(path: string, before: string | undefined, after: string, executable = false): FileChange {
  if (before === undefined) return { kind: 'create', path, after, executable };
  if (before === after) return { kind: 'unchanged', path, content: after };
  return { kind: 'update', path, before, after, executable };
}
