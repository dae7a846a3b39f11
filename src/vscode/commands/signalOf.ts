import type { CancellationToken } from 'vscode';

/** The editor's token as the signal that everything below src/vscode takes. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
