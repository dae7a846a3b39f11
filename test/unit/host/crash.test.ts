import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { applyChanges, recover } from '../../../src/host/applyChanges';
import { undo } from '../../../src/host/undo';
import { changes, makeTree, snapshot } from '../support/tree';

type Tree = ReturnType<typeof makeTree>;
type Moment = 'before' | 'torn' | 'after';
interface Death {
  readonly call: number;
  readonly moment: Moment;
}

/** A process is killed before, after, and for a file's bytes in the middle of each filesystem call. */
describe('a killed process leaves the old tree or the new one', function () {
  this.timeout(300_000);
  const folder = mkdtempSync(join(tmpdir(), 'drydock-crash-'));
  const program = join(folder, 'child.cjs');
  let old = '';
  let complete = '';
  before(async () => {
    await build({
      entryPoints: [join(__dirname, '../support/crashChild.ts')],
      outfile: program,
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
    });
    const tree = makeTree();
    old = snapshot(tree.root);
    assert.ok((await applyChanges(tree.root, changes, tree.options)).ok);
    complete = snapshot(tree.root);
    tree.remove();
    assert.notEqual(old, complete);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Calls that the work makes when nobody kills it. */
  const callsOf = async (tree: Tree, work: string): Promise<readonly string[]> => {
    const { signal, output } = await child(tree, work, { call: 0, moment: 'before' });
    assert.equal(signal, null);
    return JSON.parse(output) as string[];
  };
  const child = (tree: Tree, work: string, { call, moment }: Death) =>
    new Promise<{ readonly signal: NodeJS.Signals | null; readonly output: string }>((resolve, reject) => {
      const made = spawn(process.execPath, [program, tree.root, tree.options.state, String(call), moment, work], {
        env: { ...process.env, CHANGES: JSON.stringify(changes) },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      made.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk));
      made.on('error', reject);
      made.on('close', (_code, signal) => resolve({ signal, output }));
    });
  const kill = async (tree: Tree, work: string, death: Death) => {
    const { signal } = await child(tree, work, death);
    assert.equal(signal, 'SIGKILL', `${work} lived on at ${death.moment} call ${death.call}`);
  };
  /** Recovers for good; gives which of the two trees it is, and checks that writing works again. */
  const settle = async (tree: Tree, when: string): Promise<'old' | 'new'> => {
    const done = await recover(tree.root, tree.options);
    assert.ok(done.ok, `${when}: ${done.ok ? '' : done.failure.message}`);
    const now = snapshot(tree.root);
    assert.ok(now === old || now === complete, `${when}:\n${now}`);
    return now === old ? 'old' : 'new';
  };

  it('while it writes, and while that is being put back', async () => {
    const sample = makeTree();
    const calls = await callsOf(sample, 'apply');
    sample.remove();
    assert.ok(calls.length > 40);
    const ends = new Set<string>();
    await inLanes(2, deathsIn(calls), async (death, index) => {
      const tree = makeTree();
      await kill(tree, 'apply', death);
      // A second death in the recovery, at another of its calls each time; where it has fewer calls, it comes to its end.
      if (index % 3 === 0)
        await child(tree, 'recover', { call: 1 + (index % 37), moment: index % 2 ? 'before' : 'after' });
      const when = `apply, ${death.moment} call ${death.call} (${calls[death.call - 1] ?? ''})`;
      ends.add(await settle(tree, when));
      assert.ok((await undoneOrNothing(tree)) && snapshot(tree.root) === old, when);
      tree.remove();
    });
    assert.deepEqual([...ends].sort(), ['new', 'old']);
  });

  it('at every call of a recovery, half of the files being new', async () => {
    const sample = makeTree();
    const calls = await callsOf(sample, 'apply');
    sample.remove();
    const half = calls.flatMap((name, index) => (name === 'rename' ? [index + 1] : [])).at(-3) ?? 0;
    const halfWritten = async () => {
      const tree = makeTree();
      await kill(tree, 'apply', { call: half, moment: 'after' });
      assert.ok(snapshot(tree.root) !== old && snapshot(tree.root) !== complete);
      // Journals are found by the folder's path, so that one place is used again and again.
      cpSync(tree.base, `${tree.base}-copy`, { recursive: true });
      return tree;
    };
    const places = [await halfWritten(), await halfWritten()];
    const counted = await halfWritten();
    const recovery = await callsOf(counted, 'recover');
    assert.ok(recovery.length > 20);
    await inLanes(2, deathsIn(recovery), async (death) => {
      const tree = places.pop();
      assert.ok(tree);
      rmSync(tree.base, { recursive: true });
      cpSync(`${tree.base}-copy`, tree.base, { recursive: true });
      await kill(tree, 'recover', death);
      assert.equal(await settle(tree, `recover, ${death.moment} call ${death.call}`), 'old');
      places.push(tree);
    });
    for (const tree of [...places, counted]) {
      tree.remove();
      rmSync(`${tree.base}-copy`, { recursive: true });
    }
  });

  it('while it takes a write back', async () => {
    const sample = makeTree();
    await applyChanges(sample.root, changes, sample.options);
    const calls = await callsOf(sample, 'undo');
    sample.remove();
    assert.ok(calls.length > 30);
    const ends = new Set<string>();
    await inLanes(2, deathsIn(calls), async (death) => {
      const tree = makeTree();
      assert.ok((await applyChanges(tree.root, changes, tree.options)).ok);
      await kill(tree, 'undo', death);
      const when = `undo, ${death.moment} call ${death.call} (${calls[death.call - 1] ?? ''})`;
      ends.add(await settle(tree, when));
      assert.ok((await undoneOrNothing(tree)) && snapshot(tree.root) === old, when);
      tree.remove();
    });
    assert.deepEqual([...ends].sort(), ['new', 'old']);
  });
});

/** Whether a write that came to its end can still be taken back, and one that did not is not there any more. */
async function undoneOrNothing(tree: Tree): Promise<boolean> {
  const undone = await undo(tree.root, tree.options);
  return undone.ok ? undone.value.kept.length === 0 : undone.failure.code === 'nothing-to-undo';
}

const deathsIn = (calls: readonly string[]): readonly Death[] =>
  calls.flatMap((name, index) =>
    (name === 'write' ? (['before', 'torn', 'after'] as const) : (['before', 'after'] as const)).map((moment) => ({
      call: index + 1,
      moment,
    })),
  );

async function inLanes<T>(
  width: number,
  jobs: readonly T[],
  work: (job: T, index: number) => Promise<void>,
): Promise<void> {
  const rest = [...jobs.entries()];
  const lane = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) await work(next[1], next[0]);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
