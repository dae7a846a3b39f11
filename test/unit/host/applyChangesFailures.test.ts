import assert from 'node:assert/strict';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { planChanges } from '../../../src/core/change/planChanges';
import type { FileChange } from '../../../src/core/model/change';
import { applyChanges, recover } from '../../../src/host/applyChanges';
import { openDisk } from '../../../src/host/disk';
import { nodeFileSystem, type FileSystem } from '../../../src/host/fileSystem';
import { readLock } from '../../../src/host/lock';
import { changes, makeTree, snapshot } from '../support/tree';

const create = (path: string): FileChange => ({ kind: 'create', path, after: 'new\n', executable: false });

describe('a write that cannot be done', () => {
  let tree: ReturnType<typeof makeTree>;
  beforeEach(() => {
    tree = makeTree();
  });
  afterEach(() => tree.remove());

  it('changes nothing when the disk is full from any moment on', async () => {
    const before = snapshot(tree.root);
    for (let from = 1; ; from++) {
      const done = await applyChanges(tree.root, changes, { ...tree.options, fs: failing(['write'], from, 'ENOSPC') });
      if (done.ok) {
        assert.ok(from > 6);
        return;
      }
      assert.match(done.failure.message, /^Nothing was written to .*: the disk is full\.$/);
      assert.equal(snapshot(tree.root), before, `full from write ${from} on`);
    }
  });

  it('never says that nothing was written when something was, and puts it back the next time', async () => {
    const before = snapshot(tree.root);
    let half = 0;
    const changing = ['write', 'rename', 'remove', 'removeTree', 'removeFolder'] as const;
    for (let from = 1; ; from++) {
      const done = await applyChanges(tree.root, changes, { ...tree.options, fs: failing(changing, from, 'EIO') });
      if (snapshot(tree.root) !== before && !done.ok && !/half way/.test(done.failure.message))
        assert.fail(`call ${from}: ${done.failure.message}`);
      if (!done.ok && done.failure.message.includes('half way')) half++;
      if (done.ok) break;
      // The lock of a process that still runs, this one, is what a disk that fails leaves behind.
      clearLock(tree.options.state);
      assert.ok((await recover(tree.root, tree.options)).ok);
      assert.equal(snapshot(tree.root), before, `call ${from}`);
    }
    assert.ok(half > 0);
  });

  it('leaves an edit alone that was made between a half done write and its recovery', async () => {
    const dead = failing(['rename', 'remove', 'removeTree'], 6, 'EIO');
    const done = await applyChanges(tree.root, changes, { ...tree.options, fs: dead });
    assert.ok(!done.ok && readFileSync(join(tree.root, 'edited.txt'), 'utf8') === 'new\n');
    clearLock(tree.options.state);
    writeFileSync(join(tree.root, 'edited.txt'), 'precious\n');
    assert.ok((await recover(tree.root, tree.options)).ok);
    assert.equal(readFileSync(join(tree.root, 'edited.txt'), 'utf8'), 'precious\n');
    assert.equal(existsSync(join(tree.root, 'top.txt')), false);
  });

  it('is refused while another process writes, and not when that process is gone or another has its number', async () => {
    await applyChanges(tree.root, [create('a')], tree.options);
    const lock = join(journals(tree.options.state), 'writer');
    const start = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ')[19] ?? '';
    writeFileSync(lock, `${process.pid} ${start}`);
    const refused = await applyChanges(tree.root, [create('b')], tree.options);
    assert.equal(!refused.ok && refused.failure.code, 'journal-busy');
    for (const gone of [`${process.pid} 1`, '999999999 1', '', 'nonsense']) {
      writeFileSync(lock, gone);
      assert.ok((await applyChanges(tree.root, [create(`c${gone.length}`)], tree.options)).ok, gone);
      assert.equal(existsSync(lock), false);
    }
  });

  it('lets one of many at once through at a time, and loses none', async () => {
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) => applyChanges(tree.root, [create(`f${index}`)], tree.options)),
    );
    for (const [index, result] of results.entries()) {
      assert.ok(result.ok || result.failure.code === 'journal-busy');
      assert.equal(existsSync(join(tree.root, `f${index}`)), result.ok);
    }
    assert.ok(results.some((result) => result.ok));
    assert.deepEqual(
      readdirSync(journals(tree.options.state)).filter((name) => name.startsWith('writer')),
      [],
    );
  });

  it('says which journal is broken instead of throwing', async () => {
    const done = await applyChanges(tree.root, [create('a')], tree.options);
    assert.ok(done.ok);
    writeFileSync(join(journals(tree.options.state), done.value.id, 'entry.json'), '{');
    const next = await applyChanges(tree.root, [create('b')], tree.options);
    assert.match(next.ok ? '' : next.failure.message, /entry\.json cannot be read/);
  });
});

