import assert from 'node:assert/strict';
import { timeOf } from '../../../src/core/logs/time';
import { failed, ok, type Failure } from '../../../src/core/model/failure';
import type { LogRow, RawLine } from '../../../src/core/model/logs';
import type { RunEvent } from '../../../src/core/logs/runMarks';
import type { Container } from '../../../src/docker/container';
import type { Engine } from '../../../src/docker/engine';
import type { LogQuery } from '../../../src/docker/logCalls';
import type { LogSource } from '../../../src/docker/logSource';
import { ProjectLogs } from '../../../src/docker/projectLogs';

const at = (second: number): string => timeOf(BigInt(second) * 1_000_000_000n);
const line = (second: number, text: string): RawLine => ({ time: at(second), stream: 'stdout', text, dropped: 0 });

/** An engine with one project of containers that have logs, as ours are told of them. */
class FakeEngine implements Engine {
  readonly logOf = new Map<string, RawLine[]>();
  readonly source = new Map<string, Partial<LogSource>>();
  readonly queries: { readonly id: string; readonly query: LogQuery }[] = [];
  events_: RunEvent[] = [];
  open = 0;
  private tell: () => void = () => undefined;
  private readonly followers = new Set<{
    readonly id: string;
    readonly give: (lines: readonly RawLine[]) => void;
    readonly end: () => void;
  }>();

  constructor(services: readonly string[]) {
    for (const id of services) this.logOf.set(id, []);
  }

  write(id: string, ...lines: readonly RawLine[]): void {
    this.logOf.get(id)?.push(...lines);
    for (const follower of this.followers) if (follower.id === id) follower.give(lines);
  }
  remove(id: string): void {
    this.logOf.delete(id);
    for (const follower of this.followers) if (follower.id === id) follower.end();
    this.tell();
  }
  /** The process ends; with a policy it is started again at once. */
  crash(id: string, second: number): void {
    this.events_.push({ container: id, time: at(second), action: 'die', exitCode: 1 });
    this.events_.push({ container: id, time: at(second + 1), action: 'start' });
    for (const follower of this.followers) if (follower.id === id) follower.end();
    this.tell();
  }

  readonly containers: Engine['containers'] = async () =>
    ok([...this.logOf.keys()].map((id) => ({ ...container, id, name: `shop-${id}`, service: id })));
  readonly events: Engine['events'] = (on, signal) => {
    this.tell = () => on.event('start');
    on.open();
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(ok(undefined))));
  };
  readonly logSource: Engine['logSource'] = async (id) =>
    this.logOf.has(id)
      ? ok({ ...source, ...this.source.get(id) })
      : failed({ code: 'not-found', message: 'That container is not there any more.' });
  readonly runs: Engine['runs'] = async (ids) => ok(this.events_.filter((event) => ids.includes(event.container)));
  readonly logs: Engine['logs'] = async (id, query, onLines, signal) => {
    this.queries.push({ id, query });
    const { since = '', until = '9', tail = Infinity } = query;
    const all = (this.logOf.get(id) ?? []).filter(({ time }) => time >= since && time <= until);
    await onLines(all.slice(-tail));
    if (!query.follow) return ok(undefined);
    this.open++;
    return new Promise((resolve) => {
      const end = (): void => {
        if (!this.followers.delete(follower)) return;
        this.open--;
        resolve(signal.aborted ? failed({ code: 'cancelled', message: 'Cancelled.' }) : ok(undefined));
      };
      const follower = { id, give: (lines: readonly RawLine[]) => void onLines(lines), end };
      this.followers.add(follower);
      signal.addEventListener('abort', end);
    });
  };
  readonly inspect: Engine['inspect'] = () => Promise.reject(new Error('not asked for'));
  readonly change: Engine['change'] = () => Promise.reject(new Error('not asked for'));
}

const container: Container = {
  id: '',
  name: '',
  project: 'shop',
  service: '',
  workingDir: '/home/ann/shop',
  image: 'shop-dev',
  state: 'running',
  health: 'none',
  status: 'Up',
  oneOff: false,
  exitCode: undefined,
};
const source: LogSource = {
  running: true,
  tty: false,
  environment: [],
  mounts: [{ kind: 'bind', source: '/home/ann/shop', destination: '/app' }],
  workingDirectory: '/app',
  created: at(1),
  lastEnd: undefined,
};

