import assert from 'node:assert/strict';
import { planChanges } from '../../../../src/core/change/planChanges';
import { unifiedDiff } from '../../../../src/core/change/unifiedDiff';
import type { FileChange, RenderedFile } from '../../../../src/core/model/change';

const own = (path: string, content: string): RenderedFile => ({ path, content, executable: false, policy: 'own' });

/** A disk in memory, and what applying changes does to it. */
function memoryDisk(files: Record<string, string>) {
  return {
    stat: async (path: string) => {
      const content = files[path];
      return content === undefined ? undefined : { path, content, mode: 0o644 };
    },
    apply(changes: readonly FileChange[]) {
      for (const change of changes)
        if (change.kind === 'create' || change.kind === 'update') files[change.path] = change.after;
    },
  };
}
const kinds = (changes: readonly FileChange[]) =>
  Object.fromEntries(changes.map((change) => [change.path, change.kind]));

describe('a change', () => {
  const files: readonly RenderedFile[] = [
    own('Dockerfile', 'FROM x\n'),
    { path: '.gitignore', content: '# secrets\n.env\n', executable: false, policy: 'lines' },
    { path: 'Makefile', content: 'up:\n', executable: false, policy: 'yield', instead: 'ops/Makefile' },
  ];

  it('writes everything once and nothing the second time', async () => {
    const disk = memoryDisk({});
    const first = await planChanges({ files, slug: 'x', disk, lock: undefined });
    disk.apply(first.changes);
    const second = await planChanges({ files, slug: 'x', disk, lock: first.lock });
    assert.deepEqual([...new Set(Object.values(kinds(second.changes)))], ['unchanged']);
  });

  it('updates what Drydock wrote and nobody touched', async () => {
    const disk = memoryDisk({});
    const first = await planChanges({ files, slug: 'x', disk, lock: undefined });
    disk.apply(first.changes);
    const second = await planChanges({ files: [own('Dockerfile', 'FROM y\n')], slug: 'x', disk, lock: first.lock });
    assert.equal(kinds(second.changes)['Dockerfile'], 'update');
  });

  it('takes lines that are not wanted any more out of what is Drydock’s alone, and out of nothing else', async () => {
    const contents: Record<string, string> = {};
    const disk = memoryDisk(contents);
    const example = (content: string): readonly RenderedFile[] => [
      { path: '.env.example', content, executable: false, policy: 'lines' },
    ];
    const first = await planChanges({ files: example('A=1\nWEB_PORT=5000\n'), slug: 'x', disk, lock: undefined });
    disk.apply(first.changes);
    const second = await planChanges({ files: example('A=1\n'), slug: 'x', disk, lock: first.lock });
    disk.apply(second.changes);
    assert.equal(contents['.env.example'], 'A=1\n');
    contents['.env.example'] = 'MINE=1\nA=1\n';
    const third = await planChanges({ files: example('B=1\n'), slug: 'x', disk, lock: second.lock });
    disk.apply(third.changes);
    assert.equal(contents['.env.example'], 'MINE=1\nA=1\nB=1\n');
  });

  it('leaves alone what the user edited, and says what it would have written', async () => {
    const contents: Record<string, string> = {};
    const disk = memoryDisk(contents);
    const first = await planChanges({ files, slug: 'x', disk, lock: undefined });
    disk.apply(first.changes);
    contents['Dockerfile'] = 'FROM mine\n';
    const second = await planChanges({ files: [own('Dockerfile', 'FROM y\n')], slug: 'x', disk, lock: first.lock });
    const kept = second.changes.find((change) => change.path === 'Dockerfile');
    assert.equal(kept?.kind === 'kept' && kept.reason, 'edited');
    assert.match(unifiedDiff(kept as FileChange), /-FROM mine\n\+FROM y/);
  });

  it('never replaces what the author has', async () => {
    const disk = memoryDisk({ Dockerfile: 'FROM author\n', Makefile: 'all:\n', '.gitignore': '*.pyc' });
    const { changes } = await planChanges({ files, slug: 'x', disk, lock: undefined });
    assert.deepEqual(kinds(changes), {
      '.drydock/lock.json': 'create',
      '.gitignore': 'update',
      Dockerfile: 'kept',
      'ops/Makefile': 'create',
    });
    const ignored = changes.find((change) => change.path === '.gitignore');
    assert.equal(ignored?.kind === 'update' && ignored.after, '*.pyc\n# secrets\n.env\n');
  });

  it('adds no rule that another one covers', async () => {
    for (const rule of ['.env', '/.env', '.env*', '*.env']) {
      const { changes } = await planChanges({
        files,
        slug: 'x',
        disk: memoryDisk({ '.gitignore': `${rule}\n` }),
        lock: undefined,
      });
      assert.equal(kinds(changes)['.gitignore'], 'unchanged', rule);
    }
  });
});
