import { createScanner, parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Source } from '../model/facts';
import type { NodeDependency, NodePackage, NodeVersion, PackageScript } from '../model/nodeFacts';
import { lineNumbers } from './lineNumbers';

/** Deeper manifests are refused: the JSON parser recurses. */
const deepest = 200;

const groups: readonly (readonly [string, NodeDependency['group']])[] = [
  ['dependencies', ''],
  ['devDependencies', 'dev'],
  ['peerDependencies', 'peer'],
  ['optionalDependencies', 'optional'],
];

/**
 * Reads a package.json. Values of a wrong type count as absent.
 * Throws a SyntaxError with `lineNumber` (from 1) for what is no JSON; comments and trailing commas are errors for npm too.
 */
export function parsePackageJson(file: string, text: string): NodePackage {
  const json = read(file, text);
  const main = json.string(json.root, 'main');
  const scripts = json.entries(json.member(json.root, 'scripts')).flatMap(([name, value, source]): PackageScript[] => {
    const command = stringOf(value);
    return command === undefined ? [] : [{ ...source, name, command }];
  });
  const dependencies = groups.flatMap(([key, group]) =>
    json.entries(json.member(json.root, key)).flatMap(([name, value, source]): NodeDependency[] => {
      const specifier = stringOf(value);
      return specifier === undefined ? [] : [{ ...source, name, specifier, group }];
    }),
  );
  const packageManager = managerOf(json);
  const prisma = json.string(json.member(json.root, 'prisma'), 'schema');
  const name = json.property(json.root, 'name');
  const workspaces = json.member(json.root, 'workspaces');
  return {
    ...(name ? json.source(name) : { file, line: 1, text: (json.text.split('\n', 1)[0] ?? '').trim().slice(0, 200) }),
    folder: folderOf(file),
    name: stringOf(name?.children?.[1]) ?? '',
    main: main?.value ?? '',
    module: json.string(json.root, 'type')?.value === 'module',
    scripts,
    dependencies,
    ...(packageManager && { packageManager }),
    workspaces: stringsOf(workspaces?.type === 'object' ? json.member(workspaces, 'packages') : workspaces),
    ...(prisma && { prisma: prisma.value }),
  };
}

/**
 * engines.node and devEngines.runtime (ranges) and volta.node (a pin) of a package.json. Throws as parsePackageJson does.
 * https://docs.npmjs.com/cli/configuring-npm/package-json, https://docs.volta.sh/guide/understanding
 */
export function parsePackageNodeVersions(file: string, text: string): readonly NodeVersion[] {
  const json = read(file, text);
  const engines = json.string(json.member(json.root, 'engines'), 'node');
  const volta = json.string(json.member(json.root, 'volta'), 'node');
  const runtimes = json.member(json.member(json.root, 'devEngines'), 'runtime');
  const runtime = (runtimes?.type === 'array' ? (runtimes.children ?? []) : [runtimes]).find(
    (each) => json.string(each, 'name')?.value === 'node',
  );
  const development = json.string(runtime, 'version');
  return [
    ...(volta ? [{ ...volta.source, specifier: volta.value, kind: 'pin' as const }] : []),
    ...[engines, development].flatMap((each) =>
      each ? [{ ...each.source, specifier: each.value, kind: 'range' as const }] : [],
    ),
  ];
}

/** 'a/package.json' is in 'a'; '' is the root. */
export const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '');

/** "packageManager": "pnpm@9.1.0+sha512.abc", https://nodejs.org/api/packages.html#packagemanager */
function managerOf(json: Json): NodePackage['packageManager'] {
  const field = json.string(json.root, 'packageManager');
  const at = field?.value.lastIndexOf('@') ?? -1;
  if (field && at > 0)
    return {
      ...field.source,
      name: field.value.slice(0, at),
      version: field.value.slice(at + 1).split('+', 1)[0] ?? '',
    };
  const engines = json.member(json.member(json.root, 'devEngines'), 'packageManager');
  const name = json.string(engines?.type === 'array' ? engines.children?.[0] : engines, 'name');
  const version = json.string(engines?.type === 'array' ? engines.children?.[0] : engines, 'version');
  return name && { ...name.source, name: name.value, version: version?.value ?? '' };
}

interface Json {
  readonly text: string;
  readonly root: Node | undefined;
  /** The last property of that name, as JSON.parse takes it. */
  readonly property: (node: Node | undefined, key: string) => Node | undefined;
  readonly member: (node: Node | undefined, key: string) => Node | undefined;
  readonly string: (
    node: Node | undefined,
    key: string,
  ) => { readonly value: string; readonly source: Source } | undefined;
  readonly entries: (node: Node | undefined) => readonly (readonly [string, Node, Source])[];
  readonly source: (property: Node) => Source;
}

function read(file: string, raw: string): Json {
  const text = raw.replace(/^\uFEFF/, '');
  const lineOf = lineNumbers(text).at;
  const fail = (message: string, offset: number) =>
    Object.assign(new SyntaxError(message), { lineNumber: lineOf(offset) });
  const deep = tooDeep(text);
  if (deep !== undefined) throw fail(`it is nested deeper than ${deepest} levels`, deep);
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const [error] = errors;
  if (error) throw fail('it is no valid JSON', error.offset);
  const source = (node: Node): Source => {
    const [written = ''] = text.slice(node.offset, node.offset + node.length).split('\n', 1);
    return { file, line: lineOf(node.offset), text: written.trim().slice(0, 200) };
  };
  const property = (node: Node | undefined, key: string) =>
    node?.type === 'object' ? node.children?.findLast((each) => stringOf(each.children?.[0]) === key) : undefined;
  const member = (node: Node | undefined, key: string) => property(node, key)?.children?.[1];
  return {
    text,
    root,
    property,
    member,
    source,
    string: (node, key) => {
      const found = property(node, key);
      const value = stringOf(found?.children?.[1]);
      return found && value !== undefined ? { value, source: source(found) } : undefined;
    },
    entries: (node) =>
      (node?.type === 'object' ? (node.children ?? []) : []).flatMap((each) => {
        const [key, value] = each.children ?? [];
        const name = stringOf(key);
        return name !== undefined && value ? [[name, value, source(each)] as const] : [];
      }),
  };
}

/** The offset where the nesting becomes too deep. */
function tooDeep(text: string): number | undefined {
  const scanner = createScanner(text, true);
  let depth = 0;
  for (;;) {
    const token: number = scanner.scan();
    // SyntaxKind is a const enum of the library's: 1 '{', 2 '}', 3 '[', 4 ']', 17 the end.
    if (token === 17) return undefined;
    if (token === 1 || token === 3) depth++;
    if (token === 2 || token === 4) depth--;
    if (depth > deepest) return scanner.getTokenOffset();
  }
}

const stringOf = (node: Node | undefined): string | undefined =>
  node?.type === 'string' && typeof node.value === 'string' ? node.value : undefined;

const stringsOf = (node: Node | undefined): readonly string[] =>
  node?.type === 'array'
    ? (node.children ?? []).flatMap((each) => {
        const value = stringOf(each);
        return value === undefined ? [] : [value];
      })
    : [];
