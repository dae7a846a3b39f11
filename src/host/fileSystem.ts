import { constants } from 'node:fs';
import {
  access,
  chmod,
  chown,
  link,
  lstat,
  mkdir,
  open,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf, isMissing } from './errors';

/** The calls by which a change is written; few, so that a test can stop a process before and after each of them. */
export interface FileSystem {
  /** Creates or replaces a file; what it holds may be torn when the process dies, so that it is never done to a file in use. */
  write(path: string, bytes: Uint8Array, mode: number): Promise<void>;
  setMode(path: string, mode: number): Promise<void>;
  /** Flushes a file, or the names in a folder, to the disk. */
  sync(path: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; fails when the name is taken. */
  link(from: string, to: string): Promise<void>;
  /** Does nothing when it is not there. */
  remove(path: string): Promise<void>;
  /** With those above it; does nothing when it is there. */
  makeFolder(path: string, mode: number): Promise<void>;
  /** Only when it is empty. */
  removeFolder(path: string): Promise<void>;
  removeTree(path: string): Promise<void>;
  read(path: string): Promise<Uint8Array>;
  list(path: string): Promise<readonly string[]>;
  /** Of a link itself, not of what it leads to. */
  stat(path: string): Promise<FileState>;
  realPath(path: string): Promise<string>;
  own(path: string, uid: number, gid: number): Promise<void>;
  /** Rejects when nothing can be made in or removed from a folder: no permission, or a read-only disk. */
  checkFolder(path: string): Promise<void>;
}

/** mode: the permission bits. */
export interface FileState {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
}

/** The calls on this machine. */
export const nodeFileSystem: FileSystem = {
  async write(path, bytes, mode) {
    await writeFile(path, bytes, { mode });
  },
  checkFolder: (path) => access(path, constants.W_OK | constants.X_OK),
  setMode: chmod,
  async sync(path) {
    const file = await open(path, 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename,
  link,
  remove: (path) => rm(path, { force: true }),
  async makeFolder(path, mode) {
    try {
      await mkdir(path, { mode });
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return;
      // Only then with those above: mkdir -p of Node says ENOENT where a disk is read-only.
      if (codeOf(error) !== 'ENOENT') throw error;
      await mkdir(path, { recursive: true, mode });
    }
  },
  removeFolder: rmdir,
  removeTree: (path) => rm(path, { recursive: true, force: true }),
  read: readFile,
  list: readdir,
  async stat(path) {
    const info = await lstat(path);
    const kind = info.isFile() ? 'file' : info.isDirectory() ? 'folder' : info.isSymbolicLink() ? 'link' : 'other';
    return { mode: info.mode & 0o777, uid: info.uid, gid: info.gid, kind };
  },
  realPath: realpath,
  own: chown,
};

/** Writes a file so that bytes and mode outlast a power cut. The mode is set again, since a umask takes bits away from it. */
export async function writeFlushed(fs: FileSystem, path: string, bytes: Uint8Array, mode: number): Promise<void> {
  await fs.write(path, bytes, mode);
  await fs.setMode(path, mode);
  // Windows cannot flush through a handle that only reads, and flushes names itself.
  if (process.platform !== 'win32') await fs.sync(path);
}

/** Flushes the names in the folders of some files, each folder once. */
export async function flushFolders(fs: FileSystem, paths: readonly string[]): Promise<void> {
  if (process.platform === 'win32') return;
  for (const folder of new Set(paths.map((path) => dirname(path)))) await fs.sync(folder);
}

/** Whether something is at a path; asked before taking it away, since a read-only disk refuses that even for what is not there. */
export async function isThere(fs: Pick<FileSystem, 'stat'>, path: string): Promise<boolean> {
  try {
    await fs.stat(path);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}
