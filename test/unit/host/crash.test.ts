import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { recover } from '../../../src/host/applyChanges';
import { changes, makeTree, snapshot } from '../support/tree';

/** A process is killed before and after each filesystem call of one write, and of the recovery that follows. */
describe('a killed process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drydock-crash-'));
  const program = join(folder, 'child.cjs');
  before(() =>
    build({
      entryPoints: [join(__dirname, '../support/crashChild.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'cjs',
    }),
  );
  after(() => rmSync(folder, { recursive: true, force: true }));

  const child = (tree: ReturnType<typeof makeTree>, call: number, moment: string, work: string) =>
    new Promise<string>((resolve) => {
      const env = { ...process.env, CHANGES: JSON.stringify(changes) };
      const made = spawn(process.execPath, [program, tree.root, tree.options.state, String(call), moment, work], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let text = '';
      made.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      made.on('close', () => resolve(text.trim()));
    });

  it('leaves the old tree or the new one, whenever it happens', async function () {
    this.timeout(180_000);
    const whole = makeTree();
    const old = snapshot(whole.root);
    const calls = Number(await child(whole, 0, 'before', 'apply'));
    const complete = snapshot(whole.root);
    whole.remove();
    assert.ok(calls > 20 && complete !== old);
    let recoveries = 0;
    const jobs = Array.from({ length: calls }, (_, index) => index + 1).flatMap((call) => [
      { call, moment: 'before' },
      { call, moment: 'after' },
    ]);
    await parallel(2, jobs, async ({ call, moment }) => {
      const tree = makeTree();
      await child(tree, call, moment, 'apply');
      // A second death, in the recovery; at another of its calls each time.
      const broken = makeTree();
      rmSync(broken.base, { recursive: true });
      cpSync(tree.base, broken.base, { recursive: true });
      assert.ok((await recover(tree.root, tree.options)).ok);
      const after = snapshot(tree.root);
      assert.ok(after === old || after === complete, `killed ${moment} call ${call}:\n${after}`);
      await child(broken, 1 + (call % 12), moment, 'recover');
      assert.ok((await recover(tree.root, tree.options)).ok);
      recoveries++;
      tree.remove();
      broken.remove();
    });
    assert.equal(recoveries, calls * 2);
  });
});

async function parallel<T>(width: number, jobs: readonly T[], work: (job: T) => Promise<void>): Promise<void> {
  const rest = [...jobs];
  const lane = async () => {
    for (let job = rest.shift(); job !== undefined; job = rest.shift()) await work(job);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
