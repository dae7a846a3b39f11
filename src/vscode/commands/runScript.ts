import * as vscode from 'vscode';
import { runScript } from '../../host/scripts';
import { infraSetting } from '../configuration';
import type { Project } from '../tree/rows';
import { done, failedWith, type Outcome } from './outcome';
import { ScriptTerminal } from './scriptTerminal';

/** A script of ops/ that the editor starts. */
export type Script = 'up' | 'down' | 'maintenance-on' | 'maintenance-off';

/**
 * Runs ops/<script>.sh of a project as a task, so that its output stands in the terminal panel, and waits for its end.
 * A failure is the script's own sentence and next step. Short scripts (`quiet`) do not bring the panel up.
 */
export async function runProjectScript(project: Pick<Project, 'folder' | 'slug'>, script: Script, quiet: boolean): Promise<Outcome> {
  const infra = infraSetting();
  const env = infra ? { ...process.env, DRYDOCK_INFRA: infra } : process.env;
  const terminal = new ScriptTerminal((print, signal) => {
    print(`ops/${script}.sh of ${project.slug}`);
    return runScript(project.folder, `ops/${script}.sh`, [], { env, signal, progress: { step: print, line: print } });
  });
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(project.folder)) ?? vscode.TaskScope.Workspace;
  const execution = new vscode.CustomExecution(() => Promise.resolve(terminal));
  const task = new vscode.Task({ type: 'drydock', script }, folder, `${script} ${project.slug}`, 'Drydock', execution, []);
  task.presentationOptions = {
    reveal: quiet ? vscode.TaskRevealKind.Silent : vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Dedicated,
    showReuseMessage: false,
    clear: true,
    echo: false,
  };
  await vscode.tasks.executeTask(task);
  const result = await terminal.ended;
  return result.ok ? done : failedWith(result.failure);
}
