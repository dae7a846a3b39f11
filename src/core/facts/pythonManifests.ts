import type { PythonVersion } from '../model/facts';
import { parseCondaEnvironment } from './condaEnvironment';
import type { ManifestFacts } from './manifestFacts';
import { parsePipfile } from './pipfile';
import { parsePyproject } from './pyproject';
import { parseSetupCfg } from './setupCfg';
import { parseSetupPy } from './setupPy';

type Parse = (file: string, text: string, known: ReadonlySet<string>) => ManifestFacts | undefined;

/** The reader of a manifest of a project, by the file's name; undefined for every other file. Such readers throw for what they cannot read. */
export function manifestParser(path: string): Parse | undefined {
  const name = path.split('/').at(-1) ?? path;
  if (name === 'pyproject.toml') return parsePyproject;
  if (name === 'Pipfile') return parsePipfile;
  if (name === 'setup.cfg') return parseSetupCfg;
  if (name === 'setup.py') return parseSetupPy;
  if (/^(conda[-_.])?env(ironment)?([-_.]\w+)*\.ya?ml$/.test(name)) return parseCondaEnvironment;
  return undefined;
}

/** requirements*.txt and requirements/*.txt; such files ending in .in where the compiled .txt is missing. */
export function isRequirements(path: string, known: ReadonlySet<string>): boolean {
  if (!/(^|\/)requirements[\w.-]*\.(txt|in)$|(^|\/)requirements\/[\w.-]+\.(txt|in)$/.test(path)) return false;
  return path.endsWith('.txt') || !known.has(path.replace(/\.in$/, '.txt'));
}

/** Files that state the Python version and nothing else. */
export const isVersionFile = (name: string): boolean =>
  ['.python-version', 'runtime.txt', '.tool-versions'].includes(name);

/**
 * The version of `.python-version` ('3.11.4', 'cpython-3.11'), runtime.txt ('python-3.11.4') and `.tool-versions`
 * ('python 3.11.4'); the first where several are listed.
 */
export function parsePythonVersion(file: string, text: string): readonly PythonVersion[] {
  const shape = file.endsWith('.tool-versions')
    ? /^\s*python\s+(\d+\.\d+[\w.]*)/
    : file.endsWith('runtime.txt')
      ? /^\s*(?:python-)?(\d+\.\d+[\w.]*)\s*$/
      : /^\s*(?:c?python-?)?(\d+\.\d+[\w.]*)/;
  for (const [index, raw] of text.slice(0, 10_000).split(/\r?\n/).entries()) {
    const specifier = shape.exec(raw)?.[1];
    if (specifier !== undefined)
      return [{ file, line: index + 1, text: raw.trim().slice(0, 200), specifier, kind: 'pin' }];
  }
  return [];
}
