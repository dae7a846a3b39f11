import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unifiedDiff } from '../../../../src/core/change/unifiedDiff';
import type { FileChange } from '../../../../src/core/model/change';

describe('a unified diff', () => {
  it('is one that git applies', () => {
    const folder = mkdtempSync(join(tmpdir(), 'drydock-diff-'));
    writeFileSync(join(folder, 'a.txt'), 'one\ntwo');
    writeFileSync(join(folder, 'gone.txt'), 'bye\n');
    const changes: readonly FileChange[] = [
      { kind: 'update', path: 'a.txt', before: 'one\ntwo', after: 'one\ntwo\nthree\n', executable: false },
      { kind: 'create', path: 'ops/up.sh', after: '#!/bin/sh\n', executable: true },
      { kind: 'remove', path: 'gone.txt', before: 'bye\n' },
      { kind: 'unchanged', path: 'same.txt', content: 'same\n' },
    ];
    execFileSync('git', ['apply', '-'], { cwd: folder, input: changes.map(unifiedDiff).join('') });
    assert.equal(readFileSync(join(folder, 'a.txt'), 'utf8'), 'one\ntwo\nthree\n');
    assert.equal(readFileSync(join(folder, 'ops/up.sh'), 'utf8'), '#!/bin/sh\n');
    assert.throws(() => readFileSync(join(folder, 'gone.txt')), { code: 'ENOENT' });
    rmSync(folder, { recursive: true });
  });
});
