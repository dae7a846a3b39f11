import * as vscode from 'vscode';
import type { ReviewContext } from '../../contrib/rowContexts';
import type { FileChange } from '../../core/model/change';
import type { DiffSides } from './proposedDocuments';
import type { ReviewRow } from './rows';

const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
const severityIcon = { error: 'error', warning: 'warning', note: 'info' } as const;

/** Where a row of the Review view leads to. */
export interface ReviewPlaces {
  /** A file of the repository, as it will be where it is not there yet. */
  readonly file: (path: string) => vscode.Uri;
  readonly sides: (change: FileChange) => DiffSides;
}

/** The editor's own look of a row of the Review view. */
export function reviewItem(row: ReviewRow, places: ReviewPlaces): vscode.TreeItem {
  switch (row.kind) {
    case 'heading':
      return make(row.label, row.description, row.open ? Expanded : Collapsed);
    case 'finding': {
      const item = make(row.label, row.description, row.children.length > 0 ? Collapsed : None, row.icon);
      item.tooltip = `${row.label}\n${row.description}`;
      if (row.setting) item.contextValue = 'setting' satisfies ReviewContext;
      return item;
    }
    case 'evidence': {
      const { file, line, text, reason } = row.evidence;
      const item = make(reason, `${file}:${line}`, None, 'go-to-file');
      item.tooltip = `${file}:${line}\n${text}`;
      item.command = openAt(places.file(file), line);
      return item;
    }
    case 'notice': {
      const item = make(row.label, row.description, None, severityIcon[row.severity]);
      item.tooltip = `${row.label}\n${row.description}`;
      if (row.file !== undefined) item.command = openAt(places.file(row.file), row.line ?? 1);
      return item;
    }
    case 'change':
      return changeItem(row.change, row.checked, places.sides(row.change));
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

function changeItem(change: FileChange, checked: boolean | undefined, { before, after }: DiffSides): vscode.TreeItem {
  const item = make(change.path, changeWords[change.kind], None);
  const color = changeColors[change.kind];
  item.iconPath = new vscode.ThemeIcon(changeIcons[change.kind], color ? new vscode.ThemeColor(color) : undefined);
  if (checked !== undefined)
    item.checkboxState = {
      state: vscode.TreeItemCheckboxState[checked ? 'Checked' : 'Unchecked'],
      tooltip: checked ? 'Will be written' : 'Left out; the next run offers it again',
    };
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
function openAt(file: vscode.Uri, line: number): vscode.Command {
  const selection = new vscode.Range(line - 1, 0, line - 1, Number.MAX_SAFE_INTEGER);
  return {
    command: 'vscode.open',
    title: 'Open',
    arguments: [file, { selection, preview: true }],
  };
}
