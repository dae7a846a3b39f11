import { join } from 'node:path';
import { failed, ok, type Result } from '../core/model/failure';
import { recover, type JournalOptions } from './applyChanges';
import { codeOf, isMissing } from './errors';
import { nodeFileSystem } from './fileSystem';
import { hashOf, journalFolder, readEntries, restore, writeEntry } from './journal';
import { becomeWriter } from './writer';

/**
 * Takes the newest write back: bytes, modes, absence, and folders that it made. A file that was edited since is kept and named.
 * Fails with 'nothing-to-undo', 'journal-busy' or 'write-failed'.
 */
export async function undo(
  root: string,
  options: JournalOptions,
): Promise<Result<{ readonly restored: readonly string[]; readonly kept: readonly string[] }>> {
  const fs = options.fs ?? nodeFileSystem;
  const recovered = await recover(root, options);
  if (!recovered.ok) return recovered;
  const folder = await journalFolder(root, options.state);
  const last = (await readEntries(fs, folder)).findLast(({ entry }) => entry.state === 'done');
  if (!last)
    return failed({
      code: 'nothing-to-undo',
      message: `Drydock has written nothing to ${root} that is not undone yet.`,
      next: `drydock up ${root}`,
    });
  const writer = await becomeWriter(folder);
  if (!writer.ok) return writer;
  try {
    const kept: string[] = [];
    for (const file of last.entry.files) {
      const now = await fs.read(join(root, file.path)).catch((error: unknown) => {
        if (isMissing(error)) return undefined;
        throw error;
      });
      if ((now && hashOf(now)) !== file.after) kept.push(file.path);
    }
    // Marked first: killed in between, the next run finishes it like any interrupted write. What was edited since is out of it.
    const entry = { ...last.entry, files: last.entry.files.filter((file) => !kept.includes(file.path)) };
    await writeEntry(fs, folder, last.id, { ...entry, state: 'open' });
    await restore(fs, root, folder, last.id, entry);
    await writeEntry(fs, folder, last.id, { ...entry, state: 'undone' });
    return ok({ restored: entry.files.map((file) => file.path), kept });
  } catch (cause) {
    return failed({
      code: 'write-failed',
      message: `The last write could not be taken back (${codeOf(cause)}).`,
      next: 'Correct that, then call drydock undo again.',
      cause,
    });
  } finally {
    writer.value();
  }
}
