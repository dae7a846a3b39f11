import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { checkout, Copy } from './support/stack';

interface Line {
  readonly app: string;
  readonly slug: string;
  readonly up: boolean;
  readonly serves: string;
  readonly stack: string;
  readonly status?: number;
}

describe('npm run prove', () => {
  const copy = new Copy('ddtest-prove');
  let lines: readonly Line[] = [];
  after(() => copy.remove(lines[0]?.slug ?? 'ddtest-prove'));

  it('lists the author’s worker beside what the router reaches', () => {
    const script = join(checkout, 'scripts/prove.mjs');
    const done = spawnSync(process.execPath, [script, join(checkout, 'test/fixtures/compose-worker/repo')], {
      encoding: 'utf8',
      env: {
        ...process.env,
        HOME: copy.base,
        DRYDOCK_INFRA: process.env['DRYDOCK_INFRA'] ?? join(homedir(), 'docker-infra'),
      },
    });
    lines = done.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    assert.equal(done.status, 0, done.stdout + done.stderr);
    assert.deepEqual(
      lines.map(({ app, serves, stack, status, up }) => ({ app, serves, stack, status, up })),
      [
        { app: 'web', serves: 'http', stack: 'flask', status: 200, up: true },
        { app: 'worker', serves: 'jobs', stack: 'celery-worker', status: undefined, up: true },
      ],
    );
  });
});
