import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LogReader } from '../../../../src/core/logs/logReader';
import type { RawLine } from '../../../../src/core/model/logs';

const time = '2026-11-26T11:36:04.794078917Z';
const frame = (stream: number, payload: string | Buffer): Buffer => {
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
  const head = Buffer.alloc(8);
  head[0] = stream;
  head.writeUInt32BE(body.length, 4);
  return Buffer.concat([head, body]);
};
/** Reads bytes that come in pieces of the given lengths. */
function read(bytes: Buffer, lengths: readonly number[], framed = true): readonly RawLine[] {
  const reader = new LogReader(framed);
  const lines: RawLine[] = [];
  let at = 0;
  for (const length of [...lengths, bytes.length]) {
    lines.push(...reader.push(bytes.subarray(at, at + length)));
    at += length;
  }
  return [...lines, ...reader.end()];
}

describe('the log of a container', () => {
  it('is read line by line, with stream and time, however it was cut on its way', () => {
    const bytes = Buffer.concat([frame(1, `${time} größe ✓\n`), frame(2, `${time} bad\n`), frame(1, `${time} \n`)]);
    const whole = read(bytes, []);
    assert.deepEqual(
      whole.map(({ stream, text }) => [stream, text]),
      [
        ['stdout', 'größe ✓'],
        ['stderr', 'bad'],
        ['stdout', ''],
      ],
    );
    assert.ok(whole.every((line) => line.time === time));
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 12 })), (lengths) => {
        assert.deepEqual(read(bytes, lengths), whole);
      }),
    );
  });

  it('has a long line in pieces, each with the time in front and characters cut between them: it is one line', () => {
    const euro = Buffer.from('€');
    const bytes = Buffer.concat([
      frame(1, Buffer.concat([Buffer.from(`${time} a`), euro.subarray(0, 1)])),
      frame(1, Buffer.concat([Buffer.from(`${time} `), euro.subarray(1), Buffer.from('b\n')])),
    ]);
    assert.deepEqual(read(bytes, []), [{ time, stream: 'stdout', text: 'a€b', dropped: 0 }]);
    const plain = Buffer.from(`${time} one two\r\n${time} ${'a'.repeat(16384)}${time} b\n`);
    assert.deepEqual(
      read(plain, [5, 40], false).map(({ text }) => text.length),
      [8, 16385],
    );
  });

  it('keeps the beginning of a line of a megabyte and counts the rest', () => {
    const pieces = Array.from({ length: 64 }, () => frame(1, `${time} ${'x'.repeat(16384)}`));
    const [line, next, ...others] = read(
      Buffer.concat([...pieces, frame(1, `${time} \n`), frame(1, `${time} y\n`)]),
      [],
    );
    assert.equal((line?.text.length ?? 0) + (line?.dropped ?? 0), 64 * 16384);
    assert.ok((line?.text.length ?? 0) < 100_000);
    assert.equal(next?.text, 'y');
    assert.deepEqual(others, []);
  });

  it('that ends within a line has that line', () => {
    assert.deepEqual(
      read(frame(1, `${time} half`), []).map(({ text }) => text),
      ['half'],
    );
  });

  it('may be garbage: no exception, and no more than came', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, framed) => {
        const lines = read(Buffer.from(bytes), [3], framed);
        assert.ok(lines.reduce((sum, { text }) => sum + text.length, 0) <= bytes.length);
      }),
    );
  });
});
