export interface LineNumbers {
  /** The line, counted from 1, in which an offset lies. */
  readonly at: (offset: number) => number;
  /** Offset behind the last character of a line, without its line break. */
  end(line: number): number;
}

/** Finds lines of a text by bisection. */
export function lineNumbers(text: string): LineNumbers {
  const starts: number[] = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    at: (offset) => {
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle;
        else high = middle - 1;
      }
      return low + 1;
    },
    end: (line) => (starts[line] ?? text.length + 1) - 1,
  };
}
