import * as vscode from 'vscode';
import { commands } from '../../contrib/commands';
import type { Project } from '../tree/rows';
import { cancelled, done, type Outcome } from './outcome';

/** What the status bar offers, each as the view's menu has it. */
const offered = [
  [commands.openInBrowser, 'globe'],
  [commands.up, 'play'],
  [commands.down, 'debug-stop'],
  [commands.rebuild, 'refresh'],
  [commands.maintenanceOn, 'tools'],
  [commands.maintenanceOff, 'pass'],
  [commands.migrate, 'database'],
  [commands.backup, 'save'],
  [commands.copyUrl, 'copy'],
  [commands.dockerize, 'package'],
] as const;

/** Lets the user pick what to do with a project. */
export async function pickAction(project: Project): Promise<Outcome> {
  const items: readonly (vscode.QuickPickItem & { readonly id: string })[] = offered.map(([{ id, title }, icon]) => ({
    label: `$(${icon}) ${title}`,
    id,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: project.slug, placeHolder: project.url });
  if (!picked) return cancelled;
  await vscode.commands.executeCommand(picked.id, { context: 'project.unknown.open', children: [], project });
  return done;
}
