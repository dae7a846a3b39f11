import { failed, type Result } from '../core/model/failure';
import { codeOf, isMissing } from './errors';

/** Says why a write did not happen. `what` begins the sentence: 'Nothing was written to /srv/portal'. */
export function writeFailure(what: string, root: string, cause: unknown): Result<never> {
  const path = cause instanceof Error && 'path' in cause && typeof cause.path === 'string' ? cause.path : root;
  if (isMissing(cause) && path === root)
    return failed({
      code: 'not-found',
      message: `There is no folder ${root}.`,
      next: 'Give the path of a repository.',
      cause,
    });
  const reasons: Readonly<Record<string, readonly [string, string]>> = {
    EACCES: [`you may not write to ${path}`, `ls -ld ${path}`],
    EPERM: [`you may not write to ${path}`, `ls -ld ${path}`],
    EROFS: [`${path} is read-only`, 'Copy the repository to a folder that can be written.'],
    ENOSPC: ['the disk is full', 'Make room (docker system df shows what the engine holds), then try again.'],
    EDQUOT: ['your disk quota is used up', 'Make room, then try again.'],
    EIO: [`the disk failed at ${path}`, 'Check the disk (dmesg), then try again.'],
  };
  const [reason, next] = reasons[codeOf(cause)] ?? [
    cause instanceof Error ? cause.message : String(cause),
    'Correct that, then try again.',
  ];
  return failed({ code: 'write-failed', message: `${what}: ${reason}.`, next, cause });
}
