import { dirname, join } from 'node:path';
import type { FileChange } from '../core/model/change';
import { failed, ok, type Failure, type Result } from '../core/model/failure';
import { codeOf, isMissing } from './errors';
import { nodeFileSystem, type FileSystem } from './fileSystem';
import {
  besideName,
  giveToOwner,
  hashOf,
  journalFolder,
  newId,
  readEntries,
  restore,
  writeEntry,
  type JournalEntry,
} from './journal';
import { becomeWriter } from './writer';

export { stateFolder } from './journal';

export interface JournalOptions {
  /** Folder of the journals, see `stateFolder`. */
  readonly state: string;
  readonly fs?: FileSystem;
}

type Written = Exclude<FileChange, { kind: 'unchanged' } | { kind: 'kept' }>;

/**
 * Writes a set of changes, all or nothing: the old bytes go to a journal outside the repository first, then every file is
 * written beside its target and renamed. What a killed run left half done is put back before anything else. Without a change
 * nothing is written. Fails with 'write-failed' (the tree is as it was) or 'journal-busy'.
 */
export async function applyChanges(
  root: string,
  changes: readonly FileChange[],
  options: JournalOptions,
): Promise<Result<{ readonly id: string; readonly written: readonly string[] }>> {
  const fs = options.fs ?? nodeFileSystem;
  const work = changes.filter((change): change is Written => change.kind !== 'unchanged' && change.kind !== 'kept');
  const folder = await journalFolder(root, options.state);
  if (work.length === 0 && (await interrupted(fs, folder)).length === 0) return ok({ id: '', written: [] });
  try {
    const writer = await becomeWriter(folder);
    if (!writer.ok) return writer;
    try {
      await putBack(fs, root, folder);
      if (work.length === 0) return ok({ id: '', written: [] });
      return await write(fs, root, folder, work);
    } finally {
      writer.value();
    }
  } catch (error) {
    return failed(writeFailure(root, error));
  }
}

/** Puts the old tree back where a run was killed; does nothing otherwise. */
export async function recover(root: string, options: JournalOptions): Promise<Result<void>> {
  const done = await applyChanges(root, [], options);
  return done.ok ? ok(undefined) : done;
}

const interrupted = async (fs: FileSystem, folder: string) =>
  (await readEntries(fs, folder)).filter(({ entry }) => entry.state === 'open');

/** The newest first, should there ever be two. */
async function putBack(fs: FileSystem, root: string, folder: string): Promise<void> {
  for (const { id, entry } of [...(await interrupted(fs, folder))].reverse()) {
    await restore(fs, root, folder, id, entry);
    await writeEntry(fs, folder, id, { ...entry, state: 'undone' });
  }
}

async function write(
  fs: FileSystem,
  root: string,
  folder: string,
  work: readonly Written[],
): Promise<Result<{ readonly id: string; readonly written: readonly string[] }>> {
  const id = newId();
  await fs.makeFolder(join(folder, id), 0o700);
  const files: JournalEntry['files'] = [];
  for (const [index, change] of work.entries()) {
    const old = await oldFile(fs, root, change.path);
    const expected = change.kind === 'create' ? undefined : change.before;
    if ((old && Buffer.from(old.bytes).toString('utf8')) !== expected) {
      await fs.removeTree(join(folder, id));
      return failed({
        code: 'write-failed',
        message: `${change.path} has changed while Drydock was working; nothing was written.`,
        next: 'Run the same command again.',
      });
    }
    if (old) await fs.write(join(folder, id, `${index}.before`), old.bytes, 0o600);
    files.push({
      path: change.path,
      ...(old && { before: { blob: `${index}.before`, mode: old.mode } }),
      ...(change.kind !== 'remove' && { after: hashOf(change.after) }),
    });
  }
  const entry: JournalEntry = { version: 1, state: 'open', folders: await missingFolders(fs, root, work), files };
  await writeEntry(fs, folder, id, entry);
  try {
    for (const path of entry.folders) {
      await fs.makeFolder(join(root, path), 0o755);
      await giveToOwner(fs, root, join(root, path));
    }
    for (const [index, change] of work.entries()) {
      if (change.kind === 'remove') continue;
      const mode = files[index]?.before?.mode ?? (change.executable ? 0o755 : change.path === '.env' ? 0o600 : 0o644);
      await fs.write(besideName(root, change.path), Buffer.from(change.after), mode);
      await giveToOwner(fs, root, besideName(root, change.path));
    }
    for (const change of work) {
      if (change.kind === 'remove') await fs.remove(join(root, change.path));
      else await fs.rename(besideName(root, change.path), join(root, change.path));
    }
    await writeEntry(fs, folder, id, { ...entry, state: 'done' });
  } catch (error) {
    await restore(fs, root, folder, id, entry);
    await fs.removeTree(join(folder, id));
    throw error;
  }
  return ok({ id, written: work.map((change) => change.path) });
}

async function oldFile(
  fs: FileSystem,
  root: string,
  path: string,
): Promise<{ readonly bytes: Uint8Array; readonly mode: number } | undefined> {
  const full = join(root, path);
  try {
    const info = await fs.stat(full);
    if (info.kind !== 'file') throw new Error(`${path} is not a plain file`);
    return { bytes: await fs.read(full), mode: info.mode };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Folders that have to be made, outermost first; a link on the way is refused, since it may lead out of the repository. */
async function missingFolders(fs: FileSystem, root: string, work: readonly Written[]): Promise<string[]> {
  const found = new Set<string>();
  for (const change of work) {
    const parts = dirname(change.path)
      .split('/')
      .filter((part) => part !== '.');
    for (let depth = 1; depth <= parts.length; depth++) {
      const path = parts.slice(0, depth).join('/');
      try {
        const info = await fs.stat(join(root, path));
        if (info.kind !== 'folder') throw new Error(`${path} is not a folder`);
      } catch (error) {
        if (!isMissing(error)) throw error;
        found.add(path);
      }
    }
  }
  return [...found].sort();
}

function writeFailure(root: string, cause: unknown): Failure {
  const reasons: Readonly<Record<string, readonly [string, string]>> = {
    EACCES: ['you may not write there', `ls -ld ${root}`],
    EPERM: ['you may not write there', `ls -ld ${root}`],
    EROFS: ['it is read-only', 'Copy the repository to a folder that can be written.'],
    ENOSPC: ['the disk is full', 'Make room (docker system df shows what the engine holds), then try again.'],
    EDQUOT: ['your disk quota is used up', 'Make room, then try again.'],
  };
  const [reason, next] = reasons[codeOf(cause)] ?? [
    cause instanceof Error ? cause.message : String(cause),
    'Correct that, then try again.',
  ];
  return { code: 'write-failed', message: `Nothing was written to ${root}: ${reason}.`, next, cause };
}
