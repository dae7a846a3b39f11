import { sortByTime } from '../core/logs/mergeRows';
import type { LogRow } from '../core/model/logs';

/** Milliseconds in which rows of several containers come together, to be sorted. */
const gather = 40;
/** Rows that wait at most; who adds more waits himself, and with him the engine. */
const room = 4000;

/** Brings rows of several containers into the order of their times, and gives them on no faster than they are taken. */
export class RowGatherer {
  private waiting: LogRow[] = [];
  private flushing: Promise<void> | undefined;

  constructor(private readonly give: (rows: readonly LogRow[]) => Promise<void>) {}

  /** Resolves at once while there is room. */
  async add(rows: readonly LogRow[]): Promise<void> {
    if (rows.length === 0) return;
    for (const row of rows) this.waiting.push(row);
    this.flushing ??= this.flush().finally(() => (this.flushing = undefined));
    while (this.waiting.length > room) await this.flushing;
  }

  /** Resolves when everything has been given on. */
  async drained(): Promise<void> {
    while (this.flushing) await this.flushing;
  }

  private async flush(): Promise<void> {
    while (this.waiting.length > 0) {
      await new Promise((resolve) => setTimeout(resolve, gather));
      const rows = sortByTime(this.waiting);
      this.waiting = [];
      await this.give(rows);
    }
  }
}
