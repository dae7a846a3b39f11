/** Brackets, or blanks at the start of a line, that may be open at once: the parser calls itself for each. */
const deepest = 100;

/** The first line in which more is open than the parser should be asked for; 0 when there is none. */
export function nestedLine(text: string): number {
  let open = 0;
  for (const [index, line] of text.split('\n').entries()) {
    // Compact lists nest without blanks: '- - - a'.
    if ((/^[\s?:-]*/.exec(line.slice(0, 1000))?.[0].length ?? 0) > 4 * deepest) return index + 1;
    for (const sign of line) {
      if (sign === '[' || sign === '{') open++;
      else if (sign === ']' || sign === '}') open = Math.max(0, open - 1);
      else if (sign === '#') break;
      if (open > deepest) return index + 1;
    }
  }
  return 0;
}
