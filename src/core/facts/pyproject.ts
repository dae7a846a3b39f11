import type { Manifest, PythonVersion } from '../model/facts';
import { beside, RequirementList, type ManifestFacts } from './manifestFacts';
import { pep440 } from './poetryConstraint';
import { normalise } from './requirements';
import { readToml, tomlAt, tomlEntries, tomlText, tomlTexts, type TomlNode } from './toml';

/**
 * Reads pyproject.toml: PEP 621, PEP 735, and what Poetry, PDM, uv, Hatch and setuptools add. `known`: every file of the
 * repository, for locks and included files. Throws a SyntaxError with lineNumber for what is no TOML.
 * https://packaging.python.org/en/latest/specifications/pyproject-toml/, .../specifications/dependency-groups/
 */
export function parsePyproject(file: string, text: string, known: ReadonlySet<string>): ManifestFacts {
  const root = readToml(file, text);
  const project = tomlAt(root, 'project');
  const tool = tomlAt(root, 'tool');
  const poetry = tomlAt(tool, 'poetry');
  const list = new RequirementList(file);
  const groups = new Set<string>();
  const extras = new Set<string>();
  const inGroup = (name: string) => {
    groups.add(normalise(name));
    return normalise(name);
  };

  const listed = tomlAt(project, 'dependencies');
  list.addAll(listed, '');
  for (const [name, items] of tomlEntries(tomlAt(project, 'optional-dependencies'))) {
    extras.add(normalise(name));
    list.addAll(items, normalise(name));
  }
  for (const [name, items] of tomlEntries(tomlAt(root, 'dependency-groups'))) list.addAll(items, inGroup(name));
  addPoetry(poetry, list, inGroup, extras);
  // https://pdm-project.org/latest/reference/pep621/, https://docs.astral.sh/uv/concepts/projects/dependencies/
  for (const [name, items] of tomlEntries(tomlAt(tool, 'pdm', 'dev-dependencies'))) list.addAll(items, inGroup(name));
  const uvDevelopment = tomlAt(tool, 'uv', 'dev-dependencies');
  if (uvDevelopment) list.addAll(uvDevelopment, inGroup('dev'));
  // Hatch installs these itself, so that they are no group of an installer: https://hatch.pypa.io/latest/config/environment/overview/
  for (const [, environment] of tomlEntries(tomlAt(tool, 'hatch', 'envs')))
    for (const key of ['dependencies', 'extra-dependencies']) list.addAll(tomlAt(environment, key), 'dev');

  const dynamic = dynamicFiles(tool, tomlTexts(tomlAt(project, 'dynamic')));
  const includes = dynamic.flatMap((path) => beside(file, path) ?? []).filter((path) => known.has(path));
  const commands = [...tomlEntries(tomlAt(project, 'scripts')), ...tomlEntries(tomlAt(poetry, 'scripts'))].map(
    ([command, value]) => ({ ...value.source, name: command }),
  );
  const name = tomlText(tomlAt(project, 'name')) ?? tomlText(tomlAt(poetry, 'name')) ?? '';
  return {
    manifest: {
      file,
      ...kindOf(file, root, known),
      includes: [...new Set(includes)].sort(),
      group: '',
      project: {
        name,
        dependencies: listed !== undefined || includes.length > 0 || tomlAt(poetry, 'dependencies') !== undefined,
        extras: [...extras],
        groups: [...groups],
        ...(commands.length > 0 && { commands }),
      },
    },
    requirements: list.found,
    versions: rangesOf(project, poetry),
  };
}

/** https://python-poetry.org/docs/pyproject/ and https://python-poetry.org/docs/managing-dependencies/ */
function addPoetry(
  poetry: TomlNode | undefined,
  list: RequirementList,
  inGroup: (name: string) => string,
  extras: Set<string>,
): void {
  const extraOf = new Map<string, string>();
  for (const [extra, names] of tomlEntries(tomlAt(poetry, 'extras'))) {
    extras.add(normalise(extra));
    for (const name of tomlTexts(names)) extraOf.set(normalise(name), normalise(extra));
  }
  for (const [name, value] of tomlEntries(tomlAt(poetry, 'dependencies')))
    if (name !== 'python')
      list.addNamed(name, value, (optional) => (optional ? (extraOf.get(normalise(name)) ?? 'optional') : ''));
  const development = tomlAt(poetry, 'dev-dependencies');
  if (development) list.addTable(development, inGroup('dev'));
  for (const [name, group] of tomlEntries(tomlAt(poetry, 'group')))
    list.addTable(tomlAt(group, 'dependencies'), name === 'main' ? '' : inGroup(name));
}

function rangesOf(project: TomlNode | undefined, poetry: TomlNode | undefined): readonly PythonVersion[] {
  const required = tomlAt(project, 'requires-python');
  const ofPoetry = tomlAt(poetry, 'dependencies', 'python');
  return [required, ofPoetry].flatMap((node) => {
    const written = tomlText(node) ?? tomlText(tomlAt(node, 'version'));
    const specifier = node === ofPoetry ? pep440(written ?? '') : written;
    return node && specifier ? [{ ...node.source, specifier, kind: 'range' as const }] : [];
  });
}

/**
 * Files from which the build backend takes `dependencies`:
 * https://setuptools.pypa.io/en/latest/userguide/pyproject_config.html#dynamic-metadata, https://github.com/repo-helper/hatch-requirements-txt
 */
function dynamicFiles(tool: TomlNode | undefined, dynamic: readonly string[]): readonly string[] {
  if (!dynamic.includes('dependencies')) return [];
  return [
    ...tomlTexts(tomlAt(tool, 'setuptools', 'dynamic', 'dependencies', 'file')),
    ...tomlTexts(tomlAt(tool, 'hatch', 'metadata', 'hooks', 'requirements_txt', 'files')),
  ];
}

/** The tool that installs it: by its lock first, then by its table. */
function kindOf(file: string, root: TomlNode, known: ReadonlySet<string>): Pick<Manifest, 'kind' | 'lock'> {
  const tool = tomlAt(root, 'tool');
  const workspaceLock = nearest(file, 'uv.lock', known);
  const locks = [
    ['uv', workspaceLock],
    ['poetry', nearest(file, 'poetry.lock', known, 0)],
    ['pdm', nearest(file, 'pdm.lock', known, 0)],
  ] as const;
  const spoken = locks.filter(([kind]) => tomlAt(tool, kind) !== undefined);
  const own = locks.find(([, lock]) => lock !== undefined);
  // Two locks: the one whose tool has a table as well.
  const [kind, lock] = spoken.find((each) => each[1] !== undefined) ?? own ?? spoken[0] ?? (['pyproject'] as const);
  // Poetry's own tables need Poetry's reader, whatever lock lies beside; a table of build settings alone does not.
  if (tomlAt(tool, 'poetry', 'dependencies') && !tomlAt(root, 'project', 'dependencies'))
    return withLock('poetry', nearest(file, 'poetry.lock', known, 0));
  return withLock(kind, lock);
}

const withLock = (kind: Manifest['kind'], lock: string | undefined): Pick<Manifest, 'kind' | 'lock'> => ({
  kind,
  ...(lock !== undefined && { lock }),
});

/** A file of that name in the folder of `file`, or above it as far as `levels` allow. */
function nearest(file: string, name: string, known: ReadonlySet<string>, levels = 10): string | undefined {
  const folders = file.split('/').slice(0, -1);
  for (let up = 0; up <= Math.min(levels, folders.length); up++) {
    const path = [...folders.slice(0, folders.length - up), name].join('/');
    if (known.has(path)) return path;
  }
  return undefined;
}
