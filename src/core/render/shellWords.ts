/** A word as bash reads it back unchanged; plain words stay bare. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Words as one line. */
export const shellLine = (words: readonly string[]): string => words.map(shellWord).join(' ');
