import * as z from 'zod/mini';
import type { FromLogView } from '../../core/model/logMessages';

const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('shown') }),
  z.object({ type: z.literal('older'), before: z.string() }),
  z.object({ type: z.literal('pause'), paused: z.boolean() }),
  z.object({ type: z.literal('reveal'), revealed: z.boolean() }),
  z.object({ type: z.literal('restart') }),
  z.object({ type: z.literal('copy'), text: z.string() }),
  z.object({ type: z.literal('save'), text: z.string() }),
  z.object({ type: z.literal('open'), file: z.string(), line: z.number(), column: z.optional(z.number()) }),
]);

/** What a page says, where it is one of the messages that are known. */
export const readMessage = (value: unknown): FromLogView | undefined => message.safeParse(value).data;
