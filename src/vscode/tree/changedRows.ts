import type { Row } from './rows';

/** What must be painted again: 'all', or the rows (new ones) whose own looks or list of children changed. */
export function changedRows(before: readonly Row[], after: readonly Row[]): 'all' | readonly Row[] {
  if (ids(before) !== ids(after)) return 'all';
  return after.flatMap((row, index) => {
    const old = before[index];
    if (!old || looks(old) !== looks(row)) return [row];
    const inside = changedRows(old.children, row.children);
    return inside === 'all' ? [row] : inside;
  });
}

const ids = (rows: readonly Row[]): string => rows.map(({ id }) => id).join('\n');
const looks = ({ label, description, tooltip, icon, context }: Row): string =>
  JSON.stringify([label, description, tooltip, icon, context]);
