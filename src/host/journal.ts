import { createHash, randomBytes } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod/mini';
import { codeOf, isMissing } from './errors';
import type { FileSystem } from './fileSystem';

/**
 * What a write is about to change, kept outside the repository. `entry.json` is renamed into place when all old bytes are safe;
 * its state then is 'open' until every file is in place, 'done' after, 'undone' once taken back. An 'open' one that nobody works
 * on was interrupted: the old tree is put back from it.
 */
const entryShape = z.object({
  version: z.literal(1),
  state: z.enum(['open', 'done', 'undone']),
  folders: z.array(z.string()),
  files: z.array(
    z.object({
      path: z.string(),
      /** Undefined: the file was not there. */
      before: z.optional(z.object({ blob: z.string(), mode: z.number() })),
      /** sha256 of what was written; undefined: it was removed. */
      after: z.optional(z.string()),
    }),
  ),
});
export type JournalEntry = z.infer<typeof entryShape>;

/** Where journals are: $XDG_STATE_HOME/drydock, else ~/.local/state/drydock. */
export const stateFolder = (env: NodeJS.ProcessEnv): string =>
  join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'drydock');

/** The journals of one repository, found by its real path. */
export async function journalFolder(root: string, state: string): Promise<string> {
  return join(state, 'journal', hashOf(await realpath(root)).slice(0, 16));
}

/** SHA-256 in hex. */
export const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** A new name that sorts after all former ones. */
export const newId = (): string =>
  `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${randomBytes(3).toString('hex')}`;

/** Ids of all entries, oldest first; what was not finished being prepared has no entry.json and is not there. */
export async function readEntries(
  fs: FileSystem,
  folder: string,
): Promise<readonly { readonly id: string; readonly entry: JournalEntry }[]> {
  let ids: readonly string[];
  try {
    ids = [...(await fs.list(folder))].filter((id) => id !== 'writer').sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
  const found: { id: string; entry: JournalEntry }[] = [];
  for (const id of ids) {
    try {
      found.push({
        id,
        entry: entryShape.parse(
          JSON.parse(Buffer.from(await fs.read(join(folder, id, 'entry.json'))).toString('utf8')),
        ),
      });
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
  return found;
}

/** Writes an entry so that it is there whole or not at all. */
export async function writeEntry(fs: FileSystem, folder: string, id: string, entry: JournalEntry): Promise<void> {
  const path = join(folder, id, 'entry.json');
  await fs.write(`${path}.tmp`, Buffer.from(`${JSON.stringify(entry, undefined, 2)}\n`), 0o600);
  await fs.rename(`${path}.tmp`, path);
}

/** The name under which a file is prepared beside its target. */
export const besideName = (root: string, path: string): string =>
  join(root, dirname(path), `.${path.split('/').at(-1) ?? ''}.drydock-tmp`);

/** Puts the old tree back, file by file; may be stopped anywhere and begun again. */
export async function restore(
  fs: FileSystem,
  root: string,
  folder: string,
  id: string,
  entry: JournalEntry,
  only: (path: string) => boolean = () => true,
): Promise<void> {
  for (const file of entry.files) {
    await fs.remove(besideName(root, file.path));
    if (!only(file.path)) continue;
    if (!file.before) {
      await fs.remove(join(root, file.path));
      continue;
    }
    // Its folder is there: the file was in it before, and a folder is never removed with something in it.
    await fs.write(besideName(root, file.path), await fs.read(join(folder, id, file.before.blob)), file.before.mode);
    await giveToOwner(fs, root, besideName(root, file.path));
    await fs.rename(besideName(root, file.path), join(root, file.path));
  }
  for (const made of [...entry.folders].reverse()) {
    try {
      await fs.removeFolder(join(root, made));
    } catch (error) {
      if (!isMissing(error) && !['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
    }
  }
}

/** Root writes for others: what it makes belongs to the owner of the repository's folder. */
export async function giveToOwner(fs: FileSystem, root: string, path: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = await fs.stat(root);
  await fs.own(path, uid, gid);
}
