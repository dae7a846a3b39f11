import assert from 'node:assert/strict';
import type {
  ContainerStatus,
  Expected,
  ListeningSocket,
  Observation,
  RouterAnswer,
} from '../../../../src/core/model/observation';
import { judge } from '../../../../src/core/observe/judge';

const traceback = 'Traceback (most recent call last):\n  File "/app/app.py", line 7, in <module>\nKeyError: 1\n';
const running: ContainerStatus = {
  state: 'running',
  health: 'starting',
  exitCode: 0,
  restarts: 0,
  outOfMemory: false,
  error: '',
  startedAt: '2026-01-01T00:00:00Z',
  port: 5000,
};
const expected: Expected = {
  name: 'web',
  container: 'portal-web',
  url: 'http://portal.localhost',
  stated: '5000',
  forwards: [5432],
  opens: true,
  memory: '1g',
};
const open: ListeningSocket = { address: '0.0.0.0', port: 5000 };
const answer = (status: number): RouterAnswer => ({ kind: 'answer', status, text: '' });

/** While ops/up.sh waits, what it sees having been so for some seconds. */
const seen = (steady: number, more: Partial<Observation> = {}): Observation => ({
  status: running,
  sockets: [],
  log: '',
  steady,
  ...more,
});
const kind = (observation: Observation, more: Partial<Expected> = {}) =>
  judge({ ...expected, ...more }, observation).kind;
const diagnosis = (observation: Observation, more: Partial<Expected> = {}) => {
  const verdict = judge({ ...expected, ...more }, observation);
  return verdict.kind === 'fails' ? verdict.diagnosis : assert.fail(verdict.kind);
};

