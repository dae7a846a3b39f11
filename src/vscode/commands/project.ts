import * as vscode from 'vscode';
import { commands } from '../../contrib/commands';
import type { FoundProjects, Project } from '../tree/rows';
import { done, failedWith, registerCommand, type Outcome } from './outcome';
import type { Script } from './runInTerminal';
import { targetProject } from './target';
import type { UpAnswer } from './up';

/** What the project's own scripts do, Open in Browser, Copy URL, Open Folder. */
export function registerProjectCommands(
  find: () => Promise<FoundProjects>,
  templates: string,
): readonly vscode.Disposable[] {
  const runs =
    (script: Exclude<Script, 'up' | 'infra-up'>) =>
    async (project: Project): Promise<Outcome> => {
      const { runProjectScript } = await import('./runScript');
      return runProjectScript(project, script);
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
      const { bringUp } = await import('./up');
      const up = await bringUp(project, templates);
      if (!up.ok) return failedWith(up.failure);
      // A second clone may have got its own name just now.
      const { projects } = await find();
      void tellAnswer(projects.find(({ folder }) => folder === project.folder) ?? project, up.value);
      return done;
    }),
    on(commands.down.id, runs('down')),
    on(commands.maintenanceOn.id, runs('maintenance-on')),
    on(commands.maintenanceOff.id, runs('maintenance-off')),
    on(commands.projectActions.id, async (project) => (await import('./projectActions')).pickAction(project)),
    on(commands.rebuild.id, runs('rebuild')),
    on(commands.migrate.id, runs('migrate')),
    on(commands.backup.id, runs('backup')),
    on(commands.openInBrowser.id, open),
    on(commands.copyUrl.id, async ({ url }) => {
      await vscode.env.clipboard.writeText(url);
      return done;
    }),
    on(commands.openFolder.id, async ({ folder }) => {
      await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(folder), { forceNewWindow: true });
      return done;
    }),
  ];
}

async function tellAnswer(project: Project, { answer, pending }: UpAnswer): Promise<void> {
  const browser = commands.openInBrowser.title;
  const review = 'Review Changes';
  const files = pending === 1 ? '1 file' : `${pending} files`;
  const differ = pending > 0 ? ` The repository has changed since: ${files} would be written anew.` : '';
  const buttons = [browser, ...(pending > 0 ? [review] : [])];
  const chosen = await vscode.window.showInformationMessage(`${project.slug} is up: ${answer}.${differ}`, ...buttons);
  if (chosen === browser) await open(project);
  if (chosen === review) await vscode.commands.executeCommand(commands.dockerize.id, vscode.Uri.file(project.folder));
}

async function open(project: Project): Promise<Outcome> {
  // False means that the user said no to the editor's own question; asExternalUri would put a tunnel in front of the name.
  await vscode.env.openExternal(vscode.Uri.parse(project.url, true));
  return done;
}
