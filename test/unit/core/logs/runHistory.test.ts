import assert from 'node:assert/strict';
import { RunHistory } from '../../../../src/core/logs/runHistory';
import { timeOf } from '../../../../src/core/logs/time';

const at = (second: number): string => timeOf(BigInt(second) * 1_000_000_000n);
const event = (second: number, action: 'start' | 'die' | 'oom', exitCode?: number) => ({
  container: 'c1',
  time: at(second),
  action,
  ...(exitCode !== undefined && { exitCode }),
});

describe('the runs of a container', () => {
  it('end with the reason, and begin again; the first start is no news', () => {
    const events = [event(1, 'start'), event(2, 'die', 3), event(3, 'start'), event(4, 'oom'), event(5, 'die', 137)];
    assert.deepEqual(
      new RunHistory().learn('c1', 'web', events, undefined).map(({ text, wrong }) => [text, wrong]),
      [
        ['web ended with exit code 3', true],
        ['web started again', false],
        ['web ended with exit code 137: ended by the kernel: it needs more memory than its limit', true],
      ],
    );
  });

  it('are told once, also when the engine has forgotten its events meanwhile', () => {
    const runs = new RunHistory();
    const last = { time: at(2), exitCode: 1, outOfMemory: false };
    assert.equal(runs.learn('c1', 'web', [], last).length, 1);
    assert.equal(runs.learn('c1', 'web', [], last).length, 0);
    assert.equal(runs.learn('c1', 'web', [event(3, 'start')], { ...last, exitCode: undefined }).length, 0);
    assert.deepEqual(
      runs
        .learn('c1', 'web', [event(8, 'die', 0)], { time: at(8), exitCode: 0, outOfMemory: false })
        .map(({ text }) => text),
      ['web ended with exit code 0: it did its work and ended'],
    );
    assert.equal(runs.between(new Set(['c1']), at(1), at(3)).length, 1);
    assert.equal(runs.between(new Set(['c2']), at(0)).length, 0);
  });

  it('that ended before the engine remembers have no reason', () => {
    const last = { time: at(2), exitCode: undefined, outOfMemory: false };
    assert.deepEqual(
      new RunHistory().learn('c1', 'web', [], last).map(({ text, wrong }) => [text, wrong]),
      [['web ended', false]],
    );
  });
});
