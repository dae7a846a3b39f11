import type { LocalAddress, ProcessLine } from '../model/facts';
import { processLine } from './textFiles';

/** Characters: what a person is told to do stands at the beginning. */
const longest = 128 * 1024;

/** Names of files that tell a person how to start the repository. */
export const isReadme = (name: string): boolean =>
  /^(readme|development|install|contributing)(\.(md|rst|txt|markdown))?$/i.test(name);

/**
 * What a README tells a person to type (lines of code blocks: fenced ones of Markdown, indented ones of reStructuredText and Markdown)
 * and the addresses of this machine that it names.
 */
export function parseReadme(
  file: string,
  text: string,
): { readonly processes: readonly ProcessLine[]; readonly addresses: readonly LocalAddress[] } {
  const processes: ProcessLine[] = [];
  const addresses: LocalAddress[] = [];
  let fence = '';
  for (const [index, raw] of text.slice(0, longest).split(/\r?\n/).entries()) {
    const line = raw.slice(0, 2000);
    const mark = /^\s*(?:>\s*)?(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (mark && (fence === '' || mark.startsWith(fence))) fence = fence === '' ? mark.slice(0, 3) : '';
    else if (fence !== '' || /^(?: {4}|\t| {2,3}\$ )/.test(line)) {
      const command = line.trim().replace(/^(?:\(\w+\)\s*)?[$>%]\s+/, '');
      if (/^[\w./-]+(=\S+)?(\s|$)/.test(command))
        processes.push(processLine(file, index + 1, 'readme', command, command));
    }
    for (const match of line.matchAll(/\b(?:https?:\/\/)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d{2,5})\b/g)) {
      const port = Number(match[1]);
      if (port <= 65535) addresses.push({ file, line: index + 1, text: match[0], port });
    }
  }
  return { processes, addresses };
}
