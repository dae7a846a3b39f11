import { chmod, chown, lstat, mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';

/** The calls by which a change is written; few, so that a test can stop a process before and after each of them. */
export interface FileSystem {
  /** Creates or replaces a file and flushes it to the disk. */
  write(path: string, bytes: Uint8Array, mode: number): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  makeFolder(path: string, mode: number): Promise<void>;
  /** Only when it is empty. */
  removeFolder(path: string): Promise<void>;
  removeTree(path: string): Promise<void>;
  read(path: string): Promise<Uint8Array>;
  list(path: string): Promise<readonly string[]>;
  stat(path: string): Promise<{
    readonly mode: number;
    readonly uid: number;
    readonly gid: number;
    readonly kind: 'file' | 'folder' | 'other';
  }>;
  own(path: string, uid: number, gid: number): Promise<void>;
}

/** The calls on this machine. */
export const nodeFileSystem: FileSystem = {
  async write(path, bytes, mode) {
    const file = await open(path, 'w', mode);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    // The process's umask takes bits away from what open was given.
    await chmod(path, mode);
  },
  rename,
  remove: (path) => rm(path, { force: true }),
  async makeFolder(path, mode) {
    await mkdir(path, { recursive: true, mode });
  },
  removeFolder: rmdir,
  removeTree: (path) => rm(path, { recursive: true, force: true }),
  read: readFile,
  list: readdir,
  async stat(path) {
    const info = await lstat(path);
    return {
      mode: info.mode & 0o777,
      uid: info.uid,
      gid: info.gid,
      kind: info.isFile() ? 'file' : info.isDirectory() ? 'folder' : 'other',
    };
  },
  own: chown,
};
