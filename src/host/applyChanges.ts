import { dirname, join, relative, sep } from 'node:path';
import type { FileChange } from '../core/model/change';
import { failed, ok, type Result } from '../core/model/failure';
import { flushFolders, nodeFileSystem, writeFlushed, type FileSystem } from './fileSystem';
import {
  forget,
  hashOf,
  journalOf,
  newEntry,
  takeEntry,
  tidy,
  writeEntry,
  type Journal,
  type JournalEntry,
} from './journal';
import { placeOf, type Place } from './placeOf';
import { interrupted, putBack } from './recover';
import { besideName, giveToOwner, prepareRestore } from './restore';
import { writeFailure } from './writeFailure';
import { asWriter } from './writer';

export { stateFolder } from './journal';

export interface JournalOptions {
  /** Folder of the journals, see `stateFolder`. */
  readonly state: string;
  readonly fs?: FileSystem;
}

type Applied = Result<{ readonly id: string; readonly written: readonly string[] }>;
type Written = Exclude<FileChange, { kind: 'unchanged' } | { kind: 'kept' }>;

/** A change, where it goes, and the bytes that it leaves there; undefined: none. */
interface Step {
  readonly change: Written;
  readonly place: Place;
  readonly old: Uint8Array | undefined;
  readonly bytes: Uint8Array | undefined;
}

/**
 * Writes a set of changes, all or nothing: the old bytes go to a journal outside the repository first, then every file is
 * written beside its target and renamed. What a killed run left half done is put back before anything else. Without a change
 * nothing is written. Fails with 'write-failed' (the tree is as it was, unless the message says otherwise) or 'journal-busy'.
 */
export async function applyChanges(
  root: string,
  changes: readonly FileChange[],
  options: JournalOptions,
): Promise<Applied> {
  const work = changes.filter((change): change is Written => change.kind !== 'unchanged' && change.kind !== 'kept');
  try {
    const journal = await journalOf(options.fs ?? nodeFileSystem, root, options.state);
    if (work.length === 0 && (await interrupted(journal)).length === 0) return ok({ id: '', written: [] });
    return await asWriter(journal.fs, journal.folder, async () => {
      const recovered = await putBack(journal);
      if (!recovered.ok) return recovered;
      if (work.length === 0) return ok({ id: '', written: [] });
      await tidy(journal);
      const steps = await look(journal, work);
      return steps.ok ? await write(journal, steps.value) : steps;
    });
  } catch (error) {
    return writeFailure(`Nothing was written to ${root}`, root, error);
  }
}

/** Puts the old tree back where a run was killed; does nothing otherwise. */
export async function recover(root: string, options: JournalOptions): Promise<Result<void>> {
  const done = await applyChanges(root, [], options);
  return done.ok ? ok(undefined) : done;
}

/** Checks that every file still is what its change was made from. */
async function look({ fs, root }: Journal, work: readonly Written[]): Promise<Result<readonly Step[]>> {
  const steps: Step[] = [];
  for (const change of work) {
    const place = await placeOf(fs, root, change.path);
    const twin = steps.find((step) => step.place.path === place.path);
    if (twin) throw new Error(`${change.path} and ${twin.change.path} are the same file`);
    const old = place.state && (await fs.read(place.path));
    const expected = change.kind === 'create' ? undefined : change.before;
    if ((old && Buffer.from(old).toString('utf8')) !== expected) {
      return failed({
        code: 'write-failed',
        message: `${change.path} has changed while Drydock was working; nothing was written.`,
        next: 'Run the same command again.',
      });
    }
    steps.push({ change, place, old, bytes: bytesAfter(change, old) });
  }
  return ok(steps);
}

/** What is only added to keeps its bytes, whatever their encoding: text that is not UTF-8 does not survive a decoder. */
function bytesAfter(change: Written, old: Uint8Array | undefined): Uint8Array | undefined {
  if (change.kind === 'remove') return undefined;
  if (change.kind === 'update' && old && change.after.startsWith(change.before))
    return Buffer.concat([old, Buffer.from(change.after.slice(change.before.length))]);
  return Buffer.from(change.after);
}

async function write(journal: Journal, steps: readonly Step[]): Promise<Applied> {
  const { fs } = journal;
  const id = await newEntry(journal);
  try {
    const entry = await keepOld(journal, id, steps);
    // The end is written down beforehand: a disk that fills up meanwhile cannot come between the last file and it.
    await writeEntry(journal, id, { ...entry, state: 'done' }, 'done.json');
    await writeEntry(journal, id, entry);
    try {
      await prepare(journal, steps, entry);
      for (const { place, bytes } of steps) {
        if (bytes) await fs.rename(besideName(place.path), place.path);
        else await fs.remove(place.path);
      }
      await flushFolders(
        fs,
        steps.map(({ place }) => place.path),
      );
      await takeEntry(journal, id, 'done.json');
    } catch (error) {
      try {
        await (
          await prepareRestore(journal, id, entry)
        )();
      } catch {
        const what = `Writing to ${journal.root} stopped half way, and the old files, which are safe in ${join(journal.folder, id)}, could not be put back yet (the next drydock command does it)`;
        return writeFailure(what, journal.root, error);
      }
      throw error;
    }
  } catch (error) {
    await forget(journal, id);
    throw error;
  }
  return ok({ id, written: steps.map(({ change }) => change.path) });
}

async function keepOld({ fs, root, folder }: Journal, id: string, steps: readonly Step[]): Promise<JournalEntry> {
  const files: JournalEntry['files'] = [];
  for (const [index, { place, old, bytes }] of steps.entries()) {
    const blob = `${index}.before`;
    if (old) await writeFlushed(fs, join(folder, id, blob), old, 0o600);
    files.push({
      path: inside(root, place.path),
      ...(old &&
        place.state && { before: { blob, mode: place.state.mode, uid: place.state.uid, gid: place.state.gid } }),
      ...(bytes && { after: hashOf(bytes) }),
    });
  }
  const folders = new Set(steps.flatMap(({ place }) => place.missing.map((path) => inside(root, path))));
  return { version: 1, state: 'open', folders: [...folders].sort(), files };
}

const inside = (root: string, path: string): string => relative(root, path).split(sep).join('/');

/** Makes the folders, and every file under the name beside its target. */
async function prepare(journal: Journal, steps: readonly Step[], entry: JournalEntry): Promise<void> {
  const { fs, root } = journal;
  for (const path of entry.folders) {
    await fs.makeFolder(join(root, path), 0o755);
    await giveToOwner(journal, join(root, path));
  }
  for (const { change, place, bytes } of steps) {
    if (!bytes || change.kind === 'remove') {
      await fs.checkFolder(dirname(place.path));
      continue;
    }
    const mode = place.state?.mode ?? (change.executable ? 0o755 : change.path === '.env' ? 0o600 : 0o644);
    await writeFlushed(fs, besideName(place.path), bytes, mode);
    await giveToOwner(journal, besideName(place.path), place.state);
  }
  await flushFolders(
    fs,
    entry.folders.map((path) => join(root, path)),
  );
}
