/** What has a place in time. */
interface Timed {
  readonly time: string;
}

/** Two lists that are sorted by time as one; what is in both at the same time stands first from `earlier`. Linear. */
export function mergeByTime<T extends Timed>(earlier: readonly T[], later: readonly T[]): readonly T[] {
  const merged: T[] = [];
  let at = 0;
  for (const row of later) {
    for (let next = earlier[at]; next && next.time <= row.time; next = earlier[++at]) merged.push(next);
    merged.push(row);
  }
  for (let next = earlier[at]; next; next = earlier[++at]) merged.push(next);
  return merged;
}

/** Rows of several containers in the order of their times; those of one time in the order in which they came. */
export const sortByTime = <T extends Timed>(rows: readonly T[]): readonly T[] =>
  rows.toSorted((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
