/**
 * One place in the repository that speaks for a conclusion.
 * `text` is a part of line `line` (counted from 1) of `file` ('/'-separated, relative to the repository);
 * `weight` runs from 1 (a hint) to 5 (the code says so).
 */
export interface Evidence {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  readonly reason: string;
  readonly weight: number;
}

/**
 * stated: the repository says it; inferred: several hints agree; default: nothing speaks, the convention is taken; chosen: the user
 * decided, by a line of drydock.yml or by a flag; observed: the running container does it.
 */
export type Certainty = 'stated' | 'inferred' | 'default' | 'chosen' | 'observed';

/** A value with the reason for it. `evidence` is empty only when `certainty` is 'default' or 'observed', or a flag decided. */
export interface Conclusion<T> {
  readonly value: T;
  readonly certainty: Certainty;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

/** 'a', 'a and b', 'a, b and c'. */
export const inWords = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
