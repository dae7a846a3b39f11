import type { NodeDependency, NodePackage, NodeVersion, PackageScript } from '../model/nodeFacts';
import { readJson, stringOf, stringsOf, type JsonDocument } from './jsonDocument';

/** Line breaks and the like: nobody types such a name, and every file that it stands in would end there. */
const unnameable = /[\p{Cc}\u2028\u2029]/gu;

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
  const json = readJson(file, text);
  if (json.root?.type !== 'object') throw Object.assign(new SyntaxError('it is no object'), { lineNumber: 1 });
  const main = json.string(json.root, 'main');
  const scripts = json.entries(json.member(json.root, 'scripts')).flatMap(([name, value, source]): PackageScript[] => {
    const command = stringOf(value);
    return command === undefined || name.search(unnameable) >= 0 ? [] : [{ ...source, name, command }];
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
  const commands = commandsOf(json, stringOf(name?.children?.[1]) ?? '');
  return {
    ...(name ? json.source(name) : { file, line: 1, text: (json.text.split('\n', 1)[0] ?? '').trim().slice(0, 200) }),
    folder: folderOf(file),
    name: (stringOf(name?.children?.[1]) ?? '').replaceAll(unnameable, ''),
    main: main?.value ?? '',
    module: json.string(json.root, 'type')?.value === 'module',
    scripts,
    dependencies,
    ...(packageManager && { packageManager }),
    workspaces: stringsOf(workspaces?.type === 'object' ? json.member(workspaces, 'packages') : workspaces),
    nxTargets: json
      .entries(json.member(json.member(json.root, 'nx'), 'targets'))
      .map(([target, , source]) => ({ ...source, name: target })),
    ...(commands.length > 0 && { commands }),
    ...(prisma && { prisma: prisma.value }),
  };
}

/**
 * engines.node and devEngines.runtime (ranges) and volta.node (a pin) of a package.json. Throws as parsePackageJson does.
 * https://docs.npmjs.com/cli/configuring-npm/package-json, https://docs.volta.sh/guide/understanding
 */
export function parsePackageNodeVersions(file: string, text: string): readonly NodeVersion[] {
  const json = readJson(file, text);
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

/** "bin": one file, called as the package, or several by name: https://docs.npmjs.com/cli/configuring-npm/package-json#bin */
function commandsOf(json: JsonDocument, name: string): NonNullable<NodePackage['commands']> {
  const one = json.string(json.root, 'bin');
  if (one) return [{ ...one.source, name: name.slice(name.lastIndexOf('/') + 1) || one.value }];
  return json.entries(json.member(json.root, 'bin')).map(([command, , source]) => ({ ...source, name: command }));
}

/** "packageManager": "pnpm@9.1.0+sha512.abc", https://nodejs.org/api/packages.html#packagemanager */
function managerOf(json: JsonDocument): NodePackage['packageManager'] {
  const field = json.string(json.root, 'packageManager');
  const [, manager, exact] = /^(\w+)@(\d[\w.-]*)(\+[\w.-]+)?$/.exec(field?.value ?? '') ?? [];
  if (field && manager && exact) return { ...field.source, name: manager, version: exact };
  const engines = json.member(json.member(json.root, 'devEngines'), 'packageManager');
  const name = json.string(engines?.type === 'array' ? engines.children?.[0] : engines, 'name');
  const version = json.string(engines?.type === 'array' ? engines.children?.[0] : engines, 'version');
  return (
    name && { ...name.source, name: name.value, version: /^[\w.^~<>=|* -]*$/.exec(version?.value ?? '')?.[0] ?? '' }
  );
}
