import type { ManagerHint } from '../model/nodeFacts';
import { folderOf } from '../model/paths';
import { readJson } from './jsonDocument';

/** Files that one manager alone reads: https://pnpm.io/pnpm-workspace_yaml, https://yarnpkg.com/configuration/yarnrc, https://bun.com/docs/runtime/bunfig */
const own: Readonly<Record<string, ManagerHint['manager']>> = {
  'pnpm-workspace.yaml': 'pnpm',
  '.yarnrc.yml': 'yarn-berry',
  'bunfig.toml': 'bun',
};

/** Tools that keep "cli": { "packageManager": name }: https://angular.dev/reference/configs/workspace-config, https://nx.dev/docs/reference/nx-json */
const tools = new Set(['angular.json', 'nx.json']);

/** The names that such a setting may have; 'yarn' alone does not tell its version, and the older one reads both. */
const names: Readonly<Record<string, ManagerHint['manager']>> = { npm: 'npm', pnpm: 'pnpm', yarn: 'yarn', bun: 'bun' };

export const isManagerFile = (name: string): boolean => Object.hasOwn(own, name) || tools.has(name);

/** What a file says about the package manager beside it. Throws a SyntaxError with `lineNumber` for a tool's file that is no JSON. */
export function parseManagerHint(file: string, text: string): readonly ManagerHint[] {
  const name = file.split('/').at(-1) ?? file;
  const folder = folderOf(file);
  const alone = own[name];
  if (alone) {
    const lines = text.split(/\r?\n/, 200);
    const line = Math.max(
      0,
      lines.findIndex((each) => each.trim() !== ''),
    );
    return [{ file, line: line + 1, text: (lines[line] ?? '').trim().slice(0, 200), folder, manager: alone }];
  }
  const json = readJson(file, text, 'comments');
  const setting = json.string(json.member(json.root, 'cli'), 'packageManager');
  const manager = setting && Object.hasOwn(names, setting.value) ? names[setting.value] : undefined;
  return setting && manager ? [{ ...setting.source, folder, manager }] : [];
}
