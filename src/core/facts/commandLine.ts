import type { ProcessLine } from '../model/facts';

/** Deeper `sh -c` in `sh -c` is no one's own writing. */
const deepest = 3;
const operators = new Set(['&&', '||', ';', '|', '&']);
/** Words before a program that change nothing of what runs. */
const transparent = new Set(['exec', 'env', 'nohup', 'time', 'sudo', 'export']);

/**
 * The simple commands of a line as a shell runs them one by one: split at `&&`, `;` and the like, `sh -c "…"` opened, leading VAR=value
 * words taken as environment, and `cd FOLDER` as the folder of what follows it.
 */
export function simpleCommands(line: ProcessLine, depth = 0): readonly ProcessLine[] {
  const found: ProcessLine[] = [];
  let folder = line.folder;
  const add = (words: readonly string[]) => {
    const environment: Record<string, string> = { ...line.environment };
    let argv = [...words];
    for (let first = argv[0]; first !== undefined; first = argv[0]) {
      if (/^[A-Za-z_]\w*=/.test(first))
        environment[first.slice(0, first.indexOf('='))] = first.slice(first.indexOf('=') + 1);
      else if (!transparent.has(first)) break;
      argv = argv.slice(1);
    }
    const [program = '', option = '', script] = argv;
    if (program === 'cd') {
      folder = joinFolders(folder, option);
      return;
    }
    const own: ProcessLine = { ...line, argv, environment, ...(folder !== undefined && { folder }) };
    if (/(^|\/)(ba|da|a|z)?sh$/.test(program) && /^-\w*c$/.test(option) && script !== undefined && depth < deepest)
      found.push(...simpleCommands({ ...own, argv: wordsOf(script) }, depth + 1));
    else if (argv.length > 0) found.push(own);
  };
  let words: string[] = [];
  for (const word of line.argv) {
    const ends = operators.has(word);
    if (!ends) words.push(word.endsWith(';') ? word.slice(0, -1) : word);
    if (!ends && !word.endsWith(';')) continue;
    add(words);
    words = [];
  }
  add(words);
  return found;
}

/** Words as a shell splits them, quotes taken off. */
export const wordsOf = (command: string): readonly string[] =>
  (command.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? []).map((word) => word.replaceAll(/["']/g, ''));

/** Where `cd to` leads from a folder; an absolute one stays as it is. */
export function joinFolders(from: string | undefined, to: string): string {
  if (to.startsWith('/')) return to;
  const parts: string[] = [];
  for (const part of `${from ?? ''}/${to}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `${from?.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}
