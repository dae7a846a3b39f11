import type { Manifest, PythonVersion, Requirement, Source } from '../model/facts';
import { pep440 } from './poetryConstraint';
import { normalise, parseRequirement } from './requirements';
import { tomlAt, tomlEntries, tomlText, tomlTexts, type TomlNode } from './toml';

/** What one manifest says. */
export interface ManifestFacts {
  readonly manifest: Manifest;
  readonly requirements: readonly Requirement[];
  readonly versions: readonly PythonVersion[];
}

/** Collects what a manifest lists, in the order of the file. */
export class RequirementList {
  readonly found: Requirement[] = [];

  constructor(private readonly manifest: string) {}

  /** A line as PEP 508 has it; what is none is passed over. */
  add(line: string, source: Source, group: string): void {
    const read = parseRequirement(line.slice(0, 2000), source);
    if (read) this.found.push({ ...read, group, manifest: this.manifest });
  }

  /** The strings of a TOML list; their source is the line where each begins. */
  addAll(list: TomlNode | undefined, group: string): void {
    for (const item of list?.items ?? []) {
      const line = tomlText(item);
      // The value itself where it stands in the line as it is: other elements may stand there too.
      if (line !== undefined)
        this.add(line, { ...item.source, text: item.source.text.includes(line) ? line : item.source.text }, group);
    }
  }

  /** `name = "^1.2"` or `name = { version = "*", extras = [...] }` of Poetry and Pipenv; `group` by whether it is optional. */
  addNamed(name: string, value: TomlNode, group: (optional: boolean) => string): void {
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) return;
    // Several tables are one requirement for several platforms or versions of Python.
    for (const each of value.items ?? [value]) {
      const url = ['git', 'url', 'path', 'file'].flatMap((key) => tomlText(tomlAt(each, key)) ?? [])[0];
      this.found.push({
        ...value.source,
        name: normalise(name),
        extras: tomlTexts(tomlAt(each, 'extras')).map(normalise),
        specifier: url === undefined ? pep440(tomlText(each) ?? tomlText(tomlAt(each, 'version')) ?? '') : `@ ${url}`,
        marker: tomlText(tomlAt(each, 'markers')) ?? '',
        group: group(tomlAt(each, 'optional')?.scalar === true),
        manifest: this.manifest,
      });
    }
  }

  /** A whole table of such entries. */
  addTable(table: TomlNode | undefined, group: string): void {
    for (const [name, value] of tomlEntries(table)) this.addNamed(name, value, () => group);
  }
}

/** Path of a file beside another, '.' and '..' resolved; undefined when it leaves the repository. */
export function beside(file: string, path: string): string | undefined {
  if (path.startsWith('/')) return undefined;
  const parts = file.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
