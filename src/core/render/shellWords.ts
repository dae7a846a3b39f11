/** A word as bash reads it back unchanged; plain words stay bare. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Words as one line. */
export const shellLine = (words: readonly string[]): string => words.map(shellWord).join(' ');

/** As a person reads it: with the port itself for '${WEB_PORT:-8600}'. */
export const commandLine = (argv: readonly string[]): string =>
  argv[0] === 'sh' && argv[1] === '-c' && argv.length === 3 ? plainWord(argv[2] ?? '') : shellLine(argv.map(plainWord));

/** A word of a command as its container gets it. */
export const plainWord = (word: string): string => word.replaceAll(/\$\{\w+:-(\w+)\}/g, '$1');

/** Text for a comment or a cell of a table, which a line break would end. */
export const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
