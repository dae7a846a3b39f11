import * as vscode from 'vscode';
import { commands } from '../../contrib/commands';
import { failed, ok, type Result } from '../../core/model/failure';
import type { Review } from '../review/review';
import type { ReviewRow } from '../review/rows';
import { done, failedWith, registerCommand } from './outcome';
import { rowOf } from './target';

/** Dockerize This Repo, Undo, and the buttons of the review. What they call is loaded when they are first used; `written` is told of it. */
export function registerFolderCommands(
  review: Review,
  templates: string,
  written: () => void,
): readonly vscode.Disposable[] {
  return [
    registerCommand(commands.dockerize.id, async (argument) => {
      const folder = await targetFolder(argument);
      if (!folder.ok) return failedWith(folder.failure);
      const { dockerizeFolder } = await import('./dockerize');
      return dockerizeFolder(folder.value, { review, templates, written });
    }),
    registerCommand(commands.undo.id, async (argument) => {
      const folder = await targetFolder(argument);
      if (!folder.ok) return failedWith(folder.failure);
      const { undoLastWrite } = await import('./undo');
      const outcome = await undoLastWrite(folder.value.uri.fsPath);
      if (outcome.kind === 'done') written();
      return outcome;
    }),
    registerCommand(commands.reviewAccept.id, async () => (review.decide('accept'), done)),
    registerCommand(commands.reviewCancel.id, async () => (review.decide('cancel'), done)),
    registerCommand(commands.reviewChange.id, async (argument) => {
      const changed = await review.change(reviewRowOf(argument));
      return changed.ok ? done : failedWith(changed.failure);
    }),
    registerCommand(commands.reviewShowAll.id, async () => (await review.showAll(), done)),
  ];
}

/** The folder of the row or of the explorer's menu, the only one, or the one that the user picks. */
async function targetFolder(argument: unknown): Promise<Result<vscode.WorkspaceFolder>> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const path = rowOf(argument)?.project?.folder;
  const uri = path === undefined ? argument : vscode.Uri.file(path);
  const given = uri instanceof vscode.Uri ? vscode.workspace.getWorkspaceFolder(uri) : undefined;
  if (path !== undefined && !given)
    return failed({
      code: 'not-found',
      message: `${path} is not open here.`,
      next: 'run "Drydock: Open Folder" on it',
    });
  const chosen =
    given ??
    (folders.length > 1 ? await vscode.window.showWorkspaceFolderPick({ placeHolder: 'Which folder?' }) : folders[0]);
  if (chosen) return ok(chosen);
  return failed(
    folders.length > 1
      ? { code: 'cancelled', message: 'Cancelled.' }
      : { code: 'not-found', message: 'No folder is open.', next: 'open the folder of a repository' },
  );
}

const reviewRowOf = (argument: unknown): ReviewRow | undefined =>
  typeof argument === 'object' && argument !== null && 'kind' in argument ? (argument as ReviewRow) : undefined;