describe('a write stays inside the repository', () => {
  let tree: ReturnType<typeof makeTree>;
  beforeEach(() => {
    tree = makeTree();
    mkdirSync(join(tree.base, 'outside'));
    writeFileSync(join(tree.base, 'outside/file'), 'theirs\n');
  });
  afterEach(() => tree.remove());

  it('through no link that leads out, and no path that does', async () => {
    symlinkSync('../outside', join(tree.root, 'ops'));
    symlinkSync('../outside/file', join(tree.root, 'linked'));
    symlinkSync('nowhere', join(tree.root, 'dangling'));
    const before = snapshot(join(tree.base, 'outside'));
    for (const path of ['ops/up.sh', 'linked', 'dangling', '../outside/new', '/etc/new', '.git/config', 'a/../b']) {
      const done = await applyChanges(tree.root, [create('fine'), create(path)], tree.options);
      assert.equal(!done.ok && done.failure.code, 'write-failed', path);
      assert.equal(existsSync(join(tree.root, 'fine')), false, path);
    }
    assert.equal(snapshot(join(tree.base, 'outside')), before);
  });

  it('through a link that stays inside, which stays a link', async () => {
    mkdirSync(join(tree.root, 'real'));
    writeFileSync(join(tree.root, 'real/ignore'), '*.pyc\n');
    symlinkSync('real/ignore', join(tree.root, '.gitignore'));
    const files = [{ path: '.gitignore', content: '.env\n', executable: false, policy: 'lines' }] as const;
    const { changes: planned } = await planChanges({ files, slug: 'x', disk: openDisk(tree.root), lock: undefined });
    assert.ok((await applyChanges(tree.root, planned, tree.options)).ok);
    assert.equal(readFileSync(join(tree.root, 'real/ignore'), 'utf8'), '*.pyc\n.env\n');
    assert.ok(lstatSync(join(tree.root, '.gitignore')).isSymbolicLink());
  });

  it('whatever a lock file says that comes with the repository', async () => {
    mkdirSync(join(tree.root, '.drydock'));
    for (const path of ['../outside/file', '/etc/passwd', '.git/config', 'a//b', 'C:/x', 'a\\..\\b']) {
      const lock = { version: 1, slug: 'x', files: { [path]: { sha256: 'ab' } } };
      writeFileSync(join(tree.root, '.drydock/lock.json'), JSON.stringify(lock));
      const read = await readLock(tree.root);
      assert.equal(!read.ok && read.failure.code, 'manifest-malformed', path);
    }
  });
});

describe('a written file', () => {
  let tree: ReturnType<typeof makeTree>;
  beforeEach(() => {
    tree = makeTree();
  });
  afterEach(() => tree.remove());

  it('keeps the bytes to which lines are added, whatever their encoding', async () => {
    const latin1 = Buffer.from('# Gr\u00fc\u00dfe\r\n*.pyc', 'latin1');
    writeFileSync(join(tree.root, '.gitignore'), latin1);
    const files = [{ path: '.gitignore', content: '.env\n', executable: false, policy: 'lines' }] as const;
    const { changes: planned } = await planChanges({ files, slug: 'x', disk: openDisk(tree.root), lock: undefined });
    assert.ok((await applyChanges(tree.root, planned, tree.options)).ok);
    const now = readFileSync(join(tree.root, '.gitignore'));
    assert.deepEqual(now, Buffer.concat([latin1, Buffer.from('\r\n.env\r\n')]));
  });

  it('is 0755 when it is a program, else 0644, whatever the umask', async () => {
    const umask = process.umask(0o077);
    try {
      assert.ok((await applyChanges(tree.root, changes, tree.options)).ok);
    } finally {
      process.umask(umask);
    }
    const mode = (path: string) => statSync(join(tree.root, path)).mode & 0o777;
    assert.deepEqual([mode('ops/deep/up.sh'), mode('top.txt'), mode('edited.txt')], [0o755, 0o644, 0o640]);
    assert.equal(statSync(tree.options.state).mode & 0o777, 0o700);
  });
});

/** Fails some calls from one on for good, as a full or a failing disk does. */
function failing(names: readonly (keyof FileSystem)[], from: number, code: string): FileSystem {
  let count = 0;
  return new Proxy(nodeFileSystem, {
    get(target, name: keyof FileSystem) {
      const method = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        if (names.includes(name) && ++count >= from) throw Object.assign(new Error(code), { code });
        return method(...args);
      };
    },
  });
}

/** The folder of the only repository's journals. */
const journals = (state: string): string => join(state, 'journal', readdirSync(join(state, 'journal'))[0] ?? '');

function clearLock(state: string): void {
  for (const name of readdirSync(journals(state))) if (name.startsWith('writer')) rmSync(join(journals(state), name));
}
