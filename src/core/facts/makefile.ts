import type { ProcessLine } from '../model/facts';
import { processLine } from './textFiles';

/** Characters; longer ones are generated. */
const longest = 256 * 1024;

/**
 * Recipe lines of a Makefile, named by their target, and of a justfile, which looks alike. Each is a shell of its own; variables that the
 * file sets to plain text are put in. https://www.gnu.org/software/make/manual/html_node/Recipe-Syntax.html
 */
export function parseMakefile(file: string, text: string): readonly ProcessLine[] {
  const found: ProcessLine[] = [];
  const variables = new Map<string, string>();
  let target = '';
  for (const [index, raw] of text.slice(0, longest).split(/\r?\n/).entries()) {
    const line = raw.slice(0, 2000);
    const [, name, value = ''] = /^([A-Za-z_]\w*)\s*[:?]?:?=\s*(.*)$/.exec(line) ?? [];
    if (name) variables.set(name, value.trim().replace(/^(["'])(.*)\1$/, '$2'));
    else if (/^\s+\S/.test(line)) {
      const written = line.trim().replace(/^[@+-]+\s*/, '');
      const command = written.replaceAll(
        /\$\((\w+)\)|\$\{(\w+)\}|\{\{\s*(\w+)\s*\}\}/g,
        (whole, make: string | undefined, braced: string | undefined, just: string | undefined) =>
          variables.get(make ?? braced ?? just ?? '') ?? whole,
      );
      if (target && !written.startsWith('#')) found.push(processLine(file, index + 1, target, command, written));
    } else target = /^([\w.-]+)(?:\s[^:=]*)?:(?!=)/.exec(line)?.[1] ?? (line.trim() === '' ? target : '');
  }
  return found;
}
