import { exitReason } from '../compose/exitReason';
import type { LogMark } from '../model/logs';

/** An event of the engine that begins or ends a run of a container. */
export interface RunEvent {
  readonly container: string;
  readonly time: string;
  readonly action: 'start' | 'die' | 'oom';
  /** Of 'die'. */
  readonly exitCode?: number;
}

/**
 * The rows that show where runs of a container ended and why, and where the next began. `events` of one container, in order. The first
 * start of a container is no news.
 */
export function runMarks(service: string, events: readonly RunEvent[]): readonly LogMark[] {
  const marks: LogMark[] = [];
  let outOfMemory = false;
  let ended = false;
  for (const { action, time, exitCode } of events) {
    if (action === 'oom') outOfMemory = true;
    if (action === 'start' && ended)
      marks.push({ kind: 'mark', mark: 'started', time, service, text: `${service} started again`, wrong: false });
    if (action === 'die') marks.push(endMark(service, time, exitCode, outOfMemory));
    ended ||= action === 'die';
    if (action !== 'oom') outOfMemory = false;
  }
  return marks;
}

/** The row that shows the end of a run; `exitCode` undefined where nobody knows it any more. */
export function endMark(service: string, time: string, exitCode: number | undefined, outOfMemory: boolean): LogMark {
  const reason = exitCode === undefined ? undefined : exitReason(exitCode, outOfMemory);
  const code = exitCode === undefined ? '' : ` with exit code ${exitCode}${reason === undefined ? '' : `: ${reason}`}`;
  const wrong = exitCode !== undefined && exitCode !== 0 && exitCode !== 143;
  return { kind: 'mark', mark: 'ended', time, service, text: `${service} ended${code}`, wrong };
}
