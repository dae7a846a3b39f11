import assert from 'node:assert/strict';
import { cleanText } from '../../../../src/core/logs/cleanText';
import { mergeByTime } from '../../../../src/core/logs/mergeRows';
import { nanosOf, shifted, timeOf, unixTime } from '../../../../src/core/logs/time';
import { longestText, RowMaker } from '../../../../src/core/logs/toRow';
import { redactSecrets } from '../../../../src/core/redact/redactSecrets';

const time = '2026-11-26T11:36:04.794078917Z';
const maker = (redact: (text: string) => string) =>
  new RowMaker({ service: 'web', placing: { mounts: [], workingDirectory: '/', folders: [] }, redact });
const raw = (text: string, dropped = 0) => ({ time, stream: 'stdout' as const, text, dropped });

describe('a row of the log view', () => {
  it('has no colours, no control characters, and what a carriage return leaves', () => {
    const escape = String.fromCharCode(27);
    assert.equal(
      cleanText(`${escape}[32mINFO${escape}[0m: ok${escape}]0;title${String.fromCharCode(7)}!`),
      'INFO: ok!',
    );
    assert.equal(cleanText('10%\r50%\r100%\r'), '100%');
    assert.equal(cleanText('a\tb\u0000c\u202ed'), 'a\tb\u2400c\ufffdd');
  });

  it('has no secret, wherever a long line is cut', () => {
    const secret = 's3cr3t'.repeat(20);
    const row = maker((text) => redactSecrets(text, [secret])).row.bind(maker((text) => redactSecrets(text, [secret])));
    assert.equal(row(raw(`token is ${secret}`)).text, 'token is ***');
    for (let before = longestText - 200; before < longestText + 5000; before += 37) {
      const { text } = row(raw(`${'x'.repeat(before)} ${secret} ${'y'.repeat(20_000)}`, 5));
      assert.ok(!text.includes('s3cr3t'), String(before));
      assert.ok(text.length < longestText + 100);
      assert.match(text, /… \d+ more characters$/);
    }
  });

  it('has a time that compares as text and goes back to the engine without loss', () => {
    const nanos = nanosOf(time) ?? 0n;
    assert.equal(timeOf(nanos), time);
    assert.equal(unixTime(nanos), '1795692964.794078917');
    assert.equal(shifted(time, 1n), '2026-11-26T11:36:04.794078918Z');
    assert.equal(nanosOf('2026-11-26T13:36:04.5+02:00'), nanosOf('2026-11-26T11:36:04.500000000Z'));
    assert.equal(nanosOf('0001-01-01T00:00:00Z'), undefined);
    assert.equal(nanosOf('yesterday'), undefined);
  });

  it('stands in the order of time, equal times in the order in which they came', () => {
    const at = (second: number, name: string) => ({ time: `2026-11-26T11:36:0${second}.000000000Z`, name });
    const merged = mergeByTime([at(1, 'a'), at(2, 'b'), at(4, 'c')], [at(2, 'd'), at(3, 'e')]);
    assert.equal(merged.map(({ name }) => name).join(''), 'abdec');
  });
});
