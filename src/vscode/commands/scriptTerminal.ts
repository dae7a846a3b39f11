import * as vscode from 'vscode';
import { failed, type Result } from '../../core/model/failure';

/** Work that a terminal shows: it is told where to print, and when the user gives it up. */
export type ShownWork<T> = (print: (line: string) => void, signal: AbortSignal) => Promise<Result<T>>;

/** Milliseconds before which the editor takes the end of a terminal for one that could not be started, and says so. */
const shortest = 600;

/** A terminal that shows the output of work and keeps how it ended. Ctrl+C or closing it cancels the work. */
export class ScriptTerminal<T> implements vscode.Pseudoterminal {
  private readonly written = new vscode.EventEmitter<string>();
  private readonly closed = new vscode.EventEmitter<number>();
  private readonly abort = new AbortController();
  private settle: (result: Result<T>) => void = () => undefined;
  readonly onDidWrite = this.written.event;
  readonly onDidClose = this.closed.event;
  /** Resolves when the work has ended; never rejects. */
  readonly ended = new Promise<Result<T>>((resolve) => {
    this.settle = resolve;
  });

  constructor(private readonly work: ShownWork<T>) {}

  open(): void {
    const start = Date.now();
    const print = (line: string): void => this.written.fire(`${line}\r\n`);
    void this.work(print, this.abort.signal)
      .catch((cause: unknown) =>
        failed({ code: 'unexpected', message: cause instanceof Error ? cause.message : String(cause), cause }),
      )
      .then((result) => this.end(result, start));
  }

  close(): void {
    this.abort.abort();
  }

  handleInput(data: string): void {
    if (data === '\u0003') this.abort.abort();
  }

  private end(result: Result<T>, start: number): void {
    this.settle(this.abort.signal.aborted ? failed({ code: 'cancelled', message: 'Cancelled.' }) : result);
    setTimeout(() => this.closed.fire(result.ok ? 0 : 1), Math.max(0, start + shortest - Date.now()));
  }
}
