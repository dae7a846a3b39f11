import type { Failure } from '../model/failure';
import type { Runtime, StackModel } from '../model/stackModel';

/** What a folder's dependencies are installed from, by custom: without it the image lacks what the code imports. */
const main = /(^|\/)(requirements\.txt|requirements\/[^/]+\.txt|pyproject\.toml|Pipfile|package\.json)$/;

/**
 * The manifest that stops a plan: one that cannot be read and is installed, or would be, in a folder that an app runs in; where no
 * app was found, any. A broken one elsewhere, a test's or one that is out of use, stays a warning.
 */
export function unreadableManifest({ apps, runtimes, diagnostics }: StackModel): Failure | undefined {
  const serves = apps.some((app) => app.serves === 'http');
  const installed = new Set(runtimes.flatMap(installedFiles));
  const folders = new Set(runtimes.map(({ path }) => path));
  const found = diagnostics.find(
    ({ code, file }) =>
      code === 'manifest-unreadable' &&
      file !== undefined &&
      (installed.has(file) || (main.test(file) && (!serves || folders.has(folderOf(file))))),
  );
  return found?.file
    ? {
        code: 'manifest-malformed',
        message: found.message,
        next: `Nothing was written. Correct ${found.file}, or who may read it, then run the same command again.`,
        file: found.file,
        ...(found.line !== undefined && { line: found.line }),
      }
    : undefined;
}

const installedFiles = (runtime: Runtime): readonly string[] =>
  runtime.language === 'python' ? runtime.manifests.value.flatMap(({ file, includes }) => [file, ...includes]) : [];

/** requirements/base.txt is installed for the folder above. */
const folderOf = (file: string): string => {
  const parts = file.split('/').slice(0, -1);
  return (parts.at(-1) === 'requirements' ? parts.slice(0, -1) : parts).join('/');
};
