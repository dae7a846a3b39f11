import * as vscode from 'vscode';
import type { Result } from '../../core/model/failure';
import { ensureInfraFiles } from '../../host/infra';
import { runScript } from '../../host/scripts';
import { loadTemplates } from '../../host/templates';
import { infraFolder } from '../configuration';
import type { Project } from '../tree/rows';
import { done, failedWith, type Outcome } from './outcome';
import { ScriptTerminal } from './scriptTerminal';

/** A script of ops/ that the editor starts. */
export type Script = 'up' | 'down' | 'maintenance-on' | 'maintenance-off';

/** What a script needs beside the project. `templates`: folder of templates/ in the installed extension. */
export interface ScriptDeps {
  readonly templates: string;
}

/**
 * Runs ops/<script>.sh of a project as a task, so that its output stands in the terminal panel, and waits for its end.
 * A failure is the script's own sentence and next step. Maintenance is quick and does not bring the panel up.
 */
export async function runProjectScript(
  project: Pick<Project, 'folder' | 'slug'>,
  script: Script,
  deps: ScriptDeps,
): Promise<Outcome> {
  const infra = infraFolder();
  const quiet = script === 'maintenance-on' || script === 'maintenance-off';
  const terminal = new ScriptTerminal(async (print, signal): Promise<Result<unknown>> => {
    // On a machine without the shared infra, up brings its files along, as the command line does.
    const ensured = script === 'up' ? await ensureInfraFiles(infra, await loadTemplates(deps.templates)) : undefined;
    if (ensured && !ensured.ok) return ensured;
    print(`ops/${script}.sh of ${project.slug}`);
    const env = { ...process.env, DRYDOCK_INFRA: infra };
    return runScript(project.folder, `ops/${script}.sh`, [], { env, signal, progress: { step: print, line: print } });
  });
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
  await vscode.tasks.executeTask(task);
  const result = await terminal.ended;
  return result.ok ? done : failedWith(result.failure);
}
