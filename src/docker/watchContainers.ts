import type { Failure } from '../core/model/failure';
import type { Container } from './container';
import type { Engine } from './engine';
import { pause } from './pause';

/** What is known of the engine at a moment. */
export type EngineView =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'ready'; readonly containers: readonly Container[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Milliseconds: events that come together make one list; when they have come to rest, the list is read once more, since the engine tells
 * of an event before its own list has it (moby: `LogContainerEvent` stands before `CheckpointTo(daemon.containersReplica)`); a lost
 * engine is tried again after 0.5 s, twice as long each time.
 */
const gather = 40;
const rest = 1000;
const firstWait = 500;
const longestWait = 30_000;

/** exec_create and its like come with every healthcheck and change nothing that a list shows. */
const silent = /^(exec_|top|attach|detach|resize|copy|export|archive-path|extract-to-dir|commit)/;

/**
 * Tells `onView` what the engine's Compose containers are, now and after each event, until the signal aborts. The stream of
 * events is opened before the first list, so that nothing is missed between the two. Resolves when aborted; never rejects.
 */
export async function watchContainers(
  engine: Pick<Engine, 'containers' | 'events'>,
  onView: (view: EngineView) => void,
  signal: AbortSignal,
): Promise<void> {
  let wait = firstWait;
  const over = (): boolean => signal.aborted;
  while (!over()) {
    const session = new AbortController();
    const both = AbortSignal.any([signal, session.signal]);
    let timer: NodeJS.Timeout | undefined;
    let last: NodeJS.Timeout | undefined;
    let listing = false;
    let again = false;
    const list = async (): Promise<void> => {
      timer = undefined;
      if (listing) return void (again = true);
      listing = true;
      const listed = await engine.containers(both);
      listing = false;
      if (both.aborted) return;
      onView(listed.ok ? { kind: 'ready', containers: listed.value } : { kind: 'failed', failure: listed.failure });
      // A list that failed on an open stream: begin again, with the waits of a lost engine.
      if (!listed.ok) {
        session.abort();
        return;
      }
      wait = firstWait;
      if (again) schedule();
      again = false;
    };
    const schedule = (): void => {
      timer ??= setTimeout(() => void list(), gather);
    };
    const onEvent = (action: string): void => {
      if (silent.test(action)) return;
      schedule();
      clearTimeout(last);
      last = setTimeout(schedule, rest);
    };
    const ended = await engine.events({ open: () => void list(), event: onEvent }, both);
    session.abort();
    clearTimeout(timer);
    clearTimeout(last);
    if (over()) return;
    if (!ended.ok) onView({ kind: 'failed', failure: ended.failure });
    await pause(wait, signal);
    wait = Math.min(wait * 2, longestWait);
  }
}
