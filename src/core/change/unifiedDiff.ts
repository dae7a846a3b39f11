import { createTwoFilesPatch } from 'diff';
import type { FileChange } from '../model/change';

/** A change as a unified diff; '' when nothing would change. For 'kept' it shows what Drydock would have written. */
export function unifiedDiff(change: FileChange): string {
  if (change.kind === 'unchanged') return '';
  const before = change.kind === 'create' ? '' : change.before;
  const after = change.kind === 'remove' ? '' : change.after;
  const from = change.kind === 'create' ? '/dev/null' : `a/${change.path}`;
  const to = change.kind === 'remove' ? '/dev/null' : `b/${change.path}`;
  return createTwoFilesPatch(from, to, before, after, undefined, undefined, {
    context: holdsSecrets(change) ? 0 : 3,
  }).replace(/^=+\n/, '');
}

/** True for a file whose other lines may be secrets: they are nobody's business in a terminal or a log. */
export const holdsSecrets = ({ path }: Pick<FileChange, 'path'>): boolean => path === '.env';
