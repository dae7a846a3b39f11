import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { taskScripts, taskType, type TaskScript } from '../contrib/tasks';
import { infraFolder } from './configuration';
import type { FoundProjects, Project } from './tree/rows';

/** What tasks.json says of one of Drydock's tasks. */
interface Definition extends vscode.TaskDefinition {
  readonly script: TaskScript | 'run';
  /** Folder in the workspace; absent: the only project's. */
  readonly folder?: string;
  /** With 'run': what runs, and in which service; absent: in the main app. */
  readonly command?: string;
  readonly service?: string;
}

/** The scripts of each project of the workspace as tasks, and one-off commands in a service as tasks.json has them. */
export function registerTasks(find: () => Promise<FoundProjects>): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(taskType, {
    provideTasks: async () => (await find()).projects.flatMap(tasksOf),
    resolveTask: async (task) => {
      const definition = task.definition as Definition;
      const { projects } = await find();
      const project = projects.find(({ folder }) => isMeant(folder, definition)) ?? projects[0];
      return project && taskOf(project, definition);
    },
  });
}

const tasksOf = (project: Project): readonly vscode.Task[] =>
  (Object.keys(taskScripts) as TaskScript[])
    .filter((script) => existsSync(join(project.folder, scriptPath(script))))
    .map((script) => taskOf(project, { type: taskType, script, folder: nameOf(project) }));

/** The same definition is given back: by it the editor knows the task that it has asked for. */
function taskOf(project: Project, definition: Definition): vscode.Task {
  const { script, command = '', service = '' } = definition;
  const words = [scriptPath(script), ...(script === 'run' ? [service, 'sh', '-c', command] : [])];
  const execution = new vscode.ShellExecution(
    'bash',
    words.map((value) => ({ value, quoting: vscode.ShellQuoting.Strong })),
    { cwd: project.folder, env: { DRYDOCK_INFRA: infraFolder() } },
  );
  const scope = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(project.folder)) ?? vscode.TaskScope.Workspace;
  const name = script === 'run' ? `run ${command}` : `${script} ${project.slug}`;
  const task = new vscode.Task(definition, scope, name, 'Drydock', execution, []);
  if (script !== 'run') task.detail = taskScripts[script];
  if (script === 'logs') task.isBackground = true;
  return task;
}

/** A one-off command runs through the script that opens shells. */
const scriptPath = (script: Definition['script']): string => `ops/${script === 'run' ? 'shell' : script}.sh`;

const nameOf = ({ folder }: Project): string =>
  vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder))?.name ?? folder;

const isMeant = (folder: string, { folder: wanted }: Definition): boolean =>
  wanted === undefined ||
  wanted === folder ||
  wanted === vscode.workspace.getWorkspaceFolder(vscode.Uri.file(folder))?.name;
