import type * as vscode from 'vscode';
import type { Engine } from '../../docker/engine';
import type { LogPanel } from './logPanel';
import type { LogTarget } from './logTarget';

/** The log views that are open: one for each project. */
export class LogPanels implements vscode.Disposable {
  private readonly panels = new Map<string, LogPanel>();

  constructor(
    private readonly engine: () => Promise<Engine>,
    private readonly extension: vscode.Uri,
  ) {}

  /** Opens the view of a project or brings it to the front. `service`: show this one alone. */
  async show(target: LogTarget, service: string | undefined): Promise<void> {
    const [{ LogPanel }, engine] = await Promise.all([import('./logPanel'), this.engine()]);
    const open = this.panels.get(target.key);
    if (open) {
      open.reveal(service);
      return;
    }
    const close = (): void => void this.panels.delete(target.key);
    this.panels.set(target.key, new LogPanel(target, engine, this.extension, service, close));
  }

  dispose(): void {
    for (const panel of [...this.panels.values()]) panel.dispose();
  }
}
