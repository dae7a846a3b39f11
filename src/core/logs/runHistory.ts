import type { LogMark } from '../model/logs';
import { runMarks, type RunEvent } from './runMarks';
import { shifted } from './time';

/** How a container's last run ended, as the engine keeps it with the container. */
export interface LastEnd {
  readonly time: string;
  /** undefined while it runs again. */
  readonly exitCode: number | undefined;
  readonly outOfMemory: boolean;
}

/** Nanoseconds by which the engine's event and the time that it keeps with the container may differ. */
const slack = 2_000_000_000n;

/** What is known of the runs of a project's containers. The engine forgets its events: what was seen once stays here. */
export class RunHistory {
  private readonly marks = new Map<string, { readonly container: string; readonly mark: LogMark }>();

  /** Learns of one container; gives the marks that are new. */
  learn(
    container: string,
    service: string,
    events: readonly RunEvent[],
    last: LastEnd | undefined,
  ): readonly LogMark[] {
    const own = events.filter((event) => event.container === container);
    const told = last && own.some(({ action, time }) => action === 'die' && time >= shifted(last.time, -slack));
    const known = last && this.endKnown(container, last.time);
    const end: readonly RunEvent[] = !last || told || known ? [] : endEvents(container, last);
    const added: LogMark[] = [];
    for (const mark of runMarks(service, [...end, ...own])) {
      const key = `${container} ${mark.time}`;
      if (this.marks.has(key)) continue;
      this.marks.set(key, { container, mark });
      added.push(mark);
    }
    return added;
  }

  /** The marks of containers from a moment until before another, in no order. */
  between(containers: ReadonlySet<string>, from: string, before?: string): readonly LogMark[] {
    return [...this.marks.values()]
      .filter(
        ({ container, mark }) => containers.has(container) && mark.time >= from && (!before || mark.time < before),
      )
      .map(({ mark }) => mark);
  }

  clear(): void {
    this.marks.clear();
  }

  private endKnown(container: string, time: string): boolean {
    return [...this.marks.values()].some(
      (each) => each.container === container && each.mark.mark === 'ended' && each.mark.time >= shifted(time, -slack),
    );
  }
}

const endEvents = (container: string, { time, exitCode, outOfMemory }: LastEnd): readonly RunEvent[] => [
  ...(outOfMemory ? [{ container, time, action: 'oom' as const }] : []),
  { container, time, action: 'die', ...(exitCode !== undefined && { exitCode }) },
];
