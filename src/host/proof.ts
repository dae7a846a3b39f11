import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importEntry } from '../core/compose/commands';
import { failed, ok, type Result } from '../core/model/failure';
import type { Plan } from '../core/model/plan';
import { entryText, type PythonEntry } from '../core/model/stackModel';
import { entryProof, readTraceback } from '../core/plan/entryProof';
import { run } from './run';

export interface Proof {
  readonly root: string;
  /** Under which the folder runs; its images are named by it. */
  readonly slug: string;
  readonly plan: Pick<Plan, 'apps' | 'runtimes' | 'variables'>;
  /** Drydock's own folder outside of repositories, see `stateFolder`. */
  readonly state: string;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Imports every application in a container of its own, with the planned environment, before it is first started. Fails with
 * 'entry-failed' and the line of the repository's own code.
 */
export async function prove(proof: Proof): Promise<Result<void>> {
  const { root, env, signal } = proof;
  for (const { name, entry } of entriesOf(proof.plan)) {
    const call = importEntry(name, entryProof(entry));
    const result = await run(call.command, call.args, { cwd: root, env, signal });
    if (result.code === 0) continue;
    const read = readTraceback(entry, result.stderr + result.stdout);
    if (!read.ok) return read;
    return failed({
      code: 'entry-failed',
      message: `${name} could not be tried in its container.`,
      next: './ops/up.sh --prepare',
      detail: result.stderr.trim().slice(-2000),
    });
  }
  return ok(undefined);
}

/** Whether the last proof that was remembered is of the same images, Dockerfiles, entries and names of variables. */
export async function isProved(proof: Proof): Promise<boolean> {
  const stamp = await stampOf(proof);
  return stamp !== undefined && stamp === (await readFile(await fileOf(proof), 'utf8').catch(() => undefined));
}

/** Remembers a proof. What cannot be written is proved again the next time, which is all. */
export async function rememberProof(proof: Proof): Promise<void> {
  const stamp = await stampOf(proof);
  if (stamp === undefined) return;
  await mkdir(join(proof.state, 'proofs'), { recursive: true })
    .then(async () => writeFile(await fileOf(proof), stamp))
    .catch(() => undefined);
}

/**
 * Other languages have no import that starts nothing: there the first start is the proof. Nor is there one of a command of the
 * user's own, which need not import what was found.
 */
function entriesOf({ apps }: Proof['plan']): readonly { readonly name: string; readonly entry: PythonEntry }[] {
  const entries = apps.flatMap(({ name, develop, entry: { value } }) =>
    'module' in value && develop.certainty !== 'chosen' ? [[entryText(value), { name, entry: value }] as const] : [],
  );
  return [...new Map(entries).values()];
}

/** undefined as long as an image is not there. */
async function stampOf({ root, slug, plan, env, signal }: Proof): Promise<string | undefined> {
  const { apps, runtimes, variables } = plan;
  const names = runtimes.map(({ image }) => `${slug}-${image}dev`);
  const images = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', ...names], { env, signal });
  if (names.length > 0 && images.code !== 0) return undefined;
  // A Dockerfile that was changed by hand has not become an image yet.
  const dockerfiles = await Promise.all(
    runtimes.map(({ dockerfile }) => readFile(join(root, dockerfile), 'utf8').catch(() => '')),
  );
  const environment = [...apps, ...runtimes].map((each) => each.environment.map(({ name }) => name));
  const stated = variables.map(({ name }) => name);
  const entries = apps.map(({ name, entry }) => [name, entry.value]);
  return hashOf(JSON.stringify([images.stdout, dockerfiles, entries, environment, stated]));
}

async function fileOf({ root, state }: Proof): Promise<string> {
  return join(state, 'proofs', hashOf(await realpath(root)).slice(0, 16));
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
