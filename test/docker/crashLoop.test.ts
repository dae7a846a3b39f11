import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envelope } from '../../src/cli/envelope';
import { Copy } from './support/stack';

const slug = 'ddtest-crash';

/** Each start is a new beginning for a healthcheck, so that waiting for it alone would never end. */
describe('an app that crashes again and again', () => {
  const source = mkdtempSync(join(tmpdir(), 'drydock-crash-'));
  writeFileSync(
    join(source, 'package.json'),
    JSON.stringify({ name: 'board', scripts: { dev: 'vite' }, devDependencies: { vite: '7.1.12' } }, null, 2),
  );
  writeFileSync(join(source, 'index.html'), '<!doctype html><title>Board</title>\n');
  writeFileSync(join(source, 'vite.config.js'), "throw new Error('the board is closed');\n");
  const copy = new Copy(slug, source);
  before(() => copy.own());
  after(() => {
    copy.remove(slug);
    rmSync(source, { recursive: true });
  });

  it('is given up, with what it said last', () => {
    const up = copy.drydock('up', '--json');
    const told = envelope.parse(JSON.parse(up.stdout));
    assert.ok(!told.ok, up.stdout);
    assert.equal(told.failure.code, 'start-failed');
    assert.match(told.failure.message, /ddtest-crash-web/);
    assert.match(told.failure.detail ?? '', /the board is closed/);
    assert.equal(up.code, 10);
  });
});
