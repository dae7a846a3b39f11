import assert from 'node:assert/strict';
import { hideGenerated } from '../../../../src/core/change/hideGenerated';
import { memoryRepo } from '../../support/memoryRepo';

describe('what Drydock generated', () => {
  it('is no evidence for what it generates next', async () => {
    const reader = hideGenerated(
      memoryRepo({ Dockerfile: 'FROM x', '.env.example': 'MINE=1\nWEB_PORT=5000\n', 'app.py': 'x = 1\n' }),
      {
        version: 1,
        slug: 'x',
        files: { Dockerfile: { sha256: 'abc' }, '.env.example': { lines: ['WEB_PORT=5000'] } },
      },
    );
    assert.deepEqual(await reader.files(), ['.env.example', 'app.py']);
    const read = await reader.read('.env.example');
    assert.equal(read.ok && read.text, 'MINE=1\n\n');
  });
});
