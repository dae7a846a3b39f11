import picomatch from 'picomatch';
import { parse } from 'yaml';
import type { JsModule, ManagerHint, NodeLock, NodePackage, NodeVersion, PrismaDatasource } from '../model/nodeFacts';
import { folderOf } from '../model/paths';
import { isManagerFile, parseManagerHint } from './managerHint';
import { parseJsModule } from './jsModule';
import { parsePrismaSchema } from './prismaSchema';
import { parsePackageJson, parsePackageNodeVersions } from './packageJson';

/** What the files of Node repositories say. */
export interface NodeFacts {
  readonly packages: NodePackage[];
  readonly locks: NodeLock[];
  readonly managerHints: ManagerHint[];
  readonly nodeVersions: NodeVersion[];
  readonly jsModules: JsModule[];
  readonly prismaDatasources: PrismaDatasource[];
  readonly workspaces: { folder: string; members: readonly string[] }[];
}

export type NodeKind =
  'package' | 'lock' | 'node-version' | 'pnpm-workspace' | 'manager-hint' | 'prisma' | 'javascript';

/** Lock files and the managers that write them; yarn.lock is told apart by its content. */
const lockFiles: Readonly<Record<string, NodeLock['manager']>> = {
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
};

/** Code that no server runs: tests, types, what a build or a person put there to be served. */
const aside =
  /(^|\/)(__tests__|__mocks__|tests?|e2e|cypress|dist|build|out|public|static|assets|vendor|coverage|storybook-static|\.[\w-]+)\/|\.(d\.[mc]?ts|min\.js|(test|spec|stories|bundle)\.[mc]?[jt]sx?)$/;

/** What Drydock wants of a file of a Node repository; undefined: nothing. */
export function nodeKindOf(path: string): NodeKind | undefined {
  const name = path.split('/').at(-1) ?? path;
  if (name === 'package.json') return 'package';
  if (Object.hasOwn(lockFiles, name)) return 'lock';
  if (name === '.nvmrc' || name === '.node-version' || name === '.tool-versions') return 'node-version';
  if (name === 'pnpm-workspace.yaml') return 'pnpm-workspace';
  if (isManagerFile(name)) return 'manager-hint';
  if (name.endsWith('.prisma')) return aside.test(path) ? undefined : 'prisma';
  return /\.[mc]?[jt]sx?$/.test(name) && !aside.test(path) ? 'javascript' : undefined;
}

/** A file without any of these says nothing that is asked for; parsing it would be for nothing. */
const telling =
  /process\.env|import\.meta\.env|\.listen\(|createServer|NestFactory|[cC]onfigService|defineConfig|express|fastify|[kK]oa|hono|bullmq|agenda|mongoose|createConnection|createClient|DataSource|Sequelize|knex|:\/\//;

/** Reads one file into `found`. Throws a SyntaxError for a package.json that is none. */
export function readNodeFile(kind: NodeKind, path: string, text: string, found: NodeFacts): void {
  switch (kind) {
    case 'package':
      found.packages.push(parsePackageJson(path, text));
      found.nodeVersions.push(...parsePackageNodeVersions(path, text));
      break;
    case 'lock':
      found.locks.push(lockOf(path, text));
      break;
    case 'node-version':
      found.nodeVersions.push(...versionsOf(path, text));
      break;
    case 'pnpm-workspace': {
      const patterns = pnpmPatterns(text);
      found.workspaces.push({ folder: folderOf(path), members: patterns });
      found.managerHints.push(...parseManagerHint(path, text));
      break;
    }
    case 'manager-hint':
      found.managerHints.push(...parseManagerHint(path, text));
      break;
    case 'prisma':
      found.prismaDatasources.push(...parsePrismaSchema(path, text));
      break;
    case 'javascript':
      if (/(^|\/)[\w.-]*config\.[\w.]+$/.test(path) || telling.test(text))
        found.jsModules.push(parseJsModule(path, text));
      break;
  }
}

/** Turns the patterns of workspaces into the folders that have a package.json. */
export function settleWorkspaces(found: NodeFacts): RepoWorkspaces {
  const folders = found.packages.map(({ folder }) => folder);
  const stated = [
    ...found.workspaces.map(({ folder, members }) => ({ folder, patterns: members })),
    ...found.packages.map(({ folder, workspaces }) => ({ folder, patterns: workspaces })),
  ];
  return stated
    .filter(({ patterns }) => patterns.length > 0)
    .map(({ folder, patterns }) => ({ folder, members: membersOf(folder, patterns, folders) }));
}

type RepoWorkspaces = readonly { readonly folder: string; readonly members: readonly string[] }[];

/** https://docs.npmjs.com/cli/using-npm/workspaces, https://pnpm.io/pnpm-workspace_yaml: a '!' takes away. */
function membersOf(root: string, patterns: readonly string[], folders: readonly string[]): readonly string[] {
  const clean = patterns.map((pattern) => pattern.replace(/^(!?)\.\//, '$1').replace(/\/$/, ''));
  const takes = picomatch(clean.filter((pattern) => !pattern.startsWith('!')));
  const leaves = picomatch(clean.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)));
  return folders.filter((folder) => {
    if (folder === root || (root !== '' && !folder.startsWith(`${root}/`))) return false;
    const below = root === '' ? folder : folder.slice(root.length + 1);
    return takes(below) && !leaves(below);
  });
}

function pnpmPatterns(text: string): readonly string[] {
  const read: unknown = parse(text, { maxAliasCount: 10 });
  const listed = typeof read === 'object' && read !== null && 'packages' in read ? read.packages : [];
  return Array.isArray(listed) ? listed.filter((each): each is string => typeof each === 'string') : [];
}

function lockOf(path: string, text: string): NodeLock {
  const lines = text.slice(0, 4096).split(/\r?\n/);
  // Yarn 2 and newer: https://yarnpkg.com/advanced/lexicon; version 1's file has no such key.
  const berry = path.endsWith('yarn.lock') ? lines.findIndex((line) => line.startsWith('__metadata:')) : -1;
  const index =
    berry >= 0
      ? berry
      : Math.max(
          0,
          lines.findIndex((line) => line.trim() !== ''),
        );
  const manager = lockFiles[path.split('/').at(-1) ?? ''] ?? 'npm';
  return {
    file: path,
    line: index + 1,
    text: (lines[index] ?? '').trim().slice(0, 200),
    folder: folderOf(path),
    manager: berry >= 0 ? 'yarn-berry' : manager,
  };
}

/** Names of long-term releases, https://github.com/nodejs/release#release-schedule */
const releases: Readonly<Record<string, string>> = {
  gallium: '16',
  hydrogen: '18',
  iron: '20',
  jod: '22',
  krypton: '24',
  '*': '24',
};

/** `.nvmrc` ('v20.11', 'lts/iron'), `.node-version`, `.tool-versions` ('nodejs 20.11.0'). */
function versionsOf(file: string, text: string): readonly NodeVersion[] {
  const lines = text.split(/\r?\n/, 200);
  const wanted = file.endsWith('.tool-versions') ? /^(?:nodejs|node)\s+(\S+)/ : /^\s*([^\s#]+)/;
  const index = lines.findIndex((line) => wanted.test(line));
  const stated = wanted.exec(lines[index] ?? '')?.[1]?.toLowerCase() ?? '';
  const specifier = (releases[/^lts\/(.+)$/.exec(stated)?.[1] ?? ''] ?? stated).replace(/^v/, '');
  return /^\d/.test(specifier)
    ? [{ file, line: index + 1, text: (lines[index] ?? '').trim(), specifier, kind: 'pin' }]
    : [];
}
