/** Whether a path is a folder, or lies in it; everything lies in ''. */
export const isWithin = (path: string, folder: string): boolean =>
  folder === '' || path === folder || path.startsWith(`${folder}/`);

/** 'a/b.txt' -> 'a'; '' for what is at the root. */
export const folderOf = (file: string): string => (file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '');

/** The longest of `paths` that holds a file; '' when none does. */
export function deepest(file: string, paths: readonly string[]): string {
  return paths.reduce((best, path) => (path.length > best.length && isWithin(file, path) ? path : best), '');
}

/** A relative path as seen from a folder, './' and '../' followed; undefined when it is absolute, a URL, holds `$` or a line break, or leads out. */
export function within(folder: string, path: string): string | undefined {
  if (/^[/~]|^[A-Za-z][\w+.-]*:|[$\\\r\n]/.test(path)) return undefined;
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}
