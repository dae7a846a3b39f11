import * as vscode from 'vscode';
import { contextKeys } from '../../contrib/contextKeys';
import { views } from '../../contrib/views';
import type { Proposal } from '../../core/dockerize';
import type { FileChange } from '../../core/model/change';
import type { DiffSides, ProposedDocuments } from './proposedDocuments';
import { proposalScheme } from './proposedDocuments';
import { reviewItem } from './reviewItem';
import { countChanges, reviewRows, writtenChanges, type ReviewRow } from './rows';

export type Decision = 'accept' | 'cancel';
/** `slug`: under which the folder will run; not the plan's where another folder has that one. */
type Shown = Pick<Proposal, 'plan' | 'model' | 'changes'> & { readonly slug: string };

/** The proposal in the editor's own parts: a tree of findings and changes, and a diff of every file. */
export class Review implements vscode.TreeDataProvider<ReviewRow>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view = vscode.window.createTreeView(views.review.id, { treeDataProvider: this });
  private open:
    { readonly root: vscode.Uri; readonly proposal: Shown; readonly decide: (decision: Decision) => void } | undefined;

  constructor(private readonly documents: ProposedDocuments) {}

  /** Shows what would be written below `root` and waits for the user. A proposal still open is cancelled. */
  async ask(root: vscode.Uri, proposal: Shown): Promise<Decision> {
    this.decide('cancel');
    const decision = new Promise<Decision>((resolve) => {
      this.open = { root, proposal, decide: resolve };
    });
    this.view.description = `${proposal.slug}: ${countChanges(proposal.changes)}`;
    this.changed.fire(undefined);
    await vscode.commands.executeCommand('setContext', contextKeys.reviewing, true);
    await vscode.commands.executeCommand(`${views.review.id}.focus`);
    await this.showAll();
    void this.notify(proposal);
    return decision;
  }

  /** Ends the review that is open; nothing happens when there is none. */
  decide(decision: Decision): void {
    const { open } = this;
    if (!open) return;
    this.open = undefined;
    void this.close(open.proposal);
    open.decide(decision);
  }

  /** One editor with the diff of every file that would be written. */
  async showAll(): Promise<void> {
    if (!this.open) return;
    const { proposal } = this.open;
    const resources = writtenChanges(proposal.changes).map((change) => {
      const { file, before, after } = this.sides(change);
      return [file, change.kind === 'create' ? undefined : before, change.kind === 'remove' ? undefined : after];
    });
    await vscode.commands.executeCommand('vscode.changes', title(proposal), resources);
  }

  getTreeItem(row: ReviewRow): vscode.TreeItem {
    const root = this.open?.root ?? vscode.Uri.file('/');
    return reviewItem(row, root, (change) => this.sides(change));
  }

  getChildren(row?: ReviewRow): ReviewRow[] {
    if (!row) return this.open ? [...reviewRows(this.open.proposal)] : [];
    return 'children' in row ? [...row.children] : [];
  }

  dispose(): void {
    this.decide('cancel');
    this.view.dispose();
    this.changed.dispose();
  }

  private sides(change: FileChange): DiffSides {
    const file = vscode.Uri.joinPath(this.open?.root ?? vscode.Uri.file('/'), change.path);
    const before = 'before' in change ? change.before : change.kind === 'unchanged' ? change.content : undefined;
    const after = 'after' in change ? change.after : change.kind === 'unchanged' ? change.content : undefined;
    return this.documents.add(file, before, after);
  }

  private async notify(proposal: Shown): Promise<void> {
    const count = writtenChanges(proposal.changes).length;
    const write = `Write ${count} ${count === 1 ? 'File' : 'Files'}`;
    const buttons = vscode.workspace.isTrusted ? [write, 'Cancel'] : ['Close'];
    const text = vscode.workspace.isTrusted
      ? `Drydock proposes ${countChanges(proposal.changes)} for ${proposal.slug}. Nothing is written yet.`
      : 'Restricted Mode: this is a preview. Trust the folder to let Drydock write.';
    const answer = await vscode.window.showInformationMessage(text, ...buttons);
    // A toast that was dismissed decides nothing: the view's own buttons stay.
    if (answer === undefined || this.open?.proposal !== proposal) return;
    this.decide(answer === write ? 'accept' : 'cancel');
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
