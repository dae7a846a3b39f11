import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Container } from '../../../src/docker/container';
import { findEndpoint, parseHost } from '../../../src/docker/endpoint';
import { createEngine, type Engine } from '../../../src/docker/engine';
import { engineFailure } from '../../../src/docker/engineFailure';
import { readLines } from '../../../src/docker/readLines';
import { watchContainers, type EngineView } from '../../../src/docker/watchContainers';

const withCode = (code: string): Error => Object.assign(new Error(code), { code });
const empty = mkdtempSync(join(tmpdir(), 'drydock-home-'));

describe('the engine', () => {
  after(() => rmSync(empty, { recursive: true }));

  it('is where DOCKER_HOST or the context says', async () => {
    assert.deepEqual(await findEndpoint({ DOCKER_HOST: 'unix:///run/x.sock' }, empty), {
      ok: true,
      value: { kind: 'socket', path: '/run/x.sock' },
    });
    assert.deepEqual(parseHost('tcp://127.0.0.1:2375'), {
      ok: true,
      value: { kind: 'tcp', host: '127.0.0.1', port: 2375 },
    });
    const missing = await findEndpoint({ DOCKER_CONTEXT: 'nowhere' }, empty);
    assert.ok(!missing.ok && missing.failure.message.includes('nowhere'));
    assert.ok(!parseHost('ssh://user@host').ok);
  });

  it('says what is wrong with it and what to do', () => {
    assert.equal(engineFailure(withCode('ENOENT'), false, 'ann').code, 'engine-missing');
    assert.equal(engineFailure(withCode('ENOENT'), true, 'ann').code, 'engine-down');
    assert.equal(engineFailure(withCode('ECONNREFUSED'), true, 'ann').code, 'engine-down');
    const denied = engineFailure(withCode('EACCES'), true, 'ann');
    assert.equal(denied.code, 'engine-denied');
    assert.match(denied.next ?? '', /usermod -aG docker ann/);
  });

  it('that does not answer is a failure, not an exception', async () => {
    const engine = createEngine({ DOCKER_HOST: 'unix:///nowhere.sock', PATH: '' });
    const listed = await engine.containers(new AbortController().signal);
    assert.ok(!listed.ok && listed.failure.code === 'engine-missing');
  });

  it('gives lines whole, however they were cut', async () => {
    const chunks = [
      Buffer.from('{"a"'),
      Buffer.from(':1}\n\n{"b":"é"}\n').subarray(0, 12),
      Buffer.from(':1}\n\n{"b":"é"}\n').subarray(12),
      Buffer.from('end'),
    ];
    const lines: string[] = [];
    for await (const line of readLines(
      (async function* () {
        yield* chunks;
      })(),
    ))
      lines.push(line);
    assert.deepEqual(lines, ['{"a":1}', '{"b":"é"}', 'end']);
  });
});

describe('watching containers', () => {
  it('lists once per burst of events, ignores what changes nothing, and ends with the signal', async () => {
    let lists = 0;
    let send = (_action: string): void => undefined;
    const engine: Pick<Engine, 'containers' | 'events'> = {
      containers: async () => ({ ok: true, value: (lists++, [] as Container[]) }),
      events: (on, signal) => {
        send = on.event;
        on.open();
        return new Promise((resolve) =>
          signal.addEventListener('abort', () => resolve({ ok: true, value: undefined })),
        );
      },
    };
    const stop = new AbortController();
    const views: EngineView[] = [];
    const watching = watchContainers(engine, (view) => views.push(view), stop.signal);
    await new Promise((resolve) => setTimeout(resolve, 10));
    for (let i = 0; i < 1000; i++) send('start');
    send('exec_create: redis-cli ping');
    await new Promise((resolve) => setTimeout(resolve, 100));
    send('exec_start: redis-cli ping');
    await new Promise((resolve) => setTimeout(resolve, 100));
    stop.abort();
    await watching;
    assert.equal(lists, 2);
    assert.deepEqual(
      views.map(({ kind }) => kind),
      ['ready', 'ready'],
    );
  });

  it('says that the engine is lost and finds it again', async () => {
    let calls = 0;
    const engine: Pick<Engine, 'containers' | 'events'> = {
      containers: async () => ({ ok: true, value: [] }),
      events: async (on, signal) => {
        if (calls++ === 0) return { ok: false, failure: { code: 'engine-down', message: 'down' } };
        on.open();
        return new Promise((resolve) =>
          signal.addEventListener('abort', () => resolve({ ok: true, value: undefined })),
        );
      },
    };
    const stop = new AbortController();
    const kinds: string[] = [];
    await watchContainers(
      engine,
      ({ kind }) => {
        kinds.push(kind);
        if (kind === 'ready') stop.abort();
      },
      stop.signal,
    );
    assert.deepEqual(kinds, ['failed', 'ready']);
  });
});
