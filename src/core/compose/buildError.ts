/** Where an image's build stopped, and on what. */
export interface BuildError {
  /** As BuildKit names it: relative to where the Dockerfile is looked for. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly instruction: string;
}

/**
 * Reads the excerpt with which BuildKit ends the output of a build that failed: the file and line, a rule, and the lines around,
 * those of the instruction marked by '>>>' (printed by moby/buildkit's solver/errdefs, the same in Docker Engine 25 to 29).
 */
export function buildError(output: string): BuildError | undefined {
  // Compose puts an empty line after each.
  const lines = output
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '');
  const rule = lines.findLastIndex((line, index) => /^-{20}$/.test(line) && placeOf(lines[index - 1]) !== undefined);
  const place = placeOf(lines[rule - 1]);
  if (!place) return undefined;
  const marked = lines.slice(rule + 1).find((line) => /^\s*\d+ \| >>> /.test(line));
  return { ...place, instruction: marked?.slice(marked.indexOf('>>> ') + '>>> '.length).trim() ?? '' };
}

function placeOf(line: string | undefined): { readonly file: string; readonly line: number } | undefined {
  const match = /^(\S.*):(\d+)$/.exec(line ?? '');
  return match?.[1] ? { file: match[1], line: Number(match[2]) } : undefined;
}
