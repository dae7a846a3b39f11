import assert from 'node:assert/strict';
import { FilteredRows, type FilterPort } from '../../../../src/core/logs/filteredRows';
import { noFilter, regexProblem } from '../../../../src/core/logs/filterRows';
import { timeOf } from '../../../../src/core/logs/time';
import type { Level, LogLine } from '../../../../src/core/model/logs';

const line = (second: number, service: string, text: string, level?: Level): LogLine => ({
  kind: 'line',
  time: timeOf(BigInt(second) * 1_000_000_000n),
  service,
  text,
  ...(level && { level }),
});
function filtered(
  match: FilterPort['match'] = async (source, texts) => texts.map((text) => new RegExp(source, 'iu').test(text)),
) {
  const slow: string[] = [];
  const rows = new FilteredRows({
    match,
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    changed: () => undefined,
    tooSlow: (source) => slow.push(source),
  });
  return { rows, slow, texts: () => rows.buffer.shown.map(({ row }) => row.text) };
}
const some = [
  line(1, 'web', 'GET / 200', 'info'),
  line(2, 'worker', 'Task failed', 'error'),
  line(3, 'web', 'plain'),
  line(4, 'db', 'checkpoint', 'debug'),
];

describe('the filter of the log view', () => {
  it('shows services, a least level, and words in capitals or not', async () => {
    const { rows, texts } = filtered();
    await rows.append(some);
    await rows.apply({ ...noFilter, hidden: ['web'] });
    assert.deepEqual(texts(), ['Task failed', 'checkpoint']);
    await rows.apply({ ...noFilter, level: 'info' });
    assert.deepEqual(texts(), ['GET / 200', 'Task failed', 'plain']);
    await rows.apply({ ...noFilter, level: 'error' });
    assert.deepEqual(texts(), ['Task failed']);
    await rows.apply({ ...noFilter, text: 'TASK' });
    assert.deepEqual(texts(), ['Task failed']);
    await rows.append([line(5, 'web', 'another task'), line(6, 'web', 'no')]);
    assert.deepEqual(texts(), ['Task failed', 'another task']);
    await rows.apply(noFilter);
    assert.equal(texts().length, 6);
  });

  it('takes regular expressions, also for lines that come and for older ones', async () => {
    const { rows, texts } = filtered();
    await rows.append(some);
    await rows.apply({ ...noFilter, text: '^(task|get)', regex: true });
    await rows.append([line(5, 'web', 'get it'), line(6, 'web', 'forget')]);
    await rows.prepend([line(0, 'web', 'Get up')]);
    assert.deepEqual(texts(), ['Get up', 'GET / 200', 'Task failed', 'get it']);
  });

  it('says why an expression is none', () => {
    assert.match(regexProblem('(') ?? '', /^Not a regular expression: /);
    assert.equal(regexProblem('(a+)+$'), undefined);
  });

  it('gives an expression up that takes too long, shows all lines, and does not try it on the next', async () => {
    let asked = 0;
    const { rows, slow, texts } = filtered(async () => {
      asked++;
      return undefined;
    });
    await rows.append(some);
    await rows.apply({ ...noFilter, text: '(a+)+$', regex: true });
    await rows.append([line(5, 'web', 'aaaa')]);
    assert.equal(asked, 1);
    assert.deepEqual(slow, ['(a+)+$']);
    assert.equal(texts().length, 5);
  });

  it('goes over a full buffer in slices, and a filter that is replaced meanwhile is given up', async () => {
    const { rows, texts } = filtered();
    await rows.append(Array.from({ length: 100_000 }, (_, index) => line(index, 'web', `line ${index}`)));
    const first = rows.apply({ ...noFilter, text: 'line 1' });
    const second = rows.apply({ ...noFilter, text: 'line 99999' });
    await Promise.all([first, second]);
    assert.deepEqual(texts(), ['line 99999']);
  });
});
