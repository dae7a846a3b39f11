import type { PartialParse, Tree } from '@lezer/common';
import { parser } from '@lezer/javascript';

/** Characters of one file that are parsed; more is generated code. It takes the parser up to 4 microseconds for each. */
const longest = 256 * 1024;
/** Brackets within brackets. Code that people write has a tenth of it; `(a,(a,(a,` takes memory with the square of it. */
const deepest = 200;
/**
 * Steps that the parser may take where it follows several readings, some 50 microseconds each; in sound code every
 * twentieth is one. A step of recovery from an error counts as five.
 */
const doubtful = 15_000;

const scripts = parser.configure({ dialect: 'jsx' });
const types = parser.configure({ dialect: 'ts' });
const typesAndElements = parser.configure({ dialect: 'ts jsx' });

/** What the parser knows of its own state, and does not declare. */
interface ParserState {
  readonly stacks?: readonly unknown[];
  readonly recovering?: number;
}

/** Parses JavaScript or TypeScript, by the file's ending, within bounds of time; `cut` tells that the end is missing. */
export function parseScript(file: string, text: string): { readonly tree: Tree; readonly cut: boolean } {
  const language = /\.[mc]?ts$/.test(file) ? types : file.endsWith('.tsx') ? typesAndElements : scripts;
  const end = Math.min(longest, depthEnd(text));
  const parse = language.startParse(end < text.length ? text.slice(0, end) : text);
  let doubts = 0;
  for (;;) {
    const tree = parse.advance();
    if (tree) return { tree, cut: end < text.length || parse.stoppedAt !== null };
    const state = parse as PartialParse & ParserState;
    if (state.recovering) doubts += 5;
    else if (state.stacks && state.stacks.length > 1) doubts++;
    if (doubts > doubtful && parse.stoppedAt === null) parse.stopAt(parse.parsedPos);
  }
}

/** Where the nesting becomes too deep. Brackets in strings count too, which does not matter for so high a number. */
function depthEnd(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // ( [ {
    if (code === 40 || code === 91 || code === 123) {
      if (++depth > deepest) return at;
    } else if ((code === 41 || code === 93 || code === 125) && depth > 0) depth--;
  }
  return text.length;
}
