import * as vscode from 'vscode';
import { contextKeys } from '../../contrib/contextKeys';
import { views } from '../../contrib/views';
import type { Proposal } from '../../core/dockerize';
import type { FileChange } from '../../core/model/change';
import { ok, type Result } from '../../core/model/failure';
import { settingsFile } from '../../core/model/settings';
import { pickSetting } from './askSetting';
import type { DiffSides, ProposedDocuments } from './proposedDocuments';
import { proposalScheme } from './proposedDocuments';
import { reviewItem } from './reviewItem';
import { countChanges, isWritten, reviewRows, writtenChanges, type ReviewRow, type Setting } from './rows';

/** `slug`: under which the folder will run; not the plan's where another folder has that one. */
type Shown = Pick<Proposal, 'plan' | 'model' | 'changes'> & { readonly slug: string };

/** `left`: paths whose change the user does not want. */
export type Decision = { readonly kind: 'accept'; readonly left: ReadonlySet<string> } | { readonly kind: 'cancel' };

export interface ReviewRequest {
  readonly root: vscode.Uri;
  readonly proposal: Shown;
  /** The text with which a value is decided, undefined to leave it; see `askSetting`. */
  readonly ask: (setting: Setting) => Promise<string | undefined>;
  /** The proposal with a value decided. */
  readonly decide: (name: string, value: string) => Promise<Result<Shown>>;
}

interface Open {
  readonly request: ReviewRequest;
  readonly left: Set<string>;
  readonly end: (decision: Decision) => void;
  proposal: Shown;
}

/** The proposal in the editor's own parts: a tree of findings and changes, and a diff of every file. */
export class Review implements vscode.TreeDataProvider<ReviewRow>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view = vscode.window.createTreeView(views.review.id, { treeDataProvider: this });
  private readonly checks = this.view.onDidChangeCheckboxState(({ items }) => this.check(items));
  private open: Open | undefined;

  constructor(private readonly documents: ProposedDocuments) {}

  /** Shows what would be written and waits for the user. A proposal still open is cancelled. */
  async show(request: ReviewRequest): Promise<Decision> {
    this.decide('cancel');
    const { proposal } = request;
    let open: Open | undefined;
    const decision = new Promise<Decision>((end) => {
      open = { request, proposal, left: new Set(), end };
    });
    this.open = open;
    this.refresh();
    await vscode.commands.executeCommand('setContext', contextKeys.reviewing, true);
    await vscode.commands.executeCommand(`${views.review.id}.focus`);
    await this.showAll();
    if (open) void this.notify(open);
    return decision;
  }

  /** Ends the review that is open; nothing happens when there is none. */
  decide(kind: Decision['kind']): void {
    const { open } = this;
    if (!open) return;
    this.open = undefined;
    void this.close(open.proposal);
    open.end(kind === 'accept' ? { kind, left: open.left } : { kind });
  }

  /** Lets the user decide the value of a row, else of one that he picks; tree and open diffs follow. */
  async change(row: ReviewRow | undefined): Promise<Result<void>> {
    const { open } = this;
    if (!open) return ok(undefined);
    const setting = row?.kind === 'finding' ? row.setting : await pickSetting(open.proposal);
    const value = setting && (await open.request.ask(setting));
    if (!setting || value === undefined) return ok(undefined);
    const next = await open.request.decide(setting.name, value);
    if (!next.ok) return next;
    if (this.open !== open) return ok(undefined);
    open.proposal = next.value;
    // Diffs that are open show their new text.
    for (const change of next.value.changes) this.sides(change);
    this.refresh();
    return ok(undefined);
  }

  /** One editor with the diff of every file that would be written. */
  async showAll(): Promise<void> {
    if (!this.open) return;
    const { proposal, left } = this.open;
    const resources = writtenChanges(proposal.changes)
      .filter(({ path }) => !left.has(path))
      .map((change) => {
        const { file, before, after } = this.sides(change);
        return [file, change.kind === 'create' ? undefined : before, change.kind === 'remove' ? undefined : after];
      });
    await vscode.commands.executeCommand('vscode.changes', title(proposal), resources);
  }

  getTreeItem(row: ReviewRow): vscode.TreeItem {
    return reviewItem(row, { file: (path) => this.fileOf(path), sides: (change) => this.sides(change) });
  }

  getChildren(row?: ReviewRow): ReviewRow[] {
    if (!row) return this.open ? [...reviewRows(this.open.proposal, this.open.left)] : [];
    return 'children' in row ? [...row.children] : [];
  }

  dispose(): void {
    this.decide('cancel');
    this.checks.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  private check(items: readonly (readonly [ReviewRow, vscode.TreeItemCheckboxState])[]): void {
    for (const [row, state] of items) {
      if (row.kind !== 'change') continue;
      if (state === vscode.TreeItemCheckboxState.Checked) this.open?.left.delete(row.change.path);
      else this.open?.left.add(row.change.path);
    }
    this.refresh();
  }

  private refresh(): void {
    if (this.open) {
      const { proposal, left } = this.open;
      const wanted = proposal.changes.filter(({ path }) => !left.has(path));
      this.view.description = `${proposal.slug}: ${countChanges(wanted)}`;
    }
    this.changed.fire(undefined);
  }

  /** What is decided in this very review is not on the disk yet. */
  private fileOf(path: string): vscode.Uri {
    const change = this.open?.proposal.changes.find((each) => each.path === path);
    if (path === settingsFile && change && isWritten(change)) return this.sides(change).after;
    return vscode.Uri.joinPath(this.open?.request.root ?? vscode.Uri.file('/'), path);
  }

  private sides(change: FileChange): DiffSides {
    const file = vscode.Uri.joinPath(this.open?.request.root ?? vscode.Uri.file('/'), change.path);
    const before = 'before' in change ? change.before : change.kind === 'unchanged' ? change.content : undefined;
    const after = 'after' in change ? change.after : change.kind === 'unchanged' ? change.content : undefined;
    return this.documents.add(file, before, after);
  }

  private async notify(open: Open): Promise<void> {
    const buttons = vscode.workspace.isTrusted ? ['Write These Files', 'Cancel'] : ['Close'];
    const { changes, slug } = open.proposal;
    const text = vscode.workspace.isTrusted
      ? `Drydock proposes ${countChanges(changes)} for ${slug}. Nothing is written yet.`
      : 'Restricted Mode: this is a preview. Trust the folder to let Drydock write.';
    const answer = await vscode.window.showInformationMessage(text, ...buttons);
    // A toast that was dismissed decides nothing: the view's own buttons stay.
    if (answer === undefined || this.open !== open) return;
    this.decide(answer === buttons[0] && vscode.workspace.isTrusted ? 'accept' : 'cancel');
  }

  private async close(proposal: Shown): Promise<void> {
    await vscode.commands.executeCommand('setContext', contextKeys.reviewing, false);
    const ours = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input, label }) =>
        input instanceof vscode.TabInputTextDiff
          ? input.modified.scheme === proposalScheme
          : label.startsWith(title(proposal)),
      );
    await vscode.window.tabGroups.close(ours);
    this.documents.clear();
  }
}

const title = ({ slug }: Shown): string => `Drydock: ${slug}`;
