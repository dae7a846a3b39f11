import type { Certainty, Conclusion, Evidence } from '../model/evidence';

/** Sum of weights. */
export const weightOf = (evidence: readonly Evidence[]): number => evidence.reduce((sum, each) => sum + each.weight, 0);

/** A conclusion from evidence; certainty follows from its weight: 5 and more is stated. */
export function conclude<T>(value: T, reason: string, evidence: readonly Evidence[]): Conclusion<T> {
  const certainty: Certainty = evidence.length === 0 ? 'default' : weightOf(evidence) >= 5 ? 'stated' : 'inferred';
  return { value, certainty, reason, evidence: strongestFirst(evidence) };
}

/** Heaviest first, then by place, so that the same files give the same order. */
export function strongestFirst(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...evidence].sort((a, b) => b.weight - a.weight || compare(a.file, b.file) || a.line - b.line);
}

/** By code unit, so that no locale decides. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Groups by a key and gives the group whose weights sum highest, ties by key; undefined when there is none. */
export function heaviest<T>(
  candidates: readonly T[],
  key: (candidate: T) => string,
  evidence: (candidate: T) => Evidence,
): readonly T[] | undefined {
  const groups = new Map<string, T[]>();
  for (const candidate of candidates) groups.set(key(candidate), [...(groups.get(key(candidate)) ?? []), candidate]);
  return [...groups.entries()]
    .map(([name, members]) => ({ name, members, weight: weightOf(members.map(evidence)) }))
    .sort((a, b) => b.weight - a.weight || compare(a.name, b.name))[0]?.members;
}
