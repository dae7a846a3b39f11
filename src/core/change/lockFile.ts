import * as z from 'zod/mini';
import type { Lock } from '../model/change';
import { failed, ok, type Result } from '../model/failure';
import { isPlainPath } from './isPlainPath';

/** Where the lock stands in a repository. */
export const lockPath = '.drydock/lock.json';

const port = z.int().check(z.gte(1), z.lte(65535));

const shape = z.object({
  version: z.literal(1),
  slug: z.string(),
  observed: z.optional(
    z.record(z.string(), z.object({ port, loopback: z.optional(z.enum(['127.0.0.1', '::1'])), instead: z.string() })),
  ),
  files: z.record(
    z.string().check(z.refine(isPlainPath)),
    z.union([z.object({ sha256: z.string() }), z.object({ lines: z.array(z.string()) })]),
  ),
});

/** The lock as it is written: sorted, so that the same plan gives the same bytes. */
export function lockText(lock: Lock): string {
  const sorted = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
  const observed = Object.keys(lock.observed ?? {}).length > 0 && { observed: sorted(lock.observed ?? {}) };
  const whole = { version: lock.version, slug: lock.slug, ...observed, files: sorted(lock.files) };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

/** Reads a lock; fails with 'manifest-malformed'. */
export function parseLock(text: string): Result<Lock> {
  try {
    return ok(shape.parse(JSON.parse(text)));
  } catch (cause) {
    return failed({
      code: 'manifest-malformed',
      message: `${lockPath} cannot be read.`,
      next: `Take it back from version control: git checkout -- ${lockPath}`,
      file: lockPath,
      cause,
    });
  }
}
