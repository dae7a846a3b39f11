import * as vscode from 'vscode';
import type { FileChange } from '../../core/model/change';
import type { DiffSides } from './proposedDocuments';
import type { ReviewRow } from './rows';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
const severityIcon = { error: 'error', warning: 'warning', note: 'info' } as const;

/** The editor's own look of a row of the Review view; `root` is the folder, `sides` the diff of a change. */
export function reviewItem(
  row: ReviewRow,
  root: vscode.Uri,
  sides: (change: FileChange) => DiffSides,
): vscode.TreeItem {
  switch (row.kind) {
    case 'heading':
      return make(row.label, row.description, row.open ? Expanded : Collapsed);
    case 'finding': {
      const item = make(row.label, row.description, row.children.length > 0 ? Collapsed : None, row.icon);
      item.tooltip = `${row.label}\n${row.description}`;
      return item;
    }
    case 'evidence': {
      const { file, line, text, reason } = row.evidence;
      const item = make(reason, `${file}:${line}`, None, 'go-to-file');
      item.tooltip = `${file}:${line}\n${text}`;
      item.command = openAt(root, file, line);
      return item;
    }
    case 'notice': {
      const item = make(row.label, row.description, None, severityIcon[row.severity]);
      item.tooltip = `${row.label}\n${row.description}`;
      if (row.file !== undefined) item.command = openAt(root, row.file, row.line ?? 1);
      return item;
    }
    case 'change':
      return changeItem(row.change, sides(row.change));
  }
}

const changeWords: Readonly<Record<FileChange['kind'], string>> = {
  create: 'new',
  update: 'updated',
  remove: 'removed',
  unchanged: 'unchanged',
  kept: 'yours, left alone',
};
const changeIcons: Readonly<Record<FileChange['kind'], string>> = {
  create: 'diff-added',
  update: 'diff-modified',
  remove: 'diff-removed',
  unchanged: 'file',
  kept: 'lock',
};
const changeColors: Readonly<Partial<Record<FileChange['kind'], string>>> = {
  create: 'gitDecoration.addedResourceForeground',
  update: 'gitDecoration.modifiedResourceForeground',
  remove: 'gitDecoration.deletedResourceForeground',
};

function changeItem(change: FileChange, { before, after }: DiffSides): vscode.TreeItem {
  const item = make(change.path, changeWords[change.kind], None);
  const color = changeColors[change.kind];
  item.iconPath = new vscode.ThemeIcon(changeIcons[change.kind], color ? new vscode.ThemeColor(color) : undefined);
  item.command = {
    command: 'vscode.diff',
    title: 'Show the Change',
    arguments: [before, after, `${change.path} (${changeWords[change.kind]})`],
  };
  return item;
}

function make(
  label: string,
  description: string,
  fold: vscode.TreeItemCollapsibleState,
  icon?: string,
): vscode.TreeItem {
  const item = new vscode.TreeItem(label, fold);
  item.description = description;
  if (icon !== undefined) item.iconPath = new vscode.ThemeIcon(icon);
  return item;
}

/** `line` counts from 1; the whole line is selected. */
function openAt(root: vscode.Uri, file: string, line: number): vscode.Command {
  const selection = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  return {
    command: 'vscode.open',
    title: 'Open',
    arguments: [vscode.Uri.joinPath(root, file), { selection, preview: true }],
  };
}
