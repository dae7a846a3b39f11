import * as vscode from 'vscode';
import { commands } from '../../contrib/commands';
import type { FoundProjects, Project } from '../tree/rows';
import { done, failedWith, registerCommand, type Outcome } from './outcome';
import type { Script } from './runScript';
import { targetProject } from './target';

/** Up, Down, Maintenance On and Off, Open in Browser. */
export function registerProjectCommands(
  find: () => Promise<FoundProjects>,
  templates: string,
): readonly vscode.Disposable[] {
  const runs =
    (script: Script) =>
    async (project: Project): Promise<Outcome> => {
      const { runProjectScript } = await import('./runScript');
      return runProjectScript(project, script, { templates });
    };
  const on = (
    id: Parameters<typeof registerCommand>[0],
    run: (project: Project) => Promise<Outcome>,
  ): vscode.Disposable =>
    registerCommand(id, async (argument) => {
      const project = await targetProject(argument, find);
      return project.ok ? run(project.value) : failedWith(project.failure);
    });
  return [
    on(commands.up.id, async (project) => {
      const outcome = await runs('up')(project);
      if (outcome.kind === 'done') void offerBrowser(project);
      return outcome;
    }),
    on(commands.down.id, runs('down')),
    on(commands.maintenanceOn.id, runs('maintenance-on')),
    on(commands.maintenanceOff.id, runs('maintenance-off')),
    on(commands.openInBrowser.id, open),
  ];
}

async function offerBrowser(project: Project): Promise<void> {
  const openInBrowser = commands.openInBrowser.title;
  if (
    (await vscode.window.showInformationMessage(`${project.slug} is up at ${project.url}`, openInBrowser)) ===
    openInBrowser
  )
    await open(project);
}

async function open(project: Project): Promise<Outcome> {
  // False means that the user said no to the editor's own question; asExternalUri would put a tunnel in front of the name.
  await vscode.env.openExternal(vscode.Uri.parse(project.url, true));
  return done;
}
