import type { Requirement, Source } from '../model/facts';

/** One requirements file: what it lists, and which files it includes. Format: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
export interface RequirementsFile {
  readonly requirements: readonly Omit<Requirement, 'manifest' | 'group'>[];
  /** -r and -c, as written. */
  readonly includes: readonly { readonly path: string; readonly constraint: boolean }[];
}

/** Reads a requirements file; lines that it does not understand (options, hashes, paths) are passed over. */
export function parseRequirements(file: string, text: string): RequirementsFile {
  const requirements: Omit<Requirement, 'manifest' | 'group'>[] = [];
  const includes: { path: string; constraint: boolean }[] = [];
  let continued = false;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const begins = !continued;
    continued = raw.trimEnd().endsWith('\\');
    if (!begins) continue;
    const line = raw
      .slice(0, 2000)
      .replace(/(^|\s)#.*$/, '')
      .replace(/\\\s*$/, '')
      .trim();
    const include = /^(?:-r|--requirement|-c|--constraint)[\s=]*(.+)$/.exec(line);
    if (include?.[1]) {
      includes.push({ path: include[1].trim(), constraint: /^(-c|--constraint)/.test(line) });
      continue;
    }
    if (line === '' || line.startsWith('-')) continue;
    const requirement = parseRequirement(line, {
      file,
      line: index + 1,
      text: line.split(/\s+--hash/)[0]?.trim() ?? line,
    });
    if (requirement) requirements.push(requirement);
  }
  return { requirements, includes };
}

/** 'celery[redis]>=5 ; python_version > "3.8"' (PEP 508); undefined for what is none. */
export function parseRequirement(line: string, source: Source): Omit<Requirement, 'manifest' | 'group'> | undefined {
  const match = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*([^;]*)(?:;(.*))?$/.exec(line);
  if (!match?.[1] || match[1].includes('/')) return undefined;
  return {
    ...source,
    name: normalise(match[1]),
    extras: (match[2] ?? '')
      .split(',')
      .map((extra) => normalise(extra.trim()))
      .filter((extra) => extra !== ''),
    specifier: (match[3] ?? '').split(/\s+--/)[0]?.trim() ?? '',
    marker: (match[4] ?? '').split(/\s+--/)[0]?.trim() ?? '',
  };
}

/** As PEP 503 says. */
export const normalise = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** The group that a file's name tells: '' for what the application needs. */
export function groupOf(file: string): string {
  const words = file.toLowerCase().split(/[^a-z]+/);
  if (words.some((word) => ['dev', 'develop', 'development', 'local'].includes(word))) return 'dev';
  if (words.some((word) => ['test', 'tests', 'testing'].includes(word))) return 'test';
  return words.find((word) => ['docs', 'doc', 'lint', 'ci', 'optional'].includes(word)) ?? '';
}
