import { dirname, join } from 'node:path';
import { codeOf } from './errors';
import { flushFolders, isThere, writeFlushed, type FileSystem } from './fileSystem';
import { hashOf, type Journal, type JournalEntry } from './journal';
import { placeOf, type Place } from './placeOf';

/** The name under which a file is prepared beside its target. */
export const besideName = (target: string): string =>
  join(dirname(target), `.${target.slice(dirname(target).length).replace(/^[\\/]/, '')}.drydock-tmp`);

/** Takes away what was prepared beside the files of an entry. */
export async function clearBeside({ fs, root }: Journal, entry: JournalEntry): Promise<void> {
  for (const file of entry.files) {
    const beside = besideName(join(root, file.path));
    if (await isThere(fs, beside)) await fs.remove(beside);
  }
}

/**
 * Prepares to put back the files of an entry, and gives the function that does it. Only a file that is exactly as it was written
 * is touched: one that is old still needs nothing, one that somebody edited since stays. What needs room or a permission is done
 * while preparing, when nothing has changed yet. May be stopped anywhere and begun again.
 */
export async function prepareRestore(journal: Journal, id: string, entry: JournalEntry): Promise<() => Promise<void>> {
  const { fs, root, folder } = journal;
  await clearBeside(journal, entry);
  const work: JournalEntry['files'] = [];
  for (const file of entry.files) {
    const place = await asWritten(journal, file);
    if (!place) continue;
    const target = place.path;
    if (file.before) {
      for (const made of place.missing) {
        await fs.makeFolder(made, 0o755);
        await giveToOwner(journal, made);
      }
      const old = await fs.read(join(folder, id, file.before.blob));
      await writeFlushed(fs, besideName(target), old, file.before.mode);
      await giveToOwner(journal, besideName(target), file.before);
    } else await fs.checkFolder(dirname(target));
    work.push(file);
  }
  for (const made of entry.folders) {
    const above = dirname(join(root, made));
    if (work.length > 0 && (await isThere(fs, above))) await fs.checkFolder(above);
  }
  return async () => {
    for (const { path, before } of work) {
      const target = join(root, path);
      if (before) await fs.rename(besideName(target), target);
      else await fs.remove(target);
    }
    await flushFolders(
      fs,
      work.map(({ path }) => join(root, path)),
    );
    for (const made of [...entry.folders].reverse()) await removeIfEmpty(fs, join(root, made));
  };
}

/** Where a file of an entry is, if it is exactly as it was written; undefined when it is old still, or edited or replaced since. */
export async function asWritten(
  { fs, root }: Journal,
  file: JournalEntry['files'][number],
): Promise<Place | undefined> {
  let place: Place;
  try {
    place = await placeOf(fs, root, file.path);
  } catch (error) {
    // What is no error of the system is placeOf's own: a folder or a link out of the repository is there now.
    if (codeOf(error) === '') return undefined;
    throw error;
  }
  if (place.path !== join(root, file.path)) return undefined;
  const hash = place.state && hashOf(await fs.read(place.path));
  return hash === file.after ? place : undefined;
}

async function removeIfEmpty(fs: FileSystem, path: string): Promise<void> {
  if (!(await isThere(fs, path))) return;
  try {
    await fs.removeFolder(path);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
  }
}

/** Root writes for others: what it makes belongs to the former owner of the file, or to the owner of the repository's folder. */
export async function giveToOwner(
  { fs, root }: Journal,
  path: string,
  former: { readonly uid?: number | undefined; readonly gid?: number | undefined } = {},
): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const top = await fs.stat(root);
  await fs.own(path, former.uid ?? top.uid, former.gid ?? top.gid);
}
