import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Failure } from '../../core/model/failure';
import type { FromLogView, ToLogView } from '../../core/model/logMessages';
import type { Engine } from '../../docker/engine';
import { ProjectLogs } from '../../docker/projectLogs';
import { logHtml } from './logHtml';
import type { LogTarget } from './logTarget';
import { readMessage } from './readMessage';

/** Batches that may be on their way to the page: it takes the next when it has shown one. */
const underway = 2;
/** Milliseconds after which a page of older lines is given up. */
const longestSearch = 60_000;

/** The log view of a project: a page in an editor. It follows the containers while it is on screen and not paused, and only then. */
export class LogPanel implements vscode.Disposable {
  private readonly panel: vscode.WebviewPanel;
  private readonly logs: ProjectLogs;
  private readonly subscriptions: readonly vscode.Disposable[];
  private stretch: AbortController | undefined;
  /** The end of the stretch before: two never run at once. */
  private ended: Promise<void> = Promise.resolve();
  private ready = false;
  private paused = false;
  private closed = false;
  private revealed = false;
  private waiting: (() => void)[] = [];
  private sent = 0;

  constructor(
    private readonly target: LogTarget,
    engine: Engine,
    extension: vscode.Uri,
    private service: string | undefined,
    onClose: () => void,
  ) {
    const dist = vscode.Uri.joinPath(extension, 'dist');
    this.panel = vscode.window.createWebviewPanel('drydock.logs', `${target.title} logs`, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [dist],
      // What was read stays, within the bounds of the page; while it is hidden nothing comes to it.
      retainContextWhenHidden: true,
    });
    this.panel.iconPath = vscode.Uri.joinPath(extension, 'media', 'drydock.svg');
    this.logs = new ProjectLogs(engine, target, {
      rows: async (rows) => {
        this.post({ type: 'rows', rows });
        this.sent++;
        if (this.stretch && this.sent > underway) await new Promise<void>((resolve) => this.waiting.push(resolve));
      },
      services: (services) => this.post({ type: 'services', services }),
      trouble: (failure) => this.post({ type: 'trouble', text: failure ? sentence(failure) : '' }),
    });
    const { webview } = this.panel;
    this.subscriptions = [
      webview.onDidReceiveMessage((value: unknown) => {
        const message = readMessage(value);
        if (message) void this.answer(message).catch((error: unknown) => this.complain(error));
      }),
      this.panel.onDidChangeViewState(() => this.follow()),
      this.panel.onDidDispose(() => {
        this.closed = true;
        this.stop();
        for (const subscription of this.subscriptions) subscription.dispose();
        onClose();
      }),
    ];
    webview.html = logHtml({
      script: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'logs.js')).toString(),
      style: webview.asWebviewUri(vscode.Uri.joinPath(dist, 'logs.css')).toString(),
      origin: webview.cspSource,
      title: target.title,
    });
  }

  /** Brings the panel to the front, with one service alone where one is given. */
  reveal(service: string | undefined): void {
    this.panel.reveal();
    this.service = service;
    if (this.ready) this.post({ type: 'only', service });
  }

  dispose(): void {
    this.panel.dispose();
  }

  private async answer(message: FromLogView): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.ready = true;
        this.post({ type: 'only', service: this.service });
        this.follow();
        break;
      case 'shown':
        this.sent--;
        this.waiting.shift()?.();
        break;
      case 'older':
        await this.giveOlder(message.before);
        break;
      case 'pause':
        this.paused = message.paused;
        this.follow();
        break;
      case 'reveal':
        await this.restart(message.revealed);
        break;
      case 'restart':
        await this.restart(this.revealed);
        break;
      case 'copy':
        await vscode.env.clipboard.writeText(this.logs.redact(message.text));
        break;
      case 'save':
        await this.save(message.text);
        break;
      case 'open':
        await this.open(message);
    }
  }

  /** Runs while the panel is on screen and not paused. */
  private follow(): void {
    const wanted = this.ready && this.panel.visible && !this.paused;
    if (!wanted) this.stop();
    else if (!this.stretch) this.start();
  }

  private start(): void {
    const stretch = new AbortController();
    this.stretch = stretch;
    this.ended = this.ended
      .then(() => (stretch.signal.aborted ? undefined : this.logs.follow(stretch.signal)))
      .catch((error: unknown) => this.complain(error));
  }

  private stop(): void {
    this.stretch?.abort();
    this.stretch = undefined;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private async restart(revealed: boolean): Promise<void> {
    this.revealed = revealed;
    this.stop();
    await this.ended;
    this.logs.reset(revealed);
    this.post({ type: 'clear', revealed });
    this.follow();
  }

  private async giveOlder(before: string): Promise<void> {
    const older = await this.logs.older(before, AbortSignal.timeout(longestSearch));
    this.post({ type: 'older', ...(older.ok ? older.value : { rows: [], complete: false }) });
    if (!older.ok) this.post({ type: 'trouble', text: sentence(older.failure) });
  }

  private async save(text: string): Promise<void> {
    const [folder = ''] = this.target.folders;
    const defaultUri = vscode.Uri.file(join(folder, `${this.target.title}.log`));
    const uri = await vscode.window.showSaveDialog({ defaultUri, filters: { Log: ['log', 'txt'] } });
    if (uri) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(this.logs.redact(text)));
  }

  private async open({ file, line, column = 1 }: Extract<FromLogView, { type: 'open' }>): Promise<void> {
    const [folder] = this.target.folders;
    if (folder === undefined || file.split('/').includes('..')) return;
    const at = new vscode.Position(Math.max(0, line - 1), Math.max(0, column - 1));
    await vscode.window.showTextDocument(vscode.Uri.file(join(folder, file)), {
      viewColumn: vscode.ViewColumn.Beside,
      selection: new vscode.Range(at, at),
    });
  }

  private post(message: ToLogView): void {
    if (this.closed) return;
    void this.panel.webview.postMessage(message);
  }

  private complain(error: unknown): void {
    void vscode.window.showErrorMessage(error instanceof Error ? error.message : String(error));
  }
}

const sentence = ({ message, next }: Failure): string => (next === undefined ? message : `${message} Next: ${next}`);
