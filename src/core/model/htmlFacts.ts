import type { Source } from './facts';

/** An index.html. Its Source is the first of `marks`, or the first line when it has none. */
export interface HtmlPage extends Source {
  /** Folder of the file, '' for the root. */
  readonly folder: string;
  /** The lines that make it a page: doctype, html, head, title, body; each line once. */
  readonly marks: readonly Source[];
  /** The line by which it is a template, which a server or a generator fills in. */
  readonly template?: Source;
  /** What its scripts are loaded from. */
  readonly scripts: readonly (Source & { readonly from: string })[];
}
