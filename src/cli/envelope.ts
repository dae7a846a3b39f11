import * as z from 'zod/mini';
import type { Failure } from '../core/model/failure';

/** What `--json` prints for every verb: one object on standard output. docs/json.md describes `data` verb by verb. */
export const envelope = z.union([
  z.object({ schema: z.literal(1), verb: z.string(), ok: z.literal(true), data: z.unknown() }),
  z.object({
    schema: z.literal(1),
    verb: z.string(),
    ok: z.literal(false),
    failure: z.object({
      code: z.string(),
      message: z.string(),
      next: z.optional(z.string()),
      file: z.optional(z.string()),
      line: z.optional(z.number()),
      column: z.optional(z.number()),
      detail: z.optional(z.string()),
    }),
  }),
]);
export type Envelope = z.infer<typeof envelope>;

/** The envelope of a success. */
export const success = (verb: string, data: unknown): Envelope => ({ schema: 1, verb, ok: true, data });

/** The envelope of a failure; `cause` stays inside. */
export const failureOf = (verb: string, { code, message, next, file, line, column, detail }: Failure): Envelope => ({
  schema: 1,
  verb,
  ok: false,
  failure: {
    code,
    message,
    ...(next && { next }),
    ...(file && { file }),
    ...(line && { line }),
    ...(column && { column }),
    ...(detail && { detail }),
  },
});
