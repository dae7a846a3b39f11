import * as vscode from 'vscode';
import { commands, type CommandId } from '../../contrib/commands';
import type { Failure } from '../../core/model/failure';

/** How a command ended. */
export type Outcome =
  { readonly kind: 'done' } | { readonly kind: 'cancelled' } | { readonly kind: 'failed'; readonly failure: Failure };

export const done: Outcome = { kind: 'done' };
export const cancelled: Outcome = { kind: 'cancelled' };
/** A failure that is shown to the user; one that says 'cancelled' is none. */
export const failedWith = (failure: Failure): Outcome =>
  failure.code === 'cancelled' ? cancelled : { kind: 'failed', failure };

/**
 * Registers a command and shows its failure: the one place that does. `run` gets what the menu passed: the row on which it was used,
 * and where several are selected, all of them.
 */
export function registerCommand(
  id: CommandId,
  run: (argument: unknown, selection: unknown) => Promise<Outcome>,
): vscode.Disposable {
  return vscode.commands.registerCommand(
    id,
    async (argument: unknown, selection: unknown): Promise<Outcome['kind']> => {
      const outcome = await run(argument, selection).catch((cause: unknown) => failedWith(unexpected(id, cause)));
      showOutcome(outcome);
      return outcome.kind;
    },
  );
}

/** Shows a failure, for what the editor calls without a command. */
export function showOutcome(outcome: Outcome): void {
  if (outcome.kind === 'failed') void showFailure(outcome.failure);
}

function unexpected(id: CommandId, cause: unknown): Failure {
  const title = Object.values(commands).find((command) => command.id === id)?.title ?? id;
  return {
    code: 'unexpected',
    message: `${title} stopped: ${cause instanceof Error ? cause.message : String(cause)}`,
    ...(cause instanceof Error && cause.stack !== undefined && { detail: cause.stack }),
    cause,
  };
}

async function showFailure(failure: Failure): Promise<void> {
  const text = failure.next ? `${failure.message} Next: ${failure.next}` : failure.message;
  const details = failure.detail ? ['Show Details'] : [];
  if ((await vscode.window.showErrorMessage(text, ...details)) === undefined) return;
  const document = await vscode.workspace.openTextDocument({ content: `${text}\n\n${failure.detail ?? ''}\n` });
  await vscode.window.showTextDocument(document);
}
