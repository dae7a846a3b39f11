import * as vscode from 'vscode';
import { commands } from '../../contrib/commands';
import type { Row } from '../tree/rows';

const devContainers = 'ms-vscode-remote.remote-containers';
const reopen = 'Reopen in Container';

/**
 * A notification with what can be done next: Up, what `more` names, and Reopen in Container where that extension is
 * installed. Resolves when the user has answered; the command chosen shows its own failure.
 */
export async function offerNext(
  project: { readonly folder: string; readonly slug: string },
  text: string,
  more: readonly 'Undo'[],
): Promise<void> {
  const buttons = [commands.up.title, ...more, ...(vscode.extensions.getExtension(devContainers) ? [reopen] : [])];
  const answer = await vscode.window.showInformationMessage(text, ...buttons);
  const { folder, slug } = project;
  const url = `http://${slug}.localhost`;
  // What a menu on the project's row would pass.
  const row: Row = {
    id: `project:${folder}`,
    label: slug,
    description: '',
    tooltip: '',
    icon: { id: '' },
    context: 'project.absent.open',
    children: [],
    project: { folder, realFolder: folder, slug, url, maintenance: false },
  };
  if (answer === commands.up.title) await vscode.commands.executeCommand(commands.up.id, row);
  if (answer === commands.undo.title) await vscode.commands.executeCommand(commands.undo.id, row);
  if (answer === reopen) await vscode.commands.executeCommand('remote-containers.reopenInContainer');
}
