import assert from 'node:assert/strict';
import { ok } from '../../../src/core/model/failure';
import type { Container } from '../../../src/docker/container';
import { watchContainers, type EngineView } from '../../../src/docker/watchContainers';

const container = (status: string) => ({ name: 'web', status }) as unknown as Container;

describe('the containers that are watched', () => {
  it('are right in the end though the engine tells of an event before its list has it', async () => {
    const abort = new AbortController();
    const views: EngineView[] = [];
    let status = 'paused';
    let lists = 0;
    await watchContainers(
      {
        containers: async () => {
          lists += 1;
          return ok([container(status)]);
        },
        events: async ({ open, event }, signal) => {
          open();
          event('unpause');
          setTimeout(() => (status = 'running'), 300);
          setTimeout(() => abort.abort(), 1600);
          await new Promise((resolve) => signal.addEventListener('abort', resolve));
          return ok(undefined);
        },
      },
      (view) => views.push(view),
      abort.signal,
    );
    assert.deepEqual(views.at(-1), { kind: 'ready', containers: [container('running')] });
    assert.equal(lists, 3);
  });
});
