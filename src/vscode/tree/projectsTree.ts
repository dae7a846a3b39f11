import * as vscode from 'vscode';
import { views } from '../../contrib/views';
import type { Engine } from '../../docker/engine';
import { signalOf } from '../commands/signalOf';
import { changedRows } from './changedRows';
import type { ProjectsModel } from './projectsModel';
import { rowItem } from './rowItem';
import { unhealthyOf } from './projectStatus';
import type { Row } from './rows';

/**
 * What the editor holds for a row: the same object as long as the row has the same id, since the editor knows what to repaint
 * by identity.
 */
export interface RowNode {
  row: Row;
}

/** The Projects view: the model's rows, live while it is on screen. */
export class ProjectsTree implements vscode.TreeDataProvider<RowNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<RowNode | undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view: vscode.TreeView<RowNode>;
  private readonly subscriptions: readonly vscode.Disposable[];
  private nodes = new Map<string, RowNode>();
  private looking: vscode.Disposable | undefined;
  /** As they are on screen: when the view is hidden, as they were. */
  rows: readonly Row[] = [];

  constructor(
    private readonly model: ProjectsModel,
    private readonly engine: () => Promise<Engine>,
  ) {
    this.view = vscode.window.createTreeView(views.projects.id, { treeDataProvider: this, canSelectMany: true });
    this.subscriptions = [
      this.view,
      this.view.onDidChangeVisibility(({ visible }) => this.follow(visible)),
      model.onDidChange(() => this.looking && this.paint()),
    ];
    this.follow(this.view.visible);
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
    const [{ detailLines }, engine] = await Promise.all([import('./containerDetail'), this.engine()]);
    const detail = await engine.inspect(row.container.id, signalOf(token));
    item.tooltip = detail.ok ? detailLines(row.container, detail.value).join('\n') : row.tooltip;
    return item;
  }

  async getChildren(node?: RowNode): Promise<RowNode[]> {
    if (!node) await this.model.firstFound;
    return (node?.row.children ?? this.rows).flatMap(({ id }) => this.nodes.get(id) ?? []);
  }

  dispose(): void {
    this.looking?.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.changed.dispose();
  }

  private follow(visible: boolean): void {
    this.looking?.dispose();
    this.looking = visible ? this.model.look() : undefined;
    if (visible) this.paint();
  }

  private paint(): void {
    const before = this.rows;
    this.rows = this.model.rows;
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
    const unhealthy = unhealthyOf(this.rows).length;
    const tooltip = unhealthy === 1 ? '1 container is not well' : `${unhealthy} containers are not well`;
    this.view.badge = unhealthy === 0 ? undefined : { value: unhealthy, tooltip };
  }
}

const withAll = (row: Row): readonly Row[] => [row, ...row.children.flatMap(withAll)];
