import type Dockerode from 'dockerode';
import type { RawLine } from '../core/model/logs';
import { LogReader } from '../core/logs/logReader';
import { nanosOf, timeOf, unixTime } from '../core/logs/time';
import type { RunEvent } from '../core/logs/runMarks';
import { ok, type Result } from '../core/model/failure';
import type { Call } from './call';
import { readLogSource, type LogSource } from './logSource';
import { readLines } from './readLines';

/** Which lines of a container. Times as in RawLine, both of them included. */
export interface LogQuery {
  /** The container has a terminal: its log has no frames. */
  readonly tty: boolean;
  /** Goes on until the container ends. */
  readonly follow: boolean;
  readonly since?: string;
  /** Not together with `tail`: the engine counts lines from the end first (seen with Engine 28.5). */
  readonly until?: string;
  /** At most so many of the newest. */
  readonly tail?: number;
}

/** What the log view asks of the engine. Failures are values; an aborted signal is 'cancelled'. */
export interface LogCalls {
  /** What has to be known of a container to read its log. Waits at most ten seconds. */
  logSource(id: string, signal: AbortSignal): Promise<Result<LogSource>>;
  /** Gives the lines of a container to `onLines` as they come, and waits for it before it reads on. Ends ok with the log. */
  logs(
    id: string,
    query: LogQuery,
    onLines: (lines: readonly RawLine[]) => Promise<void>,
    signal: AbortSignal,
  ): Promise<Result<void>>;
  /** Begins and ends of runs, in order, as far as the engine remembers: its last 256 events, none from before it was started. */
  runs(ids: readonly string[], signal: AbortSignal): Promise<Result<readonly RunEvent[]>>;
}

const longestWait = 10_000;

export const createLogCalls = (call: Call): LogCalls => ({
  logSource: (id, signal) =>
    call(signal, async (docker) => {
      const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(longestWait)]);
      return readLogSource(await docker.getContainer(id).inspect({ abortSignal }));
    }),
  logs: (id, query, onLines, signal) =>
    call(signal, async (docker) => {
      const reader = new LogReader(!query.tty);
      for await (const chunk of await openLog(docker, id, query, signal)) {
        const lines = chunk instanceof Uint8Array ? reader.push(chunk) : [];
        if (lines.length > 0) await onLines(lines);
      }
      signal.throwIfAborted();
      const rest = reader.end();
      if (rest.length > 0) await onLines(rest);
    }),
  runs: async (ids, signal) => {
    if (ids.length === 0) return ok([]);
    return call(signal, async (docker) => {
      const filters = { type: ['container' as const], container: [...ids], event: ['start', 'die', 'oom'] };
      // The stream ends by itself at `until`, in seconds.
      const until = Date.now() / 1000;
      const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(longestWait)]);
      const stream = await docker.getEvents({ since: 0, until, filters, abortSignal });
      const events: RunEvent[] = [];
      for await (const line of readLines(stream)) {
        const event = readRunEvent(line);
        if (event) events.push(event);
      }
      return events;
    });
  },
});

/** dockerode itself gives the log as one buffer when it is not followed. */
function openLog(
  docker: Dockerode,
  id: string,
  { follow, since, until, tail }: LogQuery,
  signal: AbortSignal,
): Promise<NodeJS.ReadableStream> {
  const options = {
    follow,
    stdout: true,
    stderr: true,
    timestamps: true,
    ...(since !== undefined && { since: unix(since) }),
    ...(until !== undefined && { until: unix(until) }),
    ...(tail !== undefined && { tail }),
  };
  return new Promise((resolve, reject) => {
    docker.modem.dial(
      {
        path: `/containers/${encodeURIComponent(id)}/logs?`,
        method: 'GET',
        isStream: true,
        abortSignal: signal,
        statusCodes: { 200: true, 404: 'no such container', 500: 'server error' },
        options,
      },
      (error: unknown, stream) => {
        if (error instanceof Error) reject(error);
        else if (error) reject(new Error('the engine refused', { cause: error }));
        else resolve(stream as NodeJS.ReadableStream);
      },
    );
  });
}

const unix = (time: string): string => unixTime(nanosOf(time) ?? 0n);

function readRunEvent(line: string): RunEvent | undefined {
  const event = parsed(line);
  const action = event?.Action;
  if (!event?.Actor?.ID || event.timeNano === undefined) return undefined;
  if (action !== 'start' && action !== 'die' && action !== 'oom') return undefined;
  const exitCode = Number(event.Actor.Attributes?.['exitCode']);
  // A double has no room for nanoseconds: the text has.
  const nanos = /"timeNano":(\d+)/.exec(line)?.[1] ?? String(event.timeNano);
  return {
    container: event.Actor.ID,
    time: timeOf(BigInt(nanos)),
    action,
    ...(action === 'die' && Number.isInteger(exitCode) && { exitCode }),
  };
}

interface EngineEvent {
  readonly Action?: string;
  readonly Actor?: { readonly ID?: string; readonly Attributes?: Readonly<Record<string, string>> };
  readonly timeNano?: number;
}

function parsed(line: string): EngineEvent | undefined {
  try {
    return JSON.parse(line) as EngineEvent;
  } catch {
    return undefined;
  }
}
