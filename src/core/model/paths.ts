/** Whether a path is a folder, or lies in it; everything lies in ''. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

/** 'a/b.txt' -> 'a'; '' for what is at the root. */
export const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '');

/** The longest of `paths` that holds a file; '' when none does. */
export function deepest(file: string, paths: readonly string[]): string {
  return paths.reduce((best, path) => (path.length > best.length && isWithin(file, path) ? path : best), '');
}
