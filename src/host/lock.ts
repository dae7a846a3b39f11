import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockPath, parseLock } from '../core/change/lockFile';
import type { Lock } from '../core/model/change';
import { failed, ok, type Result } from '../core/model/failure';
import { codeOf, isMissing } from './errors';

/** The lock of a folder; undefined before the first time. Fails with 'manifest-malformed'. */
export async function readLock(root: string): Promise<Result<Lock | undefined>> {
  try {
    return parseLock(await readFile(join(root, lockPath), 'utf8'));
  } catch (error) {
    if (isMissing(error)) return ok(undefined);
    return failed({
      code: 'manifest-malformed',
      message: `${lockPath} cannot be read (${codeOf(error)}).`,
      next: `ls -l ${join(root, lockPath)}`,
      cause: error,
    });
  }
}
