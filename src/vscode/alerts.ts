import * as vscode from 'vscode';
import { commands } from '../contrib/commands';
import { settings } from '../contrib/settings';
import type { Container } from '../docker/container';
import type { ProjectsModel } from './tree/projectsModel';
import { unhealthyOf } from './tree/projectStatus';

/** Milliseconds for which a container is not well before the user is told: a single restart is none of his business. */
const patience = 10_000;

/** Tells once of each container of the workspace that is unhealthy or starts again and again, with the way to its logs. */
export class Alerts implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;
  /** By the container's id, from when it is first seen so until it is well again. */
  private readonly waiting = new Map<string, NodeJS.Timeout>();

  constructor(private readonly model: ProjectsModel) {
    this.subscription = model.onDidChange(() => this.look());
  }

  dispose(): void {
    this.subscription.dispose();
    for (const timer of this.waiting.values()) clearTimeout(timer);
  }

  private look(): void {
    const now = new Map(unhealthyOf(this.model.rows).map((container) => [container.id, container]));
    for (const [id, timer] of this.waiting) {
      if (now.has(id)) continue;
      clearTimeout(timer);
      this.waiting.delete(id);
    }
    for (const [id, container] of now)
      if (!this.waiting.has(id))
        this.waiting.set(
          id,
          setTimeout(() => void tell(container), patience),
        );
  }
}

async function tell(container: Container): Promise<void> {
  const configuration = vscode.workspace.getConfiguration();
  if (!configuration.get<boolean>(settings.notifications.id, settings.notifications.default)) return;
  const logs = 'Show Logs';
  const silence = 'Do Not Tell Again';
  const { name, health } = container;
  const text = health === 'unhealthy' ? `${name} is unhealthy.` : `${name} ends and is started again, over and over.`;
  const chosen = await vscode.window.showWarningMessage(text, logs, silence);
  if (chosen === logs) await vscode.commands.executeCommand(commands.showLogs.id, rowFor(container));
  if (chosen === silence)
    await configuration.update(settings.notifications.id, false, vscode.ConfigurationTarget.Global);
}

/** As the view would pass it. */
const rowFor = (container: Container): object => ({ context: 'container.running', children: [], container });
