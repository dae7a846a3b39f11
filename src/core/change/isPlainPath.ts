/**
 * Whether a path names something inside a repository and outside of .git: relative, '/'-separated, without '.' and '..'.
 * The lock file comes with the repository, so that its paths are not to be trusted.
 */
export const isPlainPath = (path: string): boolean =>
  !/[\\\0]|^[A-Za-z]:/.test(path) &&
  path.split('/').every((part, index) => !['', '.', '..'].includes(part) && !(index === 0 && /^\.git$/i.test(part)));
