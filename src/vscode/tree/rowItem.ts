import * as vscode from 'vscode';
import type { Icon, Row } from './rows';

/** The editor's own look of a row. */
export function rowItem(row: Row): vscode.TreeItem {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  // The editor remembers how a row was folded: a project keeps its fold while it has no container yet.
  const folds = row.context.startsWith('project.') || row.children.length > 0;
  const item = new vscode.TreeItem(row.label, folds ? (row.folded ? Collapsed : Expanded) : None);
  item.id = row.id;
  item.description = row.description;
  // Left open for a container: the editor asks for it when the pointer rests there.
  if (!row.container) item.tooltip = row.tooltip;
  item.contextValue = row.context;
  item.iconPath = themeIcon(row.icon);
  if (row.command !== undefined) item.command = { command: row.command, title: row.label };
  item.accessibilityInformation = { label: [row.label, row.description].filter(Boolean).join(', ') };
  return item;
}

/** A codicon, in a colour of the theme where it has one. */
export function themeIcon({ id, color }: Icon): vscode.ThemeIcon {
  return new vscode.ThemeIcon(id, color === undefined ? undefined : new vscode.ThemeColor(color));
}
