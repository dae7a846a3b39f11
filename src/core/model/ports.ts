import type { DiskFile } from './change';

/** Reads a repository. Only this port touches its files; paths are relative and '/'-separated. */
export interface RepoReader {
  /** Name of the folder. */
  readonly name: string;
  /** Every file that git would not ignore, without .git, node_modules and virtual environments; sorted by code unit. */
  files(signal?: AbortSignal): Promise<readonly string[]>;
  /** Text of a file, up to `limit` bytes (default 1 MiB). Never throws for what a repository can contain. */
  read(path: string, limit?: number): Promise<ReadResult>;
}

export type ReadResult =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly reason: 'missing' | 'too-large' | 'binary' | 'denied' | 'outside';
      readonly message: string;
    };

/** Looks at the files that a change would touch. */
export interface DiskReader {
  /** undefined when there is no file at the path. Throws for what is there and cannot be read. */
  stat(path: string): Promise<DiskFile | undefined>;
}

/** How long work tells where it is. */
export interface Progress {
  /** A step begins, in one short line; the former one is done. */
  step(title: string): void;
  /** A line of output of the step. */
  line(text: string): void;
}
