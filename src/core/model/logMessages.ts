import type { LogRow } from './logs';

/** What the extension tells the log view. */
export type ToLogView =
  /** Newer rows, sorted by time. The view answers with 'shown', and gets no more than a few before it has. */
  | { readonly type: 'rows'; readonly rows: readonly LogRow[] }
  /** Rows before those that are there; `complete`: there is nothing before them. */
  | { readonly type: 'older'; readonly rows: readonly LogRow[]; readonly complete: boolean }
  /** The services of the project by name. */
  | { readonly type: 'services'; readonly services: readonly string[] }
  /** What stands in the way at the moment; '' for nothing. */
  | { readonly type: 'trouble'; readonly text: string }
  /** Everything is read anew. */
  | { readonly type: 'clear'; readonly revealed: boolean }
  /** Show this service alone; undefined shows all. */
  | { readonly type: 'only'; readonly service: string | undefined };

/** What the log view asks of the extension. */
export type FromLogView =
  | { readonly type: 'ready' }
  | { readonly type: 'shown' }
  /** Rows before this time. */
  | { readonly type: 'older'; readonly before: string }
  | { readonly type: 'pause'; readonly paused: boolean }
  /** Show secrets, or mask them again: everything is read anew. */
  | { readonly type: 'reveal'; readonly revealed: boolean }
  /** Read the newest rows anew. */
  | { readonly type: 'restart' }
  /** To the clipboard or a file, redacted, whatever the view shows. */
  | { readonly type: 'copy' | 'save'; readonly text: string }
  | { readonly type: 'open'; readonly file: string; readonly line: number; readonly column?: number | undefined };
