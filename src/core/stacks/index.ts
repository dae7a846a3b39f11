import { celeryBeat, celeryWorker } from './celery';
import type { Stack } from './define';
import { flask } from './flask';

/** Every stack that is known. The order decides nothing but the order of what is shown. */
export const stacks: readonly Stack[] = [flask, celeryWorker, celeryBeat];

/** The stack of an id; throws on an id that no stack has, which is a mistake in the program. */
export function stackOf(id: string): Stack {
  const found = stacks.find((stack) => stack.id === id);
  if (!found) throw new Error(`no stack has the id ${id}`);
  return found;
}
