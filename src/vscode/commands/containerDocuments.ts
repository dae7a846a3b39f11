import * as vscode from 'vscode';
import { maskValue, redactSecrets, secretValues } from '../../core/redact/redactSecrets';
import type { Container, ContainerDetail } from '../../docker/container';

const scheme = 'drydock-container';

/** Documents that show a container as it was when they were opened, read-only. No secret stands in them. */
export class ContainerDocuments implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registrations = [
    vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
  ];

  /** The engine's whole answer, as JSON. */
  async inspect(container: Container, detail: ContainerDetail): Promise<void> {
    await this.show(`${container.name}.json`, inspectText(detail));
  }

  /** NAME=value, sorted; the value of a secret is masked. */
  async environment(container: Container, { environment }: ContainerDetail): Promise<void> {
    const lines = environment.map((each) => `${each.name}=${maskValue(each)}`).sort();
    await this.show(`${container.name}.env`, `${lines.join('\n')}\n`);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose();
  }

  private async show(name: string, text: string): Promise<void> {
    // Another path for each look: the editor keeps the text of a document that is open.
    const uri = vscode.Uri.from({ scheme, path: `/${Date.now().toString(36)}/${name}` });
    this.texts.set(uri.toString(), text);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }
}

function inspectText({ inspected, environment }: ContainerDetail): string {
  const secrets = secretValues(environment);
  const masked = (key: string, value: unknown): unknown => {
    if (key === 'Env' && Array.isArray(value)) return environment.map((each) => `${each.name}=${maskValue(each)}`);
    return typeof value === 'string' ? redactSecrets(value, secrets) : value;
  };
  return `${JSON.stringify(inspected, masked, 2)}\n`;
}
