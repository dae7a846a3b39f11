import { ok, type Result } from '../core/model/failure';
import { createCall } from './call';
import { readContainer, readDetail, type Container, type ContainerDetail } from './container';
import { createLogCalls, type LogCalls } from './logCalls';
import { readLines } from './readLines';

/** The container engine, as far as views need it. Nothing is opened before the first call. */
export interface Engine extends LogCalls {
  /** All containers that Compose made, running or not, sorted by name. Waits at most ten seconds. */
  containers(signal: AbortSignal): Promise<Result<readonly Container[]>>;
  /** One container, closely: two calls while it runs. Waits at most ten seconds. */
  inspect(id: string, signal: AbortSignal): Promise<Result<ContainerDetail>>;
  /** Starts, stops (its process has ten seconds to end) or restarts a container. */
  change(id: string, action: 'start' | 'stop' | 'restart'): Promise<Result<void>>;
  /**
   * Calls `onEvent` with the action ('start', 'health_status: healthy') of every event of a container until the signal
   * aborts (then ok) or the stream ends (then a failure). `onOpen` is called when the engine has accepted the stream.
   */
  events(
    on: { readonly open: () => void; readonly event: (action: string) => void },
    signal: AbortSignal,
  ): Promise<Result<void>>;
}

/** Longest wait for a list, in milliseconds: a socket that hangs becomes a row that says so. */
const listTimeout = 10_000;

/** An engine on the endpoint that the docker command line would use; looked up anew for each call, so contexts are followed. */
export function createEngine(env: NodeJS.ProcessEnv = process.env): Engine {
  const call = createCall(env);
  return {
    ...createLogCalls(call),
    containers: (signal) =>
      call(signal, async (docker) => {
        const filters = { label: ['com.docker.compose.project'] };
        const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(listTimeout)]);
        const entries = await docker.listContainers({ all: true, filters, abortSignal });
        return entries.map(readContainer).sort((a, b) => (a.name < b.name ? -1 : 1));
      }),
    inspect: (id, signal) =>
      call(signal, async (docker) => {
        const container = docker.getContainer(id);
        const abortSignal = AbortSignal.any([signal, AbortSignal.timeout(listTimeout)]);
        const inspected = await container.inspect({ abortSignal });
        const stats = inspected.State.Running ? await container.stats({ stream: false, 'one-shot': true }) : undefined;
        return readDetail(inspected, stats);
      }),
    change: (id, action) =>
      call(new AbortController().signal, async (docker) => {
        // 304: it is as it was asked to be.
        const container = docker.getContainer(id);
        const asked = {
          start: () => container.start(),
          stop: () => container.stop(),
          restart: () => container.restart(),
        };
        await asked[action]().catch(unlessStatus(304));
      }),
    events: async (on, signal) => {
      const watched = await call(signal, async (docker) => {
        const stream = await docker.getEvents({ filters: { type: ['container'] }, abortSignal: signal });
        on.open();
        for await (const line of readLines(stream)) on.event(actionOf(line));
        throw new Error('the stream of events ended');
      });
      return !watched.ok && watched.failure.code === 'cancelled' ? ok(undefined) : watched;
    },
  };
}

const unlessStatus =
  (status: number) =>
  (error: unknown): void => {
    if (!(error instanceof Error && 'statusCode' in error && error.statusCode === status)) throw error;
  };

/** A line that is no event is an event that nobody knows: it makes the list be read again. */
function actionOf(line: string): string {
  try {
    const event: unknown = JSON.parse(line);
    return typeof event === 'object' && event !== null && 'Action' in event ? String(event.Action) : '';
  } catch {
    return '';
  }
}
