import * as vscode from 'vscode';
import { commands } from '../../contrib/commands';
import { debugType } from '../../contrib/debugging';
import { configurationOf } from '../debug/serviceDebugger';
import { cancelled, done, registerCommand, type Outcome } from './outcome';
import { rowOf } from './target';

/** Attach Debugger, to a running service or from its first line on; on a container's row, or to the service that the user picks. */
export function registerDebugCommands(): readonly vscode.Disposable[] {
  const attach =
    (wait: boolean) =>
    async (argument: unknown): Promise<Outcome> => {
      const { project, container } = rowOf(argument) ?? {};
      const wanted =
        project && container
          ? configurationOf(project, container.service, true)
          : { type: debugType, request: 'attach', name: 'Drydock' };
      const folder = project && vscode.workspace.getWorkspaceFolder(vscode.Uri.file(project.folder));
      // What went wrong has been said by then.
      return (await vscode.debug.startDebugging(folder, { ...wanted, wait })) ? done : cancelled;
    };
  return [
    registerCommand(commands.attachDebugger.id, attach(false)),
    registerCommand(commands.debugFromStart.id, attach(true)),
  ];
}
