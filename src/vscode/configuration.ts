import { homedir } from 'node:os';
import * as vscode from 'vscode';
import { settings } from '../contrib/settings';

/** Folder of the shared infra as the user wrote it; undefined when it is the default. */
function infraSetting(): string | undefined {
  const value = vscode.workspace.getConfiguration().get<string>(settings.infraFolder.id);
  return value && value !== settings.infraFolder.default ? value : undefined;
}

/** Absolute folder of the shared infra, decided as the ops scripts decide it. */
export function infraFolder(): string {
  const value = infraSetting() ?? process.env['DRYDOCK_INFRA'] ?? settings.infraFolder.default;
  return value.replace(/^~(?=\/|$)/, homedir());
}
