import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileChange } from '../../../src/core/model/change';
import { applyChanges, recover } from '../../../src/host/applyChanges';
import { nodeFileSystem, type FileSystem } from '../../../src/host/fileSystem';
import { undo } from '../../../src/host/undo';

export const changes: readonly FileChange[] = [
  { kind: 'update', path: 'edited.txt', before: 'old\n', after: 'new\n', executable: false },
  { kind: 'create', path: 'ops/deep/up.sh', after: '#!/bin/sh\n', executable: true },
  { kind: 'create', path: 'top.txt', after: 'top\n', executable: false },
  { kind: 'remove', path: 'gone.txt', before: 'bye\n' },
];

/** A folder with two files of odd modes, and a place for journals. */
export function makeTree() {
  const base = mkdtempSync(join(tmpdir(), 'drydock-change-'));
  const root = join(base, 'repo');
  mkdirSync(root);
  writeFileSync(join(root, 'edited.txt'), 'old\n');
  chmodSync(join(root, 'edited.txt'), 0o640);
  writeFileSync(join(root, 'gone.txt'), 'bye\n');
  return {
    base,
    root,
    options: { state: join(base, 'state') },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** Path, mode and bytes of everything below. */
export function snapshot(root: string): string {
  return readdirSync(root, { recursive: true })
    .map(String)
    .sort()
    .map((path) => {
      const info = statSync(join(root, path));
      return `${path} ${(info.mode & 0o777).toString(8)} ${info.isFile() ? readFileSync(join(root, path), 'utf8') : ''}`;
    })
    .join('\n');
}

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
