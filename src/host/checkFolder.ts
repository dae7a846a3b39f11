import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { failed, ok, type Result } from '../core/model/failure';
import { codeOf, isMissing } from './errors';

/** Checks that a path is a folder whose files can be listed. Fails with 'not-found' or 'folder-denied'. */
export async function checkFolder(root: string): Promise<Result<void>> {
  try {
    if ((await stat(root)).isDirectory()) {
      await access(root, constants.R_OK | constants.X_OK);
      return ok(undefined);
    }
  } catch (cause) {
    if (!isMissing(cause))
      return failed({
        code: 'folder-denied',
        message: `${root} cannot be read (${codeOf(cause)}).`,
        next: `ls -ld ${root}`,
        cause,
      });
  }
  return failed({ code: 'not-found', message: `There is no folder ${root}.`, next: 'Give the path of a repository.' });
}
