import type { ObservedAddresses } from './observation';

/** A file that the plan asks for. `path` is relative and '/'-separated. */
export interface RenderedFile {
  readonly path: string;
  readonly content: string;
  readonly executable: boolean;
  /**
   * own: the whole file is Drydock's; lines: missing lines are appended to what the author has;
   * yield: where the author has one, `instead` is written in its place.
   */
  readonly policy: 'own' | 'lines' | 'yield';
  readonly instead?: string;
}

/** What is on the disk at a path, for `change`. mode: the permission bits. */
export interface DiskFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

/** What was generated last: .drydock/lock.json. */
export interface Lock {
  readonly version: 1;
  readonly slug: string;
  /** Where apps were seen to listen otherwise than the repository says; absent: nowhere. */
  readonly observed?: ObservedAddresses | undefined;
  /** By path: sha256 of the content that was generated, in hex. Lines-policy files are listed with the lines that were added. */
  readonly files: Readonly<Record<string, { readonly sha256: string } | { readonly lines: readonly string[] }>>;
}

/**
 * create, update: `after` will be written; unchanged: nothing to do; kept: the user edited the file or wrote it himself,
 * it is left alone and `after` is what Drydock would have written; remove: no longer generated and not edited since.
 */
export type FileChange =
  | { readonly kind: 'create'; readonly path: string; readonly after: string; readonly executable: boolean }
  | {
      readonly kind: 'update';
      readonly path: string;
      readonly before: string;
      readonly after: string;
      readonly executable: boolean;
    }
  | { readonly kind: 'remove'; readonly path: string; readonly before: string }
  | { readonly kind: 'unchanged'; readonly path: string; readonly content: string }
  | {
      readonly kind: 'kept';
      readonly path: string;
      readonly before: string;
      readonly after: string;
      readonly reason: 'edited' | 'not-ours';
    };
