import * as vscode from 'vscode';
import type { Result } from '../../core/model/failure';
import type { Project } from '../tree/rows';
import { ScriptTerminal, type ShownWork } from './scriptTerminal';

/** A script of ops/ that the editor starts. */
export type Script =
  'up' | 'down' | 'maintenance-on' | 'maintenance-off' | 'rebuild' | 'migrate' | 'backup' | 'debug' | 'infra-up';

/**
 * Runs work on a project as a task, so that its output stands in the terminal panel, and waits for its end. What is quick does
 * not bring the panel up. `cancel` gives the work up from elsewhere than the terminal.
 */
export async function runInTerminal<T>(
  project: Pick<Project, 'folder' | 'slug'>,
  script: Script,
  work: ShownWork<T>,
  cancel?: vscode.CancellationToken,
): Promise<Result<T>> {
  const quiet = script === 'maintenance-on' || script === 'maintenance-off';
  const terminal = new ScriptTerminal(work);
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(project.folder)) ?? vscode.TaskScope.Workspace;
  const execution = new vscode.CustomExecution(() => Promise.resolve(terminal));
  const task = new vscode.Task(
    { type: 'drydock', script },
    folder,
    `${script} ${project.slug}`,
    'Drydock',
    execution,
    [],
  );
  task.presentationOptions = {
    reveal: quiet ? vscode.TaskRevealKind.Silent : vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Dedicated,
    showReuseMessage: false,
    clear: true,
    echo: false,
  };
  const cancelling = cancel?.onCancellationRequested(() => terminal.close());
  await vscode.tasks.executeTask(task);
  const result = await terminal.ended;
  cancelling?.dispose();
  return result;
}
