import { closestMatch } from 'leven';

/** The one of `candidates` that was probably meant; undefined when none is near: a third of the letters may differ, and two at least. */
export function nearest(wanted: string, candidates: readonly string[]): string | undefined {
  const maxDistance = Math.max(2, Math.floor(wanted.length / 3));
  // leven takes a distance of maxDistance itself for a miss.
  return closestMatch(wanted.toLowerCase(), candidates, { maxDistance: maxDistance + 1 });
}

/** What to do about a name that is not there: the nearest, else all that there are. */
export function instead(wanted: string, candidates: readonly string[]): string {
  const near = nearest(wanted, candidates);
  if (near !== undefined) return `Write ${near}.`;
  return candidates.length > 0 ? `There are: ${candidates.join(', ')}.` : 'There are none.';
}
