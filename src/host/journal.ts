import { createHash, randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import * as z from 'zod/mini';
import { isMissing } from './errors';
import { flushFolders, writeFlushed, type FileSystem } from './fileSystem';

/**
 * What a write is about to change, kept outside the repository. `entry.json` is renamed into place when all old bytes are safe;
 * its state then is 'open' until every file is in place, 'done' after; once taken back, it is removed ('undone' in older ones). An
 * 'open' one that nobody works on was interrupted: the old tree is put back from it.
 */
const entryShape = z.object({
  version: z.literal(1),
  state: z.enum(['open', 'done', 'undone']),
  /** Folders that were made, outermost first; as all paths relative to the repository's real path, links followed. */
  folders: z.array(z.string()),
  files: z.array(
    z.object({
      path: z.string(),
      /** Undefined: the file was not there. uid and gid are the owner's. */
      before: z.optional(
        z.object({ blob: z.string(), mode: z.number(), uid: z.optional(z.number()), gid: z.optional(z.number()) }),
      ),
      /** sha256 of what was written; undefined: it was removed. */
      after: z.optional(z.string()),
    }),
  ),
});
export type JournalEntry = z.infer<typeof entryShape>;

/** The journals of one repository. */
export interface Journal {
  readonly fs: FileSystem;
  /** Real path of the repository. */
  readonly root: string;
  /** Folder of its journals. */
  readonly folder: string;
}

/** How many writes can be undone one after the other; older ones are forgotten. */
const kept = 20;

/** Where journals are: $XDG_STATE_HOME/drydock, else ~/.local/state/drydock. An empty or relative one counts as unset (XDG 0.8). */
export function stateFolder(env: NodeJS.ProcessEnv): string {
  const stated = env['XDG_STATE_HOME'] ?? '';
  return join(isAbsolute(stated) ? stated : join(homedir(), '.local', 'state'), 'drydock');
}

/** The journals of the repository at `root`, found by its real path. Rejects when there is no such folder. */
export async function journalOf(fs: FileSystem, root: string, state: string): Promise<Journal> {
  const real = await fs.realPath(root);
  return { fs, root: real, folder: join(state, 'journal', hashOf(real).slice(0, 16)) };
}

/** SHA-256 in hex. */
export const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Ids of all entries, oldest first; what was not finished being prepared has no entry.json and is not there. */
export async function readEntries({
  fs,
  folder,
}: Journal): Promise<readonly { readonly id: string; readonly entry: JournalEntry }[]> {
  const found: { id: string; entry: JournalEntry }[] = [];
  for (const id of await idsOf(fs, folder)) {
    const path = join(folder, id, 'entry.json');
    const bytes = await readIfThere(fs, path);
    if (bytes) found.push({ id, entry: parseEntry(path, Buffer.from(bytes).toString('utf8')) });
  }
  return found;
}

function parseEntry(path: string, text: string): JournalEntry {
  try {
    return entryShape.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`the journal ${path} cannot be read; move its folder away to go on without it`, { cause });
  }
}

/** Begins an entry with a name that sorts after all former ones, even when the clock was put back. */
export async function newEntry({ fs, folder }: Journal): Promise<string> {
  const newest = (await idsOf(fs, folder)).at(-1) ?? '';
  const suffix = randomBytes(3).toString('hex');
  const now = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${suffix}`;
  const id = now > newest ? now : `${newest}-${suffix}`;
  await fs.makeFolder(join(folder, id), 0o700);
  return id;
}

/** Writes an entry under a name, whole or not at all; 'entry.json' is the one that counts. */
export async function writeEntry(
  { fs, folder }: Journal,
  id: string,
  entry: JournalEntry,
  name = 'entry.json',
): Promise<void> {
  const path = join(folder, id, name);
  await writeFlushed(fs, `${path}.tmp`, Buffer.from(`${JSON.stringify(entry, undefined, 2)}\n`), 0o600);
  await fs.rename(`${path}.tmp`, path);
  await flushFolders(fs, [path, join(folder, id)]);
}

/** Makes an entry that was written under another name the one that counts: one rename, so that a full disk cannot prevent it. */
export async function takeEntry({ fs, folder }: Journal, id: string, name: string): Promise<void> {
  await fs.rename(join(folder, id, name), join(folder, id, 'entry.json'));
  await flushFolders(fs, [join(folder, id, name)]);
}

/** Forgets an entry: from the moment that its entry.json is gone it does not count. */
export async function forget({ fs, folder }: Journal, id: string): Promise<void> {
  await fs.remove(join(folder, id, 'entry.json'));
  await flushFolders(fs, [join(folder, id, 'entry.json')]);
  await fs.removeTree(join(folder, id));
}

/** Removes what killed runs left half prepared, and the oldest entries. */
export async function tidy(journal: Journal): Promise<void> {
  const entries = (await readEntries(journal)).flatMap(({ id, entry }) => (entry.state === 'undone' ? [] : [id]));
  for (const id of await idsOf(journal.fs, journal.folder))
    if (!entries.includes(id)) await journal.fs.removeTree(join(journal.folder, id));
  for (const id of entries.slice(0, -kept)) await forget(journal, id);
}

async function idsOf(fs: FileSystem, folder: string): Promise<readonly string[]> {
  try {
    return [...(await fs.list(folder))].filter((id) => !id.startsWith('writer')).sort();
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** The bytes of a file; undefined when it is not there. */
export async function readIfThere(fs: Pick<FileSystem, 'read'>, path: string): Promise<Uint8Array | undefined> {
  try {
    return await fs.read(path);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
