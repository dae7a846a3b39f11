import { clockTime } from '../../core/logs/rowText';
import type { Frame, Level, LogRow } from '../../core/model/logs';
import { element } from './element';

/** Letters that say what the colour says. */
const levelWords: Readonly<Record<Level, string>> = { debug: 'DBG', info: 'INF', warning: 'WRN', error: 'ERR' };

/** One row as an option of the list. `colour`: number of its service's colour. */
export function rowElement(row: LogRow, colour: number): HTMLElement {
  const time = element('span', { class: 'time', title: row.time }, clockTime(row.time));
  const service = element('span', { class: `service colour-${colour}`, title: row.service }, row.service);
  if (row.kind === 'mark')
    return element(
      'div',
      { class: `row mark ${row.mark} ${row.wrong ? 'wrong' : ''}`, role: 'option' },
      time,
      service,
      element('span', { class: 'text' }, row.text),
    );
  const { level, text, frame } = row;
  return element(
    'div',
    { class: `row line ${level ?? 'unknown'}`, role: 'option' },
    time,
    service,
    element('span', { class: 'level' }, level ? levelWords[level] : ''),
    element('span', { class: 'text' }, ...(frame ? framed(text, frame) : [text])),
  );
}

/** The place in a traceback: Enter on the row or a click opens it. */
function framed(text: string, { start, end, file, line }: Frame): readonly (Node | string)[] {
  const link = element('span', { class: 'frame', title: `Open ${file}:${line}` }, text.slice(start, end));
  return [text.slice(0, start), link, text.slice(end)];
}
