import type { Diagnostic } from '../model/diagnostic';

/**
 * Characters that Windows cannot have in a name (https://learn.microsoft.com/windows/win32/fileio/naming-a-file), line breaks of any
 * alphabet among them, and a leading '-': shells, Compose's short forms and Dockerfiles read them as something else than a name.
 */
const unusual = /[\p{Cc}\u2028\u2029<>:"|?*\\]|(^|\/)-/u;

/** The files whose paths can stand in a command line and in a generated file; the others are said. */
export function usablePaths(files: readonly string[]): {
  readonly files: readonly string[];
  readonly problems: readonly Diagnostic[];
} {
  const left = files.filter((path) => unusual.test(path));
  if (left.length === 0) return { files, problems: [] };
  const [first = ''] = left;
  return {
    files: files.filter((path) => !unusual.test(path)),
    problems: [
      {
        code: 'file-skipped',
        severity: 'note',
        message: `${left.length === 1 ? 'One file has' : `${left.length} files have`} a name that not every system can hold: ${JSON.stringify(first)}.`,
        next: 'Nothing is concluded from it; rename it if it belongs to an app.',
      },
    ],
  };
}
