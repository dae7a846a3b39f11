import { ok, type Result } from '../core/model/failure';
import { forget, readEntries, type Journal, type JournalEntry } from './journal';
import { prepareRestore } from './restore';
import { writeFailure } from './writeFailure';

/** The entries of writes that were begun and not ended. */
export const interrupted = async (
  journal: Journal,
): Promise<readonly { readonly id: string; readonly entry: JournalEntry }[]> =>
  (await readEntries(journal)).filter(({ entry }) => entry.state === 'open');

/** Puts the old tree back where a run was killed, the newest first, should there ever be two. For the one writer only. */
export async function putBack(journal: Journal): Promise<Result<void>> {
  try {
    for (const { id, entry } of [...(await interrupted(journal))].reverse()) {
      await (
        await prepareRestore(journal, id, entry)
      )();
      await forget(journal, id);
    }
    return ok(undefined);
  } catch (error) {
    return writeFailure(`What an interrupted run left in ${journal.root} could not be put back`, journal.root, error);
  }
}
