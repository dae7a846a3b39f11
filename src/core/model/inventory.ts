import type { Source } from './facts';

/** What was looked at in a repository in which nothing answers HTTP. */
export interface Inventory {
  /** Files that are not ignored. */
  readonly files: number;
  /** Files by what they are, most first: 'Python', 'JavaScript', '.csv'. */
  readonly kinds: readonly { readonly name: string; readonly files: number }[];
  /** Folders at the top, by their number of files; '' is what lies at the top itself. */
  readonly folders: readonly { readonly path: string; readonly files: number }[];
  /** Files that say what is installed, sorted. */
  readonly manifests: readonly string[];
  /** Command-line programs that manifests define. */
  readonly commands: readonly (Source & { readonly name: string })[];
}
