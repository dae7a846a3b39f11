import * as vscode from 'vscode';
import { infraSetting } from '../configuration';
import type { Project } from '../tree/rows';
import { done, failedWith, type Outcome } from './outcome';

/** A script of ops/ that the editor starts. */
export type Script = 'up' | 'down' | 'maintenance-on' | 'maintenance-off';

/**
 * Runs ops/<script>.sh of a project as a task, so that its output stands in the terminal panel, and waits for its end.
 * Short scripts (`quiet`) show the panel only when they fail.
 */
export async function runScript(project: Pick<Project, 'folder' | 'slug'>, script: Script, quiet: boolean): Promise<Outcome> {
  const file = `ops/${script}.sh`;
  const uri = vscode.Uri.joinPath(vscode.Uri.file(project.folder), file);
  if (!(await exists(uri))) {
    return failedWith({ code: 'not-dockerized', message: `${project.slug} has no ${file}.`, next: 'run "Drydock: Dockerize This Repo"' });
  }
  const folder = vscode.workspace.getWorkspaceFolder(uri) ?? vscode.TaskScope.Workspace;
  const infra = infraSetting();
  const execution = new vscode.ProcessExecution('bash', [file], {
    cwd: project.folder,
    ...(infra && { env: { DRYDOCK_INFRA: infra } }),
  });
  const task = new vscode.Task({ type: 'drydock', script }, folder, `${script} ${project.slug}`, 'Drydock', execution, []);
  task.presentationOptions = {
    reveal: quiet ? vscode.TaskRevealKind.Silent : vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Dedicated,
    showReuseMessage: false,
    clear: true,
    echo: false,
  };
  const exit = await runTask(task);
  if (exit === 0) return done;
  return failedWith({
    code: 'start-failed',
    message: `${file} of ${project.slug} ${exit === undefined ? 'was stopped' : `ended with exit code ${exit}`}.`,
    next: `the last lines of the terminal "${task.name}" say why and what to do`,
  });
}

/** Exit code of the task's process; undefined when it was stopped or could not be started. */
async function runTask(task: vscode.Task): Promise<number | undefined> {
  const ended = new Map<vscode.TaskExecution, number | undefined>();
  let check = (): void => undefined;
  const note = (execution: vscode.TaskExecution, exit: number | undefined): void => {
    if (!ended.has(execution)) ended.set(execution, exit);
    check();
  };
  const subscriptions = [
    vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => note(execution, exitCode)),
    // A process that never started has no end of its own; the end of its task comes after that of a process.
    vscode.tasks.onDidEndTask(({ execution }) => note(execution, undefined)),
  ];
  try {
    const execution = await vscode.tasks.executeTask(task);
    await new Promise<void>((resolve) => {
      check = () => void (ended.has(execution) && resolve());
      check();
    });
    return ended.get(execution);
  } finally {
    for (const subscription of subscriptions) subscription.dispose();
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(() => true, () => false);
}
