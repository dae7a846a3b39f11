import assert from 'node:assert/strict';
import { readLink } from '../../../src/vscode/link';

describe('a link to the extension', () => {
  it('dockerizes what is open, a folder, or what is cloned first', () => {
    assert.deepEqual(readLink('/dockerize', ''), { kind: 'dockerize' });
    assert.deepEqual(readLink('/dockerize', 'folder=%2Fhome%2Fa%2Fward%207'), {
      kind: 'folder',
      folder: '/home/a/ward 7',
    });
    const repository = 'https://example.org/ward.git';
    assert.deepEqual(readLink('/dockerize', `repository=${encodeURIComponent(repository)}`), {
      kind: 'clone',
      repository,
    });
  });

  it('runs no transport that may run a command, and nothing that it does not know', () => {
    for (const [path, query] of [
      ['/dockerize', 'repository=ext::sh -c id'],
      ['/dockerize', 'repository=file:///etc'],
      ['/dockerize', 'repository=--upload-pack=id'],
      ['/dockerize', 'repository='],
      ['/down', ''],
      ['', ''],
    ] as const)
      assert.equal(readLink(path, query).kind, 'refused', query);
  });
});
