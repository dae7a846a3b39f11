import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RowBuffer, type HeldRow } from '../../../../src/core/logs/rowBuffer';
import { timeOf } from '../../../../src/core/logs/time';

const held = (second: number, shown = true, length = 1): HeldRow => {
  const time = timeOf(BigInt(second) * 1_000_000_000n);
  return { row: { kind: 'line', time, service: 'web', text: 'x'.repeat(length) }, time, shown };
};
const range = (from: number, to: number): readonly HeldRow[] =>
  Array.from({ length: to - from }, (_, index) => held(from + index, (from + index) % 2 === 0));

describe('the rows that the view holds', () => {
  it('are bounded in number and in characters: new ones push out the oldest', () => {
    const buffer = new RowBuffer({ rows: 100, characters: 1000 });
    for (let from = 1000; from < 3000; from += 10) buffer.append(range(from, from + 10));
    assert.ok(buffer.rows.length <= 100 && buffer.rows.length >= 90);
    assert.equal(buffer.rows.at(-1)?.time, held(2999).time);
    buffer.append([held(3000, true, 900)]);
    assert.ok(buffer.rows.reduce((sum, { row }) => sum + row.text.length, 0) <= 1000);
  });

  it('tells how many shown rows went away in front, so that what is on screen can stay', () => {
    const buffer = new RowBuffer({ rows: 100, characters: 1000 });
    buffer.append(range(1000, 1100));
    assert.equal(buffer.append(range(1100, 1110)), 10);
    assert.equal(buffer.shown.length, 45);
  });

  it('lose the newest when older ones are loaded, and then take no new ones', () => {
    const buffer = new RowBuffer({ rows: 100, characters: 1000 });
    buffer.append(range(1000, 1100));
    buffer.prepend(range(900, 950));
    assert.equal(buffer.oldest, held(900).time);
    assert.ok(buffer.cutOff && buffer.rows.length <= 100);
    const last = buffer.rows.at(-1)?.time;
    buffer.append(range(1100, 1110));
    assert.equal(buffer.rows.at(-1)?.time, last);
    buffer.clear();
    buffer.append(range(1100, 1110));
    assert.equal(buffer.rows.length, 10);
  });

  it('are in the order of time whatever comes, and those that are shown are among them in the same order', () => {
    const batches = fc.array(fc.array(fc.tuple(fc.nat({ max: 50 }), fc.boolean())));
    fc.assert(
      fc.property(batches, (all) => {
        const buffer = new RowBuffer({ rows: 40, characters: 1000 });
        for (const batch of all)
          buffer.append(batch.toSorted(([a], [b]) => a - b).map(([second, shown]) => held(second, shown)));
        const times = buffer.rows.map(({ time }) => time);
        assert.deepEqual(times, times.toSorted());
        assert.deepEqual(
          buffer.shown,
          buffer.rows.filter(({ shown }) => shown),
        );
      }),
    );
  });
});
