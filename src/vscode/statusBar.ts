import * as vscode from 'vscode';
import { commands } from '../contrib/commands';
import { settings } from '../contrib/settings';
import type { ProjectsModel } from './tree/projectsModel';
import { projectStatus } from './tree/projectStatus';

/** Milliseconds after which a window that has the focus is followed: starting the editor comes first. */
const firstLook = 2000;

/**
 * The state of the workspace's projects; a click shows what can be done. While the window has the focus it follows the engine by one
 * stream of events, which the badge and the alerts need too, unless the setting is off.
 */
export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('drydock.status', vscode.StatusBarAlignment.Left, 10);
  private readonly subscriptions: readonly { dispose(): void }[];
  private readonly timer: NodeJS.Timeout;
  private looking: vscode.Disposable | undefined;

  constructor(private readonly model: ProjectsModel) {
    this.item.name = 'Drydock';
    this.item.command = commands.projectActions.id;
    this.subscriptions = [
      this.item,
      model.onDidChange(() => this.looking && this.paint()),
      vscode.window.onDidChangeWindowState(() => this.follow()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration(settings.statusBar.id)) this.follow();
      }),
    ];
    this.timer = setTimeout(() => this.follow(), firstLook);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.looking?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private follow(): void {
    const { id, default: usual } = settings.statusBar;
    const wanted = vscode.workspace.getConfiguration().get<boolean>(id, usual);
    if (wanted && vscode.window.state.focused) this.looking ??= this.model.look();
    else {
      this.looking?.dispose();
      this.looking = undefined;
    }
    // The view may follow already: nothing changes then that would paint it.
    if (wanted) this.paint();
    else this.item.hide();
  }

  private paint(): void {
    const status = projectStatus(this.model.rows);
    if (!status) {
      this.item.hide();
      return;
    }
    this.item.text = `$(${status.icon.id}) ${status.text}`;
    this.item.tooltip = status.tooltip;
    this.item.backgroundColor = status.wrong ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.item.accessibilityInformation = { label: `Drydock: ${status.text}. ${status.tooltip}` };
    this.item.show();
  }
}
