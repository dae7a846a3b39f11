/** A place that a line of a traceback names, as the process calls it. */
export interface NamedPlace {
  /** Where path and numbers stand in the text. */
  readonly start: number;
  readonly end: number;
  /** As the container sees it; relative to its working directory where it is relative. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly column?: number;
}

/** Longest line of a traceback, in characters. */
const longest = 1000;

/** The place in a line of a traceback of Python ('File "x.py", line 3') or Node.js ('at f (/app/x.js:3:5)'). */
export function findFrame(text: string): NamedPlace | undefined {
  if (text.length > longest) return undefined;
  const python = /File "([^"<>]+)", line (\d+)/.exec(text);
  if (python) {
    const [whole, path = '', line = ''] = python;
    return { start: python.index, end: python.index + whole.length, path, line: Number(line) };
  }
  if (!/^\s*(?:│\s*)?at /.test(text)) return undefined;
  const node = /(?<=[\s(])(?:file:\/\/)?([^()\s:]+):(\d+):(\d+)\)?$/.exec(text);
  if (!node) return undefined;
  const [whole, path = '', line = '', column = ''] = node;
  const end = node.index + whole.length - (whole.endsWith(')') ? 1 : 0);
  return { start: node.index, end, path, line: Number(line), column: Number(column) };
}
