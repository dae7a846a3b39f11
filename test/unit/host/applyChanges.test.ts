import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyChanges, recover } from '../../../src/host/applyChanges';
import { nodeFileSystem, type FileSystem } from '../../../src/host/fileSystem';
import { undo } from '../../../src/host/undo';
import { changes, makeTree, snapshot } from '../support/tree';

describe('writing changes', () => {
  let tree: ReturnType<typeof makeTree>;
  beforeEach(() => {
    tree = makeTree();
  });
  afterEach(() => tree.remove());

  it('writes all of them and undo takes every byte, mode and absence back', async () => {
    const before = snapshot(tree.root);
    const done = await applyChanges(tree.root, changes, tree.options);
    assert.ok(done.ok);
    assert.equal(statSync(join(tree.root, 'ops/deep/up.sh')).mode & 0o777, 0o755);
    assert.equal(statSync(join(tree.root, 'edited.txt')).mode & 0o777, 0o640);
    const undone = await undo(tree.root, tree.options);
    assert.ok(undone.ok);
    assert.deepEqual(undone.value.kept, []);
    assert.equal(snapshot(tree.root), before);
  });

  it('keeps and names what was edited since, when it undoes', async () => {
    await applyChanges(tree.root, changes, tree.options);
    writeFileSync(join(tree.root, 'top.txt'), 'mine\n');
    const undone = await undo(tree.root, tree.options);
    assert.deepEqual(undone.ok && undone.value.kept, ['top.txt']);
    assert.equal(readFileSync(join(tree.root, 'top.txt'), 'utf8'), 'mine\n');
  });

  it('writes nothing, not even a journal, when nothing changes', async () => {
    const done = await applyChanges(
      tree.root,
      [{ kind: 'unchanged', path: 'edited.txt', content: 'old\n' }],
      tree.options,
    );
    assert.ok(done.ok);
    assert.equal(existsSync(tree.options.state), false);
  });

  it('writes nothing when a file has changed in the meantime', async () => {
    writeFileSync(join(tree.root, 'edited.txt'), 'somebody else\n');
    const before = snapshot(tree.root);
    const done = await applyChanges(tree.root, changes, tree.options);
    assert.equal(!done.ok && done.failure.code, 'write-failed');
    assert.equal(snapshot(tree.root), before);
  });

  it('says that there is nothing to undo', async () => {
    const undone = await undo(tree.root, tree.options);
    assert.equal(!undone.ok && undone.failure.code, 'nothing-to-undo');
  });

  for (const code of ['ENOSPC', 'EROFS', 'EACCES']) {
    it(`leaves the old tree on ${code} at any call, and says what to do`, async () => {
      const before = snapshot(tree.root);
      for (let at = 1; at < 40; at++) {
        let count = 0;
        const failing = failingWrites(() => ++count === at, code);
        const done = await applyChanges(tree.root, changes, { ...tree.options, fs: failing });
        if (done.ok) {
          assert.ok(at > 4);
          return;
        }
        assert.equal(done.failure.code, 'write-failed');
        assert.ok(done.failure.next);
        assert.equal(snapshot(tree.root), before, `call ${at}`);
      }
      assert.fail('it never got through');
    });
  }

  it('recovers once and then has nothing to do', async () => {
    assert.ok((await recover(tree.root, tree.options)).ok);
  });
});

/** Fails one write, as a full or read-only disk would. */
function failingWrites(now: () => boolean, code: string): FileSystem {
  return {
    ...nodeFileSystem,
    write: async (path, bytes, mode) => {
      if (now()) throw Object.assign(new Error(code), { code });
      return nodeFileSystem.write(path, bytes, mode);
    },
  };
}
