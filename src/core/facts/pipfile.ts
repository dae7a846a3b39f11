import type { PythonVersion } from '../model/facts';
import { beside, RequirementList, type ManifestFacts } from './manifestFacts';
import { readToml, tomlAt, tomlEntries, tomlText } from './toml';

/**
 * Reads a Pipfile; dev-packages are group 'dev', other categories groups by their own name. Throws a SyntaxError with
 * lineNumber for what is no TOML. https://pipenv.pypa.io/en/latest/pipfile.html
 */
export function parsePipfile(file: string, text: string, known: ReadonlySet<string>): ManifestFacts {
  const root = readToml(file, text);
  const list = new RequirementList(file);
  const groups: string[] = [];
  list.addTable(tomlAt(root, 'packages'), '');
  for (const [category, table] of tomlEntries(root)) {
    if (!table.table || ['packages', 'requires', 'scripts', 'pipenv', 'pipfile'].includes(category)) continue;
    const group = category === 'dev-packages' ? 'dev' : category;
    groups.push(group);
    list.addTable(table, group);
  }
  const version =
    tomlAt(root, 'requires', 'python_full_version') ?? tomlAt(root, 'requires', 'python_version') ?? undefined;
  const specifier = tomlText(version);
  const lock = beside(file, 'Pipfile.lock') ?? '';
  const pins: PythonVersion[] =
    version && specifier !== undefined && /^\d/.test(specifier) ? [{ ...version.source, specifier, kind: 'pin' }] : [];
  return {
    manifest: {
      file,
      kind: 'pipenv',
      includes: [],
      group: '',
      ...(known.has(lock) && { lock }),
      project: { name: '', dependencies: tomlAt(root, 'packages') !== undefined, extras: [], groups },
    },
    requirements: list.found,
    versions: pins,
  };
}
