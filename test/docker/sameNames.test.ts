import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ask, checkout, Copy } from './support/stack';

/** An author's code calls services by short names, and all projects share devnet. */
describe('two projects whose services have the same names', () => {
  // After 'devnet' in the alphabet, by which the engine orders the networks of a container.
  const slugs = ['zz-ddtest-names', 'zz-ddtest-names-2'];
  const copies = slugs.map((slug) => new Copy(slug, join(checkout, 'test/fixtures/compose-unknown-stack/repo')));
  after(() => {
    copies.forEach((copy, index) => {
      copy.remove(slugs[index] ?? '');
    });
  });

  it('each reach their own', async () => {
    for (const [index, copy] of copies.entries()) {
      copy.own();
      const up = copy.drydock('up');
      assert.equal(up.code, 0, up.stdout + up.stderr);
      const answer = await ask(`${slugs[index] ?? ''}.localhost`);
      assert.match(answer.body, /^Visits: \d+$/);
    }
    for (const [index, copy] of copies.entries()) {
      const name = `${slugs[index] ?? ''}-api`;
      const format = `{{(index .NetworkSettings.Networks "app_${slugs[index] ?? ''}_default").IPAddress}}`;
      const address = copy.run('docker', 'inspect', name, '--format', format).stdout.trim();
      const found = copy.run('docker', 'compose', 'exec', '-T', 'proxy', 'getent', 'hosts', 'api').stdout;
      assert.equal(found.split(/\s+/)[0], address);
    }
  });
});
