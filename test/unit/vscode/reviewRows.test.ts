import assert from 'node:assert/strict';
import type { FileChange } from '../../../src/core/model/change';
import { countChanges, isWritten } from '../../../src/vscode/review/rows';

const changes: readonly FileChange[] = [
  { kind: 'create', path: 'a', after: '', executable: false },
  { kind: 'create', path: 'b', after: '', executable: true },
  { kind: 'update', path: 'c', before: 'x', after: 'y', executable: false },
  { kind: 'unchanged', path: 'd', content: '' },
  { kind: 'kept', path: 'e', before: 'x', after: 'y', reason: 'edited' },
];

describe('the review', () => {
  it('counts what would be written, and nothing else', () => {
    assert.equal(countChanges(changes), '2 new, 1 updated');
    assert.equal(countChanges([]), 'nothing');
    assert.deepEqual(changes.filter(isWritten).map(({ path }) => path), ['a', 'b', 'c']);
  });
});
