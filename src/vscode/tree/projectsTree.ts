import { watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { views } from '../../contrib/views';
import type { Engine } from '../../docker/engine';
import type { EngineView } from '../../docker/watchContainers';
import { signalOf } from '../commands/signalOf';
import { changedRows } from './changedRows';
import { rowItem } from './rowItem';
import { buildRows, type FoundProjects, type Row } from './rows';

/** What the view needs from outside. Neither is called while the view is hidden. */
export interface ProjectsSources {
  readonly engine: () => Promise<Engine>;
  readonly projects: () => Promise<FoundProjects>;
  readonly infra: () => string;
}

/**
 * What the editor holds for a row: the same object as long as the row has the same id, since the editor knows what to repaint
 * by identity.
 */
export interface RowNode {
  row: Row;
}

/** The Projects view: this workspace's projects and their containers, live while it is on screen. */
export class ProjectsTree implements vscode.TreeDataProvider<RowNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<RowNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<RowNode>;
  private nodes = new Map<string, RowNode>();
  private found: FoundProjects = { projects: [], elsewhere: [], failures: [], infra: '', hasFolder: false };
  private engineView: EngineView = { kind: 'connecting' };
  private session: AbortController | undefined;
  private firstFound: Promise<void> = Promise.resolve();
  /** As they are on screen: when the view is hidden, as they were. */
  rows: readonly Row[] = [];

  constructor(private readonly sources: ProjectsSources) {
    this.view = vscode.window.createTreeView(views.projects.id, { treeDataProvider: this, canSelectMany: true });
    this.view.onDidChangeVisibility(({ visible }) => (visible ? this.start() : this.stop()));
    if (this.view.visible) this.start();
  }

  getTreeItem({ row }: RowNode): vscode.TreeItem {
    return rowItem(row);
  }

  /** Asked for when the pointer rests on a row: only then is one container looked at closely. */
  async resolveTreeItem(
    item: vscode.TreeItem,
    { row }: RowNode,
    token: vscode.CancellationToken,
  ): Promise<vscode.TreeItem> {
    if (!row.container) return item;
    const [{ detailLines }, engine] = await Promise.all([import('./containerDetail'), this.sources.engine()]);
    const detail = await engine.inspect(row.container.id, signalOf(token));
    item.tooltip = detail.ok ? detailLines(row.container, detail.value).join('\n') : row.tooltip;
    return item;
  }

  async getChildren(node?: RowNode): Promise<RowNode[]> {
    if (!node) await this.firstFound;
    return (node?.row.children ?? this.rows).flatMap(({ id }) => this.nodes.get(id) ?? []);
  }

  /** Reads everything again. */
  refresh(): void {
    if (!this.session) return;
    this.stop();
    this.start();
  }

  dispose(): void {
    this.stop();
    this.view.dispose();
    this.changed.dispose();
  }

  private stop(): void {
    this.session?.abort();
    this.session = undefined;
  }

  private start(): void {
    if (this.session) return;
    const session = new AbortController();
    this.session = session;
    this.firstFound = this.find(session.signal);
    this.watchFiles(session.signal);
    void this.firstFound.then(() => this.watchEngine(session.signal));
  }

  private async find(signal: AbortSignal): Promise<void> {
    const found = await this.sources.projects();
    if (signal.aborted) return;
    this.found = found;
    this.paint();
  }

  private async watchEngine(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const [{ watchContainers }, engine] = await Promise.all([
      import('../../docker/watchContainers'),
      this.sources.engine(),
    ]);
    const onView = (engineView: EngineView): void => {
      this.engineView = engineView;
      this.paint();
    };
    await watchContainers(engine, onView, signal);
  }

  private watchFiles(signal: AbortSignal): void {
    // A folder that appears with its files in it may be told as a folder alone.
    const locks = vscode.workspace.createFileSystemWatcher('**/{.drydock,.drydock/lock.json}');
    const env = vscode.workspace.createFileSystemWatcher('**/.env');
    const again = (): void => this.refresh();
    const look = (): void => void this.find(signal);
    const subscriptions = [
      locks,
      env,
      locks.onDidCreate(again),
      locks.onDidDelete(again),
      locks.onDidChange(again),
      env.onDidCreate(look),
      env.onDidChange(look),
      env.onDidDelete(look),
      vscode.workspace.onDidChangeWorkspaceFolders(again),
    ];
    const infra = this.sources.infra();
    // Maintenance is a file in the one, the register in the other.
    const folders = [join(infra, 'traefik', 'dynamic'), infra].map((folder) => watchFolder(folder, look));
    signal.addEventListener('abort', () => {
      for (const folder of folders) folder?.close();
      for (const subscription of subscriptions) subscription.dispose();
    });
  }

  private paint(): void {
    const before = this.rows;
    this.rows = buildRows(this.found, this.engineView);
    const known = this.nodes;
    this.nodes = new Map();
    for (const row of this.rows.flatMap(withAll)) {
      const node = known.get(row.id) ?? { row };
      node.row = row;
      this.nodes.set(row.id, node);
    }
    const changed = changedRows(before, this.rows);
    if (changed === 'all') this.changed.fire(undefined);
    else for (const { id } of changed) this.changed.fire(this.nodes.get(id));
  }
}

const withAll = (row: Row): readonly Row[] => [row, ...row.children.flatMap(withAll)];

/** undefined while the infra folder is not there: maintenance then cannot be switched anyway. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, onChange).on('error', () => undefined);
  } catch {
    return undefined;
  }
}
