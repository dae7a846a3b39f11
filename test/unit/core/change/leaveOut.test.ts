import assert from 'node:assert/strict';
import { leaveOut } from '../../../../src/core/change/leaveOut';
import { lockPath, parseLock } from '../../../../src/core/change/lockFile';
import { planChanges } from '../../../../src/core/change/planChanges';
import type { FileChange, Lock, RenderedFile } from '../../../../src/core/model/change';

const own = (path: string, content: string): RenderedFile => ({ path, content, executable: false, policy: 'own' });

/** Plans, leaves out, writes into memory; gives what the next run would propose. */
async function run(disk: Map<string, string>, files: readonly RenderedFile[], left: readonly string[]) {
  const text = disk.get(lockPath);
  const read = text === undefined ? undefined : parseLock(text);
  const former: Lock | undefined = read?.ok ? read.value : undefined;
  const stat = async (path: string) => {
    const content = disk.get(path);
    return content === undefined ? undefined : { path, content, mode: 0o644 };
  };
  const { changes, lock } = await planChanges({ files, slug: 'ward', disk: { stat }, lock: former });
  const wanted = leaveOut({ changes, lock, former, left: new Set(left) });
  for (const change of wanted) {
    if (change.kind === 'create' || change.kind === 'update') disk.set(change.path, change.after);
    if (change.kind === 'remove') disk.delete(change.path);
  }
  return wanted.filter(({ kind }) => kind !== 'unchanged');
}
const kinds = (changes: readonly FileChange[]) => changes.map(({ kind, path }) => `${kind} ${path}`);

describe('a change that is left out', () => {
  const files = [own('Dockerfile', 'FROM x\n'), own('Makefile', 'up:\n')];

  it('is offered again by the next run, whatever it is', async () => {
    const disk = new Map<string, string>();
    assert.deepEqual(kinds(await run(disk, files, ['Makefile'])), [`create ${lockPath}`, 'create Dockerfile']);
    assert.deepEqual(kinds(await run(disk, files, [])), [`update ${lockPath}`, 'create Makefile']);
    const newer = [own('Dockerfile', 'FROM y\n'), own('Makefile', 'up: x\n')];
    assert.deepEqual(kinds(await run(disk, newer, ['Makefile'])), [`update ${lockPath}`, 'update Dockerfile']);
    assert.deepEqual(kinds(await run(disk, newer, [])), [`update ${lockPath}`, 'update Makefile']);
    const fewer = [own('Dockerfile', 'FROM z\n')];
    assert.deepEqual(kinds(await run(disk, fewer, ['Makefile'])), [`update ${lockPath}`, 'update Dockerfile']);
    assert.deepEqual(kinds(await run(disk, fewer, [])), [`update ${lockPath}`, 'remove Makefile']);
  });

  it('writes nothing at all where nothing else is wanted', async () => {
    const disk = new Map<string, string>();
    assert.deepEqual(await run(disk, files, ['Makefile', 'Dockerfile']), []);
    assert.equal(disk.size, 0);
  });
});
