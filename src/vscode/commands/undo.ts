import * as vscode from 'vscode';
import { stateFolder } from '../../host/applyChanges';
import { undo } from '../../host/undo';
import { cancelled, done, failedWith, type Outcome } from './outcome';

/** Takes the last write of Drydock in a folder back, after a question. */
export async function undoLastWrite(root: string): Promise<Outcome> {
  const detail = 'Every file that Drydock wrote last becomes what it was before; containers and data are not touched.';
  const yes = 'Undo';
  const answer = await vscode.window.showWarningMessage(
    `Undo Drydock's last write in ${root}?`,
    { modal: true, detail },
    yes,
  );
  if (answer !== yes) return cancelled;
  const undone = await undo(root, { state: stateFolder(process.env) });
  if (!undone.ok) return failedWith(undone.failure);
  void vscode.window.showInformationMessage('Drydock took its last write back.');
  return done;
}
