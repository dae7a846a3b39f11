import type { LogFilter, LogRow } from '../model/logs';
import { hasText, noFilter, passes } from './filterRows';
import { RowBuffer, type HeldRow } from './rowBuffer';

/** Which of the texts a regular expression matches; undefined when it took too long and was given up. */
export type RegexMatcher = (source: string, texts: readonly string[]) => Promise<readonly boolean[] | undefined>;

/** What the filtered rows need from the page. */
export interface FilterPort {
  readonly match: RegexMatcher;
  /** Lets the page paint and take input. */
  readonly breathe: () => Promise<void>;
  /** Rows or filter have changed; `gone`: shown rows that went away in front, `added`: those that came in front. */
  readonly changed: (change: { readonly gone: number; readonly added: number }) => void;
  readonly tooSlow: (source: string) => void;
}

/** Rows that are looked at in one go. */
const slice = 2000;

/**
 * The rows and the filter over them. One thing is done after the other: rows that come while a new filter goes over what is held wait
 * for it. A filter that is replaced before it is through is given up.
 */
export class FilteredRows {
  readonly buffer: RowBuffer;
  private filter: LogFilter = noFilter;
  private wanted: LogFilter = noFilter;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly port: FilterPort,
    buffer = new RowBuffer(),
  ) {
    this.buffer = buffer;
  }

  append(rows: readonly LogRow[]): Promise<void> {
    return this.enqueue(async () => {
      const held = await this.judged(rows);
      this.port.changed({ gone: this.buffer.append(held), added: 0 });
    });
  }

  prepend(rows: readonly LogRow[]): Promise<void> {
    return this.enqueue(async () => {
      const held = await this.judged(rows);
      this.buffer.prepend(held);
      this.port.changed({ gone: 0, added: held.filter(({ shown }) => shown).length });
    });
  }

  clear(): Promise<void> {
    return this.enqueue(async () => {
      this.buffer.clear();
      this.port.changed({ gone: 0, added: 0 });
    });
  }

  /** Shows other rows, as soon as all have been looked at. */
  apply(filter: LogFilter): Promise<void> {
    this.wanted = filter;
    return this.enqueue(async () => {
      if (this.wanted !== filter) return;
      this.filter = filter;
      const { rows } = this.buffer;
      for (let at = 0; at < rows.length; at += slice) {
        await this.judge(rows.slice(at, at + slice));
        await this.port.breathe();
        // Replaced: what is shown stays as it was until the next one is through.
        if (this.wanted !== filter) return;
      }
      this.buffer.refilter();
      this.port.changed({ gone: 0, added: 0 });
    });
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work);
    return this.queue;
  }

  private async judged(rows: readonly LogRow[]): Promise<readonly HeldRow[]> {
    const held = rows.map((row): HeldRow => ({ row, time: row.time, shown: false }));
    for (let at = 0; at < held.length; at += slice) await this.judge(held.slice(at, at + slice));
    return held;
  }

  private async judge(held: readonly HeldRow[]): Promise<void> {
    const { text, regex } = this.filter;
    for (const each of held) each.shown = passes(each.row, this.filter) && (regex || hasText(each.row, text));
    if (!regex || text === '') return;
    const lines = held.filter(({ row, shown }) => shown && row.kind === 'line');
    if (lines.length === 0) return;
    const hits = await this.port.match(
      text,
      lines.map(({ row }) => row.text),
    );
    if (hits) for (const [index, line] of lines.entries()) line.shown = hits[index] ?? false;
    else {
      // Given up for good: the next rows would be as slow.
      this.filter = { ...this.filter, text: '' };
      this.port.tooSlow(text);
    }
  }
}
