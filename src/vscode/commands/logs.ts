import type * as vscode from 'vscode';
import { commands } from '../../contrib/commands';
import type { LogPanels } from '../logs/logPanels';
import { ofContainer, ofProject } from '../logs/logTarget';
import type { FoundProjects } from '../tree/rows';
import { done, failedWith, registerCommand } from './outcome';
import { rowOf, targetProject } from './target';

/** Show Logs: of the row's project, or of the only one; on the row of a container with its service alone. */
export function registerLogCommand(panels: LogPanels, find: () => Promise<FoundProjects>): vscode.Disposable {
  return registerCommand(commands.showLogs.id, async (argument) => {
    const row = rowOf(argument);
    const container = row?.container ?? row?.children[0]?.container;
    const service = row?.container && (row.container.service || row.container.name);
    if (!row?.project && container) {
      await panels.show(ofContainer(container), service);
      return done;
    }
    const project = await targetProject(argument, find);
    if (!project.ok) return failedWith(project.failure);
    await panels.show(ofProject(project.value), service);
    return done;
  });
}
