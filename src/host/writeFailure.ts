import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { failed, type Result } from '../core/model/failure';
import { codeOf, isMissing } from './errors';
import { PlaceError } from './placeOf';

/** Says why a write did not happen. `what` begins the sentence: 'Nothing was written to /srv/portal'. */
export function writeFailure(what: string, root: string, cause: unknown): Result<never> {
  if (isMissing(cause) && pathOf(cause, root) === root)
    return failed({
      code: 'not-found',
      message: `There is no folder ${root}.`,
      next: 'Give the path of a repository.',
      cause,
    });
  const { reason, next } = writeReason(cause, root);
  return failed({ code: 'write-failed', message: `${what}: ${reason}.`, next, cause });
}

/** Why something below `root` could not be written, as the end of a sentence, and what to do about it. */
export function writeReason(cause: unknown, root: string): { readonly reason: string; readonly next: string } {
  if (cause instanceof PlaceError) return { reason: cause.message, next: cause.next };
  const path = nearest(pathOf(cause, root));
  const denied = {
    reason: `you may not write to ${path}`,
    next: `ls -ld ${path} shows whose it is; sudo chown -R ${userInfo().username} ${path} makes it yours.`,
  };
  const reasons: Readonly<Record<string, { readonly reason: string; readonly next: string }>> = {
    EACCES: denied,
    EPERM: denied,
    EROFS: { reason: `${path} is read-only`, next: 'Copy it to a folder that can be written.' },
    ENOSPC: {
      reason: 'the disk is full',
      next: 'Make room (df -h shows which disk, docker system df what the engine holds), then try again.',
    },
    EDQUOT: { reason: 'your disk quota is used up', next: 'Make room, then try again.' },
    EIO: { reason: `the disk failed at ${path}`, next: 'Check the disk (dmesg), then try again.' },
  };
  return (
    reasons[codeOf(cause)] ?? {
      reason: cause instanceof Error ? cause.message : String(cause),
      next: 'Correct that, then try again.',
    }
  );
}

const pathOf = (cause: unknown, root: string): string =>
  cause instanceof Error && 'path' in cause && typeof cause.path === 'string' ? cause.path : root;

/** What is there of a path: a file that could not be made was refused by the folder above. */
function nearest(path: string): string {
  const above = dirname(path);
  return above === path || existsSync(path) ? path : nearest(above);
}
