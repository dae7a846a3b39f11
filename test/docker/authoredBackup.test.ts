import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ask, checkout, Copy } from './support/stack';

const slug = 'ddtest-saved';

/** Drydock knows no databases of the author's own services, so that it saves their volumes whole. */
describe('the data of an author’s own services', () => {
  const copy = new Copy(slug, join(checkout, 'test/fixtures/compose-unknown-stack/repo'));
  const backup = join(copy.base, 'backup');
  const visits = async () => Number(/^Visits: (\d+)$/.exec((await ask(`${slug}.localhost`)).body)?.[1]);
  before(() => copy.own());
  after(() => copy.remove(slug));

  it('is saved volume by volume, and the services go on with it', async () => {
    const up = copy.drydock('up');
    assert.equal(up.code, 0, up.stdout + up.stderr);
    const before = await visits();
    assert.ok(before > 0);
    const saved = copy.run('bash', 'ops/backup.sh', backup);
    assert.equal(saved.code, 0, saved.stdout + saved.stderr);
    assert.deepEqual(readdirSync(backup), ['drydock-store.tar']);
    const inside = execFileSync('tar', ['-tf', join(backup, 'drydock-store.tar')], { encoding: 'utf8' });
    assert.match(inside, /dump\.rdb/);
    assert.equal(copy.run('bash', 'ops/up.sh').code, 0);
    assert.ok((await visits()) > before);
  });
});
