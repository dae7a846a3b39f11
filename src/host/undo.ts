import { failed, ok, type Result } from '../core/model/failure';
import type { JournalOptions } from './applyChanges';
import { nodeFileSystem } from './fileSystem';
import { forget, journalOf, readEntries, takeEntry, writeEntry, type Journal, type JournalEntry } from './journal';
import { putBack } from './recover';
import { asWritten, clearBeside, prepareRestore } from './restore';
import { writeFailure } from './writeFailure';
import { asWriter } from './writer';

type Undone = Result<{ readonly restored: readonly string[]; readonly kept: readonly string[] }>;

/**
 * Takes the newest write back: bytes, modes, absence, and folders that it made. A file that was edited since is kept and named.
 * Fails with 'nothing-to-undo', 'journal-busy' or 'write-failed' (the tree is as it was, unless the message says otherwise).
 */
export async function undo(root: string, options: JournalOptions): Promise<Undone> {
  try {
    const journal = await journalOf(options.fs ?? nodeFileSystem, root, options.state);
    if ((await readEntries(journal)).every(({ entry }) => entry.state === 'undone')) return nothing(root);
    return await asWriter(journal.fs, journal.folder, async () => {
      const recovered = await putBack(journal);
      if (!recovered.ok) return recovered;
      const last = (await readEntries(journal)).findLast(({ entry }) => entry.state === 'done');
      return last ? await takeBack(journal, last.id, last.entry) : nothing(root);
    });
  } catch (error) {
    return writeFailure(`Nothing was taken back in ${root}`, root, error);
  }
}

const nothing = (root: string): Undone =>
  failed({
    code: 'nothing-to-undo',
    message: `Drydock has written nothing to ${root} that is not undone yet.`,
    next: `drydock up ${root}`,
  });

async function takeBack(journal: Journal, id: string, entry: JournalEntry): Promise<Undone> {
  const restored: string[] = [];
  const kept: string[] = [];
  for (const file of entry.files) ((await asWritten(journal, file)) ? restored : kept).push(file.path);
  // Marked as begun first: killed in between, the next run finishes it like any interrupted write.
  await writeEntry(journal, id, entry, 'done.json');
  await writeEntry(journal, id, { ...entry, state: 'open' });
  let commit: () => Promise<void>;
  try {
    commit = await prepareRestore(journal, id, entry);
  } catch (error) {
    await clearBeside(journal, entry);
    await takeEntry(journal, id, 'done.json');
    throw error;
  }
  try {
    await commit();
    await forget(journal, id);
  } catch (error) {
    return writeFailure(
      `Taking back the last write to ${journal.root} stopped half way (the next drydock command goes on)`,
      journal.root,
      error,
    );
  }
  return ok({ restored, kept });
}
