import type { Failure } from '../model/failure';
import type { StackModel } from '../model/stackModel';

/** Files from which dependencies are installed: without them the image lacks what the code imports. */
const installed = /(^|\/)(requirements[^/]*\.(txt|in)|pyproject\.toml|Pipfile|setup\.cfg|setup\.py|package\.json)$/;

/**
 * The manifest that stops a plan: one that cannot be read in a folder whose dependencies are installed, or, where no app was found,
 * any. A broken one elsewhere, in a test's fixture say, stays a warning.
 */
export function unreadableManifest({ apps, runtimes, diagnostics }: StackModel): Failure | undefined {
  const serves = apps.some((app) => app.serves === 'http');
  const folders = new Set(runtimes.map(({ path }) => path));
  const found = diagnostics.find(
    ({ code, file }) =>
      code === 'manifest-unreadable' &&
      file !== undefined &&
      installed.test(file) &&
      (!serves || folders.has(folderOf(file))),
  );
  return found?.file
    ? {
        code: 'manifest-malformed',
        message: found.message,
        next: `Correct ${found.file}, then run the same command again. Nothing was written.`,
        file: found.file,
        ...(found.line !== undefined && { line: found.line }),
      }
    : undefined;
}

/** requirements/base.txt is installed for the folder above. */
const folderOf = (file: string): string => {
  const parts = file.split('/').slice(0, -1);
  return (parts.at(-1) === 'requirements' ? parts.slice(0, -1) : parts).join('/');
};
