import type { Diagnostic } from '../model/diagnostic';
import type { Manifest } from '../model/facts';
import type { RepoReader } from '../model/ports';
import { parseRequirements, type RequirementsFile } from './requirements';

/**
 * Reads what -r and -c name, and from which `manifests` take their dependencies, as far as no pattern found it, into `all`. `owners`: for such a file, the manifest through which it is
 * installed. Each file is read once, so that a circle ends; what cannot be read is a problem of the line that names it.
 */
export async function followIncludes(
  all: Map<string, RequirementsFile>,
  manifests: readonly Manifest[],
  known: ReadonlySet<string>,
  reader: RepoReader,
  signal?: AbortSignal,
): Promise<{ readonly owners: ReadonlyMap<string, string>; readonly problems: readonly Diagnostic[] }> {
  const owners = new Map<string, string>();
  const problems: Diagnostic[] = [];
  const warn = (file: string, line: number, message: string) =>
    problems.push({
      code: 'manifest-unreadable',
      severity: 'warning',
      message,
      next: 'Correct that line and run drydock again; until then nothing is concluded from it.',
      file,
      line,
    });
  for (const { file, includes } of manifests)
    for (const path of includes) {
      if (all.has(path)) continue;
      const read = await reader.read(path);
      if (!read.ok) {
        warn(file, 1, read.message);
        continue;
      }
      all.set(path, parseRequirements(path, read.text.replace(/^\uFEFF/, '')));
      owners.set(path, file);
    }
  // A map's iteration reaches what is added on the way.
  for (const [file, { includes, unread }] of all) {
    if (unread) warn(file, unread.line, `${file} has a line that is no requirement.`);
    for (const include of includes) {
      signal?.throwIfAborted();
      const target = targetOf(file, include.path);
      if (all.has(target) || isUrl(include.path)) continue;
      const read = known.has(target) ? await reader.read(target) : undefined;
      if (read?.ok) {
        all.set(target, parseRequirements(target, read.text.replace(/^\uFEFF/, '')));
        owners.set(target, owners.get(file) ?? file);
      } else warn(file, include.line, read ? read.message : `${file} includes ${target}, which does not exist.`);
    }
  }
  return { owners, problems };
}

/** Files that others name by -c and none by -r: they install nothing. */
export function constraintsOnly(all: ReadonlyMap<string, RequirementsFile>): ReadonlySet<string> {
  const named = { constraint: new Set<string>(), requirement: new Set<string>() };
  for (const [file, { includes }] of all)
    for (const { path, constraint } of includes)
      named[constraint ? 'constraint' : 'requirement'].add(targetOf(file, path));
  return new Set([...named.constraint].filter((file) => !named.requirement.has(file)));
}

/** Files that a requirements file includes by -r or -c, transitively; a circle ends where it began. */
export function included(
  file: string,
  all: ReadonlyMap<string, RequirementsFile>,
  known: ReadonlySet<string>,
): readonly string[] {
  const found = new Set<string>([file]);
  for (const path of found)
    for (const include of all.get(path)?.includes ?? []) {
      const target = targetOf(path, include.path);
      if (known.has(target)) found.add(target);
    }
  found.delete(file);
  return [...found].sort();
}

const isUrl = (path: string): boolean => /^[a-z][a-z+]*:\/\//i.test(path);

/** As pip does, relative to the file that includes. */
function targetOf(file: string, path: string): string {
  const parts: string[] = [];
  for (const part of [...file.split('/').slice(0, -1), ...path.split('/')]) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
