import type { Failure } from '../core/model/failure';
import type { Progress } from '../core/model/ports';

/** Colours, or none: only on a terminal, and never with NO_COLOR (https://no-color.org). */
export interface Paint {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly red: (text: string) => string;
}

/** The colours for a stream. */
export function paintFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  const on = stream.isTTY === true && !env['NO_COLOR'];
  const code = (open: number, close: number) => (text: string) =>
    on ? `\u001b[${open}m${text}\u001b[${close}m` : text;
  return { bold: code(1, 22), dim: code(2, 22), green: code(32, 39), yellow: code(33, 39), red: code(31, 39) };
}

/** Steps on standard error: one line each, with the seconds of what took longer than one. */
export function progressOn(stream: NodeJS.WriteStream, verbose: boolean): Progress & { end(): void } {
  let current: { readonly title: string; readonly since: number } | undefined;
  const end = () => {
    if (!current) return;
    const seconds = (Date.now() - current.since) / 1000;
    if (stream.isTTY) stream.write(`\r\u001b[K✓ ${current.title}${seconds >= 1 ? ` (${seconds.toFixed(1)} s)` : ''}\n`);
    current = undefined;
  };
  return {
    step(title) {
      end();
      current = { title, since: Date.now() };
      stream.write(stream.isTTY ? `… ${title}` : `${title}\n`);
    },
    line(text) {
      if (verbose) stream.write(`  ${text}\n`);
      else if (stream.isTTY && current)
        stream.write(
          `\r\u001b[K… ${current.title}  ${text.trim().slice(0, Math.max(0, (stream.columns || 80) - current.title.length - 6))}`,
        );
    },
    end,
  };
}

/** A failure as a person reads it. */
export function failureLines(failure: Failure, paint: Paint): readonly string[] {
  const place = failure.file ? ` (${[failure.file, failure.line, failure.column].filter(Boolean).join(':')})` : '';
  return [
    ...(failure.detail ? [paint.dim(failure.detail), ''] : []),
    `${paint.red('error')} ${failure.message}${place}`,
    ...(failure.next ? [`  ${paint.bold('next')} ${failure.next}`] : []),
  ];
}
