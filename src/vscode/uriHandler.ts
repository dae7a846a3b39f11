import * as vscode from 'vscode';
import { commands } from '../contrib/commands';
import { readLink } from './link';

/**
 * vscode://drydock.drydock/dockerize: Dockerize This Repo; with ?folder=PATH in that folder, which is opened first where it is not, with
 * ?repository=URL after a clone by the editor's own Git. The editor asks before it hands a link to an extension; nothing is written
 * before the review is accepted.
 */
export function registerUriHandler(): vscode.Disposable {
  return vscode.window.registerUriHandler({
    handleUri: async ({ path, query }) => {
      const link = readLink(path, query);
      if (link.kind === 'refused') void vscode.window.showErrorMessage(link.text);
      if (link.kind === 'dockerize') await vscode.commands.executeCommand(commands.dockerize.id);
      if (link.kind === 'folder') await dockerize(vscode.Uri.file(link.folder));
      if (link.kind === 'clone') await clone(link.repository);
    },
  });
}

async function dockerize(folder: vscode.Uri): Promise<void> {
  if (vscode.workspace.getWorkspaceFolder(folder)) {
    await vscode.commands.executeCommand(commands.dockerize.id, folder);
    return;
  }
  const open = 'Open Folder';
  const text = `${folder.fsPath} is not open here. Once it is, "Drydock: Dockerize This Repo" reads it.`;
  if ((await vscode.window.showInformationMessage(text, open)) === open)
    await vscode.commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: true });
}

async function clone(repository: string): Promise<void> {
  if (vscode.extensions.getExtension('vscode.git')) await vscode.commands.executeCommand('git.clone', repository);
  else
    void vscode.window.showErrorMessage(`Git is switched off in this editor. Next: npx drydock-dev up ${repository}`);
}
