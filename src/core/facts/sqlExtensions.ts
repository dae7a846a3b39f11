import type { Source } from '../model/facts';

/**
 * CREATE EXTENSION [IF NOT EXISTS] name, as PostgreSQL has it (https://www.postgresql.org/docs/current/sql-createextension.html), in a
 * file of SQL; comments are passed over. At most the first 1 MiB is looked at.
 */
export function parseSqlExtensions(file: string, text: string): readonly (Source & { readonly name: string })[] {
  const lines = withoutComments(text.slice(0, 1024 * 1024)).split('\n');
  const quoted = text.split('\n', lines.length);
  return lines.flatMap((line, index) => {
    const words = line
      .slice(0, 2000)
      .replaceAll(/["`;,()]/g, ' ')
      .trim()
      .split(/\s+/);
    const start = words.findIndex(
      (word, at) => word.toLowerCase() === 'create' && words[at + 1]?.toLowerCase() === 'extension',
    );
    if (start < 0) return [];
    const rest = words.slice(start + 2).filter((word) => !/^(if|not|exists)$/i.test(word));
    const name = rest[0];
    return name
      ? [{ file, line: index + 1, text: (quoted[index] ?? '').trim().slice(0, 200), name: name.toLowerCase() }]
      : [];
  });
}

/** Comments as blanks, line ends kept, so that places stay. */
const withoutComments = (text: string): string => {
  let result = '';
  for (let at = 0; at < text.length;) {
    const end = text.startsWith('--', at)
      ? text.indexOf('\n', at)
      : text.startsWith('/*', at)
        ? text.indexOf('*/', at) + 2
        : at;
    if (end === at) result += text[at++] ?? '';
    else {
      const stop = end < at + 2 ? text.length : end;
      result += text.slice(at, stop).replaceAll(/[^\n]/g, ' ');
      at = stop;
    }
  }
  return result;
};