describe('what is seen of an app', () => {
  it('is well with every answer of its own, a 404 too', () => {
    for (const status of [200, 302, 401, 404])
      assert.deepEqual(judge(expected, seen(1, { answer: answer(status) })), { kind: 'well', answer: answer(status) });
  });

  it('is an answer with a diagnosis when its own code failed', () => {
    const verdict = judge(expected, seen(1, { answer: answer(500), log: traceback }));
    assert.ok(verdict.kind === 'well', verdict.kind);
    assert.deepEqual([verdict.diagnosis?.file, verdict.diagnosis?.line], ['app.py', 7]);
  });

  it('is no answer while the router speaks for it', () => {
    assert.equal(kind(seen(1, { answer: answer(502) })), 'waits');
    assert.equal(kind(seen(1, { answer: { kind: 'page', page: 'unknown-host' } })), 'waits');
    assert.equal(kind(seen(1, { answer: { kind: 'page', page: 'maintenance' } })), 'well');
  });

  it('is a 502 of its own where it stays and others reach the app', () => {
    const late = { answer: answer(502), since: 21 };
    assert.equal(kind(seen(21, { ...late, sockets: [open] })), 'well');
    assert.equal(kind(seen(21, late)), 'waits');
    assert.match(diagnosis(seen(31, { ...late, since: 31 })).message, /listens on no port/);
  });

  it('is waited for as long as ops/up.sh waits', () => {
    assert.equal(kind(seen(300)), 'waits');
    assert.equal(kind(seen(300, { since: 1, givenUp: true })), 'fails');
  });

  it('is corrected when it answers HTTP on another port for long enough', () => {
    const other: ListeningSocket = { address: '::', port: 4567 };
    const elsewhere = { sockets: [other], speakHttp: [other] };
    assert.equal(kind(seen(5, elsewhere)), 'waits');
    assert.deepEqual(judge(expected, seen(10, elsewhere)), {
      kind: 'correct',
      correction: {
        app: 'web',
        planned: 5000,
        address: { port: 4567, instead: '5000' },
        seen: 'it listens on [::]:4567 and answers HTTP there, and not on port 5000',
      },
    });
  });

  it('is not corrected where the user decided the port, which is said instead', () => {
    const other: ListeningSocket = { address: '::', port: 4567 };
    const elsewhere = { sockets: [other], speakHttp: [other], since: 1, givenUp: true };
    assert.equal(
      diagnosis(seen(30, elsewhere), { decided: 'drydock.yml' }).message,
      'portal-web listens on [::]:4567, not on port 5000, as drydock.yml has it.',
    );
  });

  it('is not corrected to a port that speaks no HTTP, to one of several, or to a debugger’s', () => {
    const [one, two, debug] = [4567, 4568, 9229].map((port): ListeningSocket => ({ address: '::', port }));
    assert.ok(one && two && debug);
    const given = { since: 1, givenUp: true };
    assert.match(
      diagnosis(seen(99, { ...given, sockets: [one], speakHttp: [] })).message,
      /listens on \[::\]:4567, not/,
    );
    assert.match(diagnosis(seen(99, { ...given, sockets: [one, two], speakHttp: [one, two] })).message, /4567 and/);
    assert.match(diagnosis(seen(99, { ...given, sockets: [debug] })).message, /listens on no port/);
  });

  it('is corrected when only its own container reaches it, where the image can open it', () => {
    for (const loopback of ['127.0.0.1', '::1'] as const) {
      const inside = { sockets: [{ address: loopback, port: 5000 }] };
      assert.equal(kind(seen(1, inside)), 'waits');
      const verdict = judge(expected, seen(5, inside));
      assert.ok(verdict.kind === 'correct', verdict.kind);
      assert.deepEqual(verdict.correction.address, { port: 5000, loopback, instead: '5000' });
      const closed = diagnosis(seen(5, { ...inside, since: 31 }), { opens: false });
      assert.match(closed.message, /which only its own container reaches/);
    }
  });

  it('needs no correction when others reach it too, nor for the services that localhost leads to', () => {
    assert.equal(kind(seen(99, { sockets: [{ address: '127.0.0.1', port: 5000 }, open] })), 'waits');
    const forward: ListeningSocket = { address: '127.0.0.1', port: 5432 };
    assert.equal(kind(seen(99, { sockets: [forward], speakHttp: [] })), 'waits');
  });

  it('is an end with its reason', () => {
    const status: ContainerStatus = { ...running, state: 'restarting', exitCode: 1, restarts: 5 };
    assert.equal(kind(seen(3, { status, log: traceback })), 'waits');
    const found = diagnosis(seen(3, { status, log: traceback, since: 0, givenUp: true }));
    assert.deepEqual([found.file, found.line], ['app.py', 7]);
    assert.equal(found.message, 'portal-web ended with exit code 1: KeyError: 1');
  });

  it('is looked at again when it is about to end once more', () => {
    const again = { status: { ...running, restarts: 5 }, givenUp: true };
    assert.equal(kind(seen(3, { ...again, since: 2 })), 'waits');
    assert.equal(kind(seen(3, { ...again, since: 12 })), 'fails');
  });

  it('is none where it was never started, since what it waits for has failed', () => {
    const absent: Observation = { log: '', steady: 0, since: 0, givenUp: true };
    assert.equal(kind(absent), 'well');
    assert.equal(kind({ ...absent, status: { ...running, state: 'created' } }), 'well');
  });

  it('is an end in the words of the engine where nothing was printed', () => {
    const ended = (more: Partial<ContainerStatus>) =>
      diagnosis(seen(3, { status: { ...running, state: 'exited', ...more }, since: 0, givenUp: true })).message;
    assert.match(ended({ exitCode: 137, outOfMemory: true }), /more memory than its limit of 1g/);
    assert.match(
      ended({ state: 'created', error: 'exec: "gunicorn": not found' }),
      /cannot be started: exec: "gunicorn"/,
    );
    assert.match(ended({}), /ends \(exit code 0\) instead of serving/);
    assert.match(ended({ exitCode: 3 }), /exit code 3, and printed nothing/);
  });
});
