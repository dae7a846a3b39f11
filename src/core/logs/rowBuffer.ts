import type { LogRow } from '../model/logs';
import { mergeByTime } from './mergeRows';

/** What a buffer may hold. */
export interface Bounds {
  readonly rows: number;
  /** Of all texts together. */
  readonly characters: number;
}
export const bounds: Bounds = { rows: 100_000, characters: 40_000_000 };

/** A row in the buffer, and whether the filter shows it; undefined until the filter has looked at it. */
export interface HeldRow {
  readonly row: LogRow;
  readonly time: string;
  shown: boolean | undefined;
}

/**
 * The rows of all services in the order of their times, bounded: new ones push out the oldest, older ones that are loaded push out the
 * newest. Cutting is done in steps, so that a row costs constant time on average.
 */
export class RowBuffer {
  private held: HeldRow[] = [];
  private visible: HeldRow[] = [];
  private characters = 0;
  /** The newest rows were pushed out: what comes now does not belong to the end of what is held. */
  cutOff = false;

  constructor(private readonly limits: Bounds = bounds) {}

  get rows(): readonly HeldRow[] {
    return this.held;
  }

  /** The rows that the filter shows. */
  get shown(): readonly HeldRow[] {
    return this.visible;
  }

  get oldest(): string | undefined {
    return this.held[0]?.time;
  }

  clear(): void {
    this.held = [];
    this.visible = [];
    this.characters = 0;
    this.cutOff = false;
  }

  /** Adds rows, sorted by time, that are mostly newer than what is held. Gives how many shown rows went away in front. */
  append(rows: readonly HeldRow[]): number {
    if (this.cutOff) return 0;
    this.count(rows);
    insert(this.held, rows);
    insert(
      this.visible,
      rows.filter(({ shown }) => shown),
    );
    return this.trim('start');
  }

  /** Adds rows, sorted by time, that are not newer than what is held. */
  prepend(rows: readonly HeldRow[]): void {
    this.count(rows);
    this.held = [...rows, ...this.held];
    this.visible = [...rows.filter(({ shown }) => shown), ...this.visible];
    this.trim('end');
  }

  /** Shows what the filter now shows; called when every row has been looked at. */
  refilter(): void {
    this.visible = this.held.filter(({ shown }) => shown);
  }

  private trim(from: 'start' | 'end'): number {
    const full = this.held.length > this.limits.rows || this.characters > this.limits.characters;
    if (!full) return 0;
    // A tenth more than needed: the next rows find room.
    const rows = Math.floor(this.limits.rows * 0.9);
    const characters = this.limits.characters * 0.9;
    let gone = 0;
    let left = this.characters;
    while (gone < this.held.length && (this.held.length - gone > rows || left > characters))
      left -= sizeOf(this.held[from === 'start' ? gone++ : this.held.length - 1 - gone++]);
    const removed = from === 'start' ? this.held.splice(0, gone) : this.held.splice(-gone);
    const hidden = removed.filter(({ shown }) => shown).length;
    if (from === 'start') this.visible.splice(0, hidden);
    else if (hidden > 0) this.visible.splice(-hidden);
    this.characters = left;
    if (from === 'end') this.cutOff = true;
    return from === 'start' ? hidden : 0;
  }

  private count(rows: readonly HeldRow[]): void {
    for (const row of rows) this.characters += sizeOf(row);
  }
}

const sizeOf = (held: HeldRow | undefined): number => held?.row.text.length ?? 0;

/** Puts sorted rows into sorted ones in place; only what is not older than the first of them is touched. */
function insert(held: HeldRow[], rows: readonly HeldRow[]): void {
  const [first] = rows;
  if (!first) return;
  let at = held.length;
  while (at > 0 && (held[at - 1]?.time ?? '') > first.time) at--;
  const tail = held.splice(at);
  for (const row of mergeByTime(tail, rows)) held.push(row);
}