function watch(engine: FakeEngine) {
  const rows: LogRow[] = [];
  const troubles: (Failure | undefined)[] = [];
  let services: readonly string[] = [];
  const logs = new ProjectLogs(
    engine,
    { belongs: ({ project }) => project === 'shop', folders: ['/home/ann/shop'] },
    {
      rows: async (more) => void rows.push(...more),
      services: (names) => (services = names),
      trouble: (failure) => troubles.push(failure),
    },
  );
  return { logs, rows, troubles, services: () => services, texts: () => rows.map(({ text }) => text) };
}
async function until(look: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !look(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(look());
}

describe('the logs of a project', () => {
  it('are those of all its services in the order of time, then live', async () => {
    const engine = new FakeEngine(['web', 'worker']);
    engine.write('web', line(10, 'a'), line(30, 'c'));
    engine.write('worker', line(20, 'b'));
    const stop = new AbortController();
    const { logs, texts, services } = watch(engine);
    const followed = logs.follow(stop.signal);
    await until(() => engine.open === 2 && texts().length === 3);
    engine.write('worker', line(40, 'd'));
    await until(() => texts().length === 4);
    assert.equal(texts().join(''), 'abcd');
    assert.deepEqual(services(), ['web', 'worker']);
    stop.abort();
    await followed;
    assert.equal(engine.open, 0);
  });

  it('go on without a gap and without doubles after nobody has looked for a while', async () => {
    const engine = new FakeEngine(['web']);
    engine.write('web', line(10, 'a'));
    const { logs, texts } = watch(engine);
    for (const text of ['b', 'c']) {
      const stop = new AbortController();
      const followed = logs.follow(stop.signal);
      await until(() => engine.open === 1);
      await until(() => texts().length > 0);
      stop.abort();
      await followed;
      const asked = engine.queries.length;
      engine.write('web', line(text === 'b' ? 20 : 30, text));
      assert.equal(engine.queries.length, asked);
    }
    const stop = new AbortController();
    const followed = logs.follow(stop.signal);
    await until(() => texts().length === 3);
    stop.abort();
    await followed;
    assert.equal(texts().join(''), 'abc');
  });

  it('have no secret of any container, until the user asks; what leaves the view has none even then', async () => {
    const engine = new FakeEngine(['db', 'web']);
    engine.source.set('db', { environment: [{ name: 'POSTGRES_PASSWORD', value: 'hunter2hunter2' }] });
    engine.write('web', line(10, 'connecting with hunter2hunter2'));
    const { logs, texts } = watch(engine);
    for (const revealed of [false, true]) {
      const stop = new AbortController();
      logs.reset(revealed);
      const followed = logs.follow(stop.signal);
      await until(() => texts().length === (revealed ? 2 : 1));
      stop.abort();
      await followed;
    }
    assert.deepEqual(texts(), ['connecting with ***', 'connecting with hunter2hunter2']);
    assert.equal(logs.redact(texts().join()), 'connecting with ***,connecting with ***');
  });

  it('begin where every container’s lines are complete, and are read further back on demand', async () => {
    const engine = new FakeEngine(['chatty', 'quiet']);
    engine.write('quiet', line(100, 'early'), line(6001, 'late'));
    engine.write('chatty', ...Array.from({ length: 5000 }, (_, index) => line(2000 + index, `${index}`)));
    const stop = new AbortController();
    const { logs, rows } = watch(engine);
    const followed = logs.follow(stop.signal);
    await until(() => rows.length > 0);
    assert.equal(rows.length, 1001);
    const found = [...rows];
    let complete = false;
    for (let pages = 0; !complete && pages < 10; pages++) {
      const older = await logs.older(found[0]?.time ?? '', stop.signal);
      assert.ok(older.ok);
      found.unshift(...older.value.rows);
      complete = older.value.complete;
    }
    stop.abort();
    await followed;
    assert.equal(found.length, 5002);
    assert.deepEqual(
      found.map(({ time }) => time),
      found.map(({ time }) => time).toSorted(),
    );
    assert.equal(found[0]?.text, 'early');
  });

  it('show where a run ended and why, and go on with the next', async () => {
    const engine = new FakeEngine(['web']);
    engine.write('web', line(10, 'a'));
    const stop = new AbortController();
    const { logs, texts } = watch(engine);
    const followed = logs.follow(stop.signal);
    await until(() => engine.open === 1);
    engine.crash('web', 20);
    engine.logOf.get('web')?.push(line(22, 'b'));
    await until(() => texts().includes('b'));
    stop.abort();
    await followed;
    assert.deepEqual(texts().toSorted(), ['a', 'b', 'web ended with exit code 1', 'web started again']);
  });

  it('say that a container was removed while its log is open, and keep its lines', async () => {
    const engine = new FakeEngine(['web', 'worker']);
    engine.write('web', line(10, 'a'));
    const stop = new AbortController();
    const { logs, texts } = watch(engine);
    const followed = logs.follow(stop.signal);
    await until(() => engine.open === 2);
    engine.remove('web');
    await until(() => texts().length === 2);
    assert.deepEqual(texts(), ['a', 'web: its container was removed, and its log with it']);
    const older = await logs.older(at(10), stop.signal);
    assert.ok(older.ok && older.value.rows.length === 0);
    stop.abort();
    await followed;
  });
});
