import type { Level, LogFilter, LogRow } from '../model/logs';

const order: readonly Level[] = ['debug', 'info', 'warning', 'error'];

export const noFilter: LogFilter = { hidden: [], level: 'debug', text: '', regex: false };

/** Whether service and level of a row are shown. Marks are shown whatever the level. */
export function passes(row: LogRow, { hidden, level }: LogFilter): boolean {
  if (hidden.includes(row.service)) return false;
  return row.kind === 'mark' || order.indexOf(row.level ?? 'info') >= order.indexOf(level);
}

/** Whether a row holds the words of a filter that is no regular expression, in capitals or not. */
export function hasText(row: LogRow, text: string): boolean {
  return text === '' || row.kind === 'mark' || row.text.toLowerCase().includes(text.toLowerCase());
}

/** Why a text is no regular expression, in a sentence; undefined for one that is. */
export function regexProblem(source: string): string | undefined {
  try {
    new RegExp(source, 'iu');
    return undefined;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return `Not a regular expression: ${said.replace(/^Invalid regular expression: /, '')}`;
  }
}
