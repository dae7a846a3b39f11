import { nanosOf, shifted, timeOf } from '../core/logs/time';
import { ok, type FailureCode, type Result } from '../core/model/failure';
import type { RawLine } from '../core/model/logs';
import type { LogCalls } from './logCalls';
import type { LogSource } from './logSource';

/** Lines of one container. */
export interface SourceLines {
  readonly id: string;
  readonly lines: readonly RawLine[];
  /** The time of its last line, whether that is among them or not. */
  readonly last: string | undefined;
}

/** The newest lines of several containers up to a moment. */
export interface LogPage {
  readonly sources: readonly SourceLines[];
  /** From this moment on the page has every line of every container; undefined: there is nothing before it. */
  readonly from: string | undefined;
}

type Sources = ReadonlyMap<string, LogSource>;

/** The newest `count` lines of each container, without those before which another container's are missing. */
export async function newestPage(
  engine: Pick<LogCalls, 'logs'>,
  sources: Sources,
  count: number,
  signal: AbortSignal,
): Promise<Result<LogPage>> {
  const read = await readAll(engine, sources, { tail: count }, count, signal);
  if (!read.ok) return read;
  const starts = read.value.flatMap(({ lines }) => (lines.length >= count ? [lines[0]?.time ?? ''] : []));
  const from = starts.toSorted().at(-1);
  return ok({ sources: from === undefined ? read.value : read.value.map((each) => since(each, from)), from });
}

/** Nanoseconds: how far back the first look goes; each next one twelve times as far. */
const firstLook = 600_000_000_000n;

/** About the last `count` lines of all containers together before a moment. Looks back further and further: the engine reads from the beginning of what it is asked for. */
export async function olderPage(
  engine: Pick<LogCalls, 'logs'>,
  sources: Sources,
  { before, count }: { readonly before: string; readonly count: number },
  signal: AbortSignal,
): Promise<Result<LogPage>> {
  const until = shifted(before, -1n);
  const end = nanosOf(until) ?? 0n;
  const created = [...sources.values()].map((source) => source.created).toSorted()[0] ?? until;
  for (let look = firstLook; ; look *= 12n) {
    const start = look > end ? 0n : end - look;
    const all = timeOf(start) <= created;
    const read = await readAll(engine, sources, { since: timeOf(all ? 0n : start), until }, count, signal);
    if (!read.ok) return read;
    const times = read.value.flatMap(({ lines }) => lines.map(({ time }) => time)).toSorted();
    if (times.length < count && !all) continue;
    // Every container's last `count` are there, so that the last `count` of all are complete.
    const from = times.at(-count);
    if (from === undefined) return ok({ sources: read.value, from: all ? undefined : timeOf(start) });
    return ok({ sources: read.value.map((each) => since(each, from)), from });
  }
}

const since = (each: SourceLines, from: string): SourceLines => ({
  ...each,
  lines: each.lines.filter(({ time }) => time >= from),
});

/** What one container's log can be short of, not the engine: it is gone by now, or its logging driver keeps nothing. */
const ofContainer: ReadonlySet<FailureCode> = new Set(['not-found', 'start-failed']);

/** The last `count` lines that each container has in a span; none of one whose log cannot be read. */
async function readAll(
  engine: Pick<LogCalls, 'logs'>,
  sources: Sources,
  span: { readonly since?: string; readonly until?: string; readonly tail?: number },
  count: number,
  signal: AbortSignal,
): Promise<Result<readonly SourceLines[]>> {
  const results = await Promise.all(
    [...sources].map(async ([id, { tty }]): Promise<Result<SourceLines>> => {
      const lines: RawLine[] = [];
      const keep = async (more: readonly RawLine[]): Promise<void> => {
        for (const line of more) lines.push(line);
        if (lines.length > 2 * count) lines.splice(0, lines.length - count);
      };
      const read = await engine.logs(id, { tty, follow: false, ...span }, keep, signal);
      if (!read.ok && !ofContainer.has(read.failure.code)) return read;
      return ok({ id, lines: lines.slice(-count), last: lines.at(-1)?.time });
    }),
  );
  const failure = results.find((result) => !result.ok);
  return failure ?? ok(results.flatMap((result) => (result.ok ? [result.value] : [])));
}
