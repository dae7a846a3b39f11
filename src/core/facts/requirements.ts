import type { Requirement, Source } from '../model/facts';

/** One requirements file: what it lists, and which files it includes. Format: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
export interface RequirementsFile {
  readonly requirements: readonly Omit<Requirement, 'manifest' | 'group'>[];
  /** -r and -c, as written. */
  readonly includes: readonly Include[];
  /** The first line that is neither a requirement, an option, a path nor a URL. */
  readonly unread?: Source;
}

export interface Include extends Source {
  readonly path: string;
  readonly constraint: boolean;
}

/** Reads a requirements file; options, hashes and paths are passed over, and what is none of these is in `unread`. */
export function parseRequirements(file: string, text: string): RequirementsFile {
  const requirements: Omit<Requirement, 'manifest' | 'group'>[] = [];
  const includes: Include[] = [];
  let unread: Source | undefined;
  for (const { line, first, whole } of logicalLines(text)) {
    const source = { file, line, text: first };
    const include = /^(?:-r|--requirement|-c|--constraint)[ =]*(.+)$/.exec(whole);
    if (include?.[1]) {
      includes.push({ ...source, path: include[1], constraint: /^(-c|--constraint)/.test(whole) });
      continue;
    }
    if (whole === '' || whole.startsWith('-')) continue;
    const requirement = parseRequirement(whole, source);
    if (requirement) requirements.push(requirement);
    else if (!/^[\w+.-]*:|[\\/]|\.(whl|zip|tar\.gz)$/.test(whole)) unread ??= { ...source, text: first.slice(0, 200) };
  }
  return { requirements, includes, ...(unread && { unread }) };
}

/**
 * Lines joined where they end in a backslash, without comments and hashes, runs of white space as one blank.
 * `first` is what stands in the line where it begins. At most 2,000 characters of a line are read.
 */
function logicalLines(
  text: string,
): readonly { readonly line: number; readonly first: string; readonly whole: string }[] {
  const found: { line: number; first: string; parts: string[] }[] = [];
  let open: { line: number; first: string; parts: string[] } | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const cut = withoutComment(raw.slice(0, 2000)).trimEnd();
    const goesOn = cut.endsWith('\\') && raw.length <= 2000;
    const part = before(goesOn ? cut.slice(0, -1) : cut, '--hash').trim();
    if (!open) {
      open = { line: index + 1, first: part, parts: [] };
      found.push(open);
    }
    open.parts.push(part);
    if (!goesOn) open = undefined;
  }
  return found.map(({ line, first, parts }) => ({ line, first, whole: parts.join(' ').replace(/\s+/g, ' ').trim() }));
}

/** A '#' begins a comment at the start of a line and behind white space, so that '#egg=' stays. */
function withoutComment(line: string): string {
  for (let at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1))
    if (at === 0 || /\s/.test(line.charAt(at - 1))) return line.slice(0, at);
  return line;
}

const before = (text: string, mark: string): string => text.split(mark, 1)[0] ?? text;

/** 'celery[redis]>=5 ; python_version > "3.8"', 'name @ https://...' (PEP 508); undefined for what is none, as a bare URL or path. */
export function parseRequirement(line: string, source: Source): Omit<Requirement, 'manifest' | 'group'> | undefined {
  const match = /^([A-Za-z0-9][A-Za-z0-9._-]*) ?(?:\[([^\]]*)\])? ?(\(?(?:[<>=!~]=?|@)[^;]*)?(?:;(.*))?$/.exec(
    before(line.replace(/\s+/g, ' '), ' --').trim(),
  );
  if (!match?.[1] || /\.(whl|zip|tar\.gz)$/.test(match[1])) return undefined;
  return {
    ...source,
    name: normalise(match[1]),
    extras: (match[2] ?? '')
      .split(',')
      .map((extra) => normalise(extra.trim()))
      .filter((extra) => extra !== ''),
    specifier: (match[3] ?? '').trim(),
    marker: (match[4] ?? '').trim(),
  };
}

/** As PEP 503 says. */
export const normalise = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

/** The group that a file's own name tells: '' for what the application needs. Its folder may be the name of an app. */
export function groupOf(file: string): string {
  const words = (file.split('/').at(-1) ?? file).toLowerCase().split(/[^a-z]+/);
  if (words.some((word) => ['dev', 'develop', 'development', 'local'].includes(word))) return 'dev';
  if (words.some((word) => ['test', 'tests', 'testing'].includes(word))) return 'test';
  return words.find((word) => ['docs', 'doc', 'lint', 'ci', 'optional'].includes(word)) ?? '';
}
