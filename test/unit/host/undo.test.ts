import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyChanges, stateFolder } from '../../../src/host/applyChanges';
import { nodeFileSystem } from '../../../src/host/fileSystem';
import { undo } from '../../../src/host/undo';
import { changes, makeTree, snapshot } from '../support/tree';

describe('undo', () => {
  let tree: ReturnType<typeof makeTree>;
  beforeEach(() => {
    tree = makeTree();
  });
  afterEach(() => tree.remove());

  it('takes several writes back, the newest first', async () => {
    const trees = [snapshot(tree.root)];
    for (const after of ['1\n', '2\n', '3\n']) {
      const before = readFileSync(join(tree.root, 'edited.txt'), 'utf8');
      const change = { kind: 'update', path: 'edited.txt', before, after, executable: false } as const;
      assert.ok((await applyChanges(tree.root, [change], tree.options)).ok);
      trees.push(snapshot(tree.root));
    }
    for (const former of trees.slice(0, -1).reverse()) {
      assert.ok((await undo(tree.root, tree.options)).ok);
      assert.equal(snapshot(tree.root), former);
    }
    const nothing = await undo(tree.root, tree.options);
    assert.equal(!nothing.ok && nothing.failure.code, 'nothing-to-undo');
  });

  it('brings a removed file back though its folder has gone since', async () => {
    mkdirSync(join(tree.root, 'docs'));
    writeFileSync(join(tree.root, 'docs/old.md'), 'old\n');
    await applyChanges(tree.root, [{ kind: 'remove', path: 'docs/old.md', before: 'old\n' }], tree.options);
    rmSync(join(tree.root, 'docs'), { recursive: true });
    const undone = await undo(tree.root, tree.options);
    assert.deepEqual(undone.ok && undone.value, { restored: ['docs/old.md'], kept: [] });
    assert.equal(readFileSync(join(tree.root, 'docs/old.md'), 'utf8'), 'old\n');
  });

  it('keeps a folder that it made when somebody put a file there', async () => {
    await applyChanges(tree.root, changes, tree.options);
    writeFileSync(join(tree.root, 'ops/mine.sh'), 'mine\n');
    assert.ok((await undo(tree.root, tree.options)).ok);
    assert.ok(existsSync(join(tree.root, 'ops/mine.sh')));
    assert.ok(!existsSync(join(tree.root, 'ops/deep')));
  });

  it('keeps and names what has become a folder since', async () => {
    await applyChanges(tree.root, changes, tree.options);
    rmSync(join(tree.root, 'top.txt'));
    mkdirSync(join(tree.root, 'top.txt'));
    const undone = await undo(tree.root, tree.options);
    assert.deepEqual(undone.ok && undone.value.kept, ['top.txt']);
  });

  it('changes nothing when the disk is full from any moment on, and works once there is room', async () => {
    await applyChanges(tree.root, changes, tree.options);
    const written = snapshot(tree.root);
    for (let from = 1; ; from++) {
      let count = 0;
      const full: typeof nodeFileSystem.write = async (path, bytes, mode) => {
        if (++count >= from) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        await nodeFileSystem.write(path, bytes, mode);
      };
      const undone = await undo(tree.root, { ...tree.options, fs: { ...nodeFileSystem, write: full } });
      if (undone.ok) {
        assert.ok(from > 4);
        break;
      }
      assert.equal(undone.failure.code, 'write-failed');
      assert.match(undone.failure.message, /^Nothing was taken back in .*: the disk is full\.$/);
      assert.equal(snapshot(tree.root), written, `full from write ${from} on`);
    }
    assert.notEqual(snapshot(tree.root), written);
  });

  it('says so for a folder that is not there', async () => {
    const undone = await undo(join(tree.base, 'nowhere'), tree.options);
    assert.equal(!undone.ok && undone.failure.code, 'not-found');
  });

  it('keeps its journals where XDG says, unless that is empty or relative', () => {
    assert.equal(stateFolder({ XDG_STATE_HOME: '/var/state' }), '/var/state/drydock');
    for (const unset of ['', 'state']) assert.match(stateFolder({ XDG_STATE_HOME: unset }), /\.local.state.drydock$/);
  });
});
