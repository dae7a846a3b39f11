import * as vscode from 'vscode';

/** Scheme of documents that show a file as Drydock would write it (or, empty, as it was before it existed). */
export const proposalScheme = 'drydock-proposal';

/** The two sides of one file's diff. */
export interface DiffSides {
  /** The file where it will stand. */
  readonly file: vscode.Uri;
  readonly before: vscode.Uri;
  readonly after: vscode.Uri;
}

/** Serves the proposed side of diffs from memory: nothing is written to show it. */
export class ProposedDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(proposalScheme, this);

  /** `before` undefined: there is no file yet; `after` undefined: the file would be removed. A diff that is open shows it at once. */
  add(file: vscode.Uri, before: string | undefined, after: string | undefined): DiffSides {
    const side = (query: string, text: string): vscode.Uri => {
      const uri = file.with({ scheme: proposalScheme, query });
      const former = this.texts.get(uri.toString());
      this.texts.set(uri.toString(), text);
      if (former !== undefined && former !== text) this.changed.fire(uri);
      return uri;
    };
    return { file, before: before === undefined ? side('before', '') : file, after: side('after', after ?? '') };
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  clear(): void {
    this.texts.clear();
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
