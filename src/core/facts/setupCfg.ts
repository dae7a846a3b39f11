import type { PythonVersion, Source } from '../model/facts';
import { beside, RequirementList, type ManifestFacts } from './manifestFacts';
import { normalise } from './requirements';

interface IniEntry {
  readonly section: string;
  readonly key: string;
  /** The value's lines that are not empty, with their places. */
  readonly lines: readonly Source[];
}

/**
 * Reads setup.cfg: install_requires, extras_require, python_requires, and 'file:' where they name one. undefined when it has
 * neither [metadata] nor [options], as where it only configures linters. Never throws.
 * https://setuptools.pypa.io/en/latest/userguide/declarative_config.html
 */
export function parseSetupCfg(file: string, text: string, known: ReadonlySet<string>): ManifestFacts | undefined {
  const entries = readIni(file, text);
  if (!entries.some(({ section }) => section === 'metadata' || section === 'options')) return undefined;
  const linesOf = (section: string, key: string) =>
    entries.find((entry) => entry.section === section && entry.key === key)?.lines ?? [];
  const list = new RequirementList(file);
  const extras: string[] = [];
  const includes: string[] = [];

  for (const line of linesOf('options', 'install_requires')) {
    const named = /^file:(.*)$/.exec(line.text)?.[1];
    if (named === undefined) list.add(line.text, line, '');
    else includes.push(...named.split(',').flatMap((path) => beside(file, path.trim()) ?? []));
  }
  const needs = list.found.length > 0;
  for (const { section, key, lines } of entries) {
    if (section !== 'options.extras_require') continue;
    extras.push(normalise(key));
    for (const line of lines) list.add(line.text, line, normalise(key));
  }
  const read = includes.filter((path) => known.has(path));
  const versions = linesOf('options', 'python_requires').map((line): PythonVersion => ({
    ...line,
    specifier: line.text,
    kind: 'range',
  }));
  return {
    manifest: {
      file,
      kind: 'setup',
      includes: read,
      group: '',
      project: {
        name: linesOf('metadata', 'name')[0]?.text ?? '',
        dependencies: needs || read.length > 0,
        extras,
        groups: [],
      },
    },
    requirements: list.found,
    versions,
  };
}

/** Sections, keys and indented values as Python's configparser reads them; at most 2,000 characters of a line. */
function readIni(file: string, text: string): readonly IniEntry[] {
  const found: { section: string; key: string; lines: Source[] }[] = [];
  let section = '';
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.slice(0, 2000);
    const content = line.trim();
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const place = (value: string): Source => ({ file, line: index + 1, text: value });
    const open = found.at(-1);
    if (/^\s/.test(line)) {
      if (open?.section === section) open.lines.push(place(content));
    } else if (content.startsWith('[') && content.endsWith(']')) section = content.slice(1, -1).trim();
    else {
      const at = content.search(/[=:]/);
      if (at < 0) continue;
      const value = content.slice(at + 1).trim();
      const key = content.slice(0, at).trim().toLowerCase();
      found.push({ section, key, lines: value === '' ? [] : [place(value)] });
    }
  }
  return found;
}
