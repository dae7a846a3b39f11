import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dockerize, type Proposal, type Templates } from '../core/dockerize';
import { failed, ok, type Result } from '../core/model/failure';
import type { Progress } from '../core/model/ports';
import type { Flags } from '../core/model/settings';
import { checkFolder } from './checkFolder';
import { openDisk } from './disk';
import { codeOf } from './errors';
import { openFileTree } from './fileTree';
import { readLock } from './lock';
import { isProved, prove, rememberProof } from './proof';
import { PlaceError } from './placeOf';
import { runScript } from './scripts';
import { writeFailure } from './writeFailure';

/**
 * Reads a folder and says what would be written into it. Fails as `checkFolder`, with 'write-failed' where something stands in the
 * way of a file, else as `dockerize`.
 */
export async function propose(
  root: string,
  templates: Templates,
  flags: Flags,
  signal: AbortSignal,
): Promise<Result<Proposal>> {
  const folder = await checkFolder(root);
  if (!folder.ok) return folder;
  const lock = await readLock(root);
  if (!lock.ok) return lock;
  try {
    return await dockerize({
      reader: openFileTree(root),
      disk: openDisk(root),
      templates,
      lock: lock.value,
      flags,
      signal,
    });
  } catch (error) {
    if (error instanceof PlaceError || /^E[A-Z]+$/.test(codeOf(error)))
      return writeFailure(`Nothing was written to ${root}`, root, error);
    throw error;
  }
}

/** The slug under which a folder runs: COMPOSE_PROJECT_NAME of its .env, else the lock's; fails with 'not-dockerized'. */
export async function slugOf(root: string): Promise<Result<string>> {
  const lock = await readLock(root);
  if (!lock.ok) return lock;
  if (!lock.value)
    return failed({
      code: 'not-dockerized',
      message: `${root} has not been dockerized yet.`,
      next: `drydock up ${root}`,
    });
  const text = await readFile(join(root, '.env'), 'utf8').catch(() => '');
  const line = text.split('\n').findLast((each) => each.startsWith('COMPOSE_PROJECT_NAME='));
  return ok(line?.slice('COMPOSE_PROJECT_NAME='.length).trim() || lock.value.slug);
}

export interface StartOptions {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  /** Drydock's own folder outside of repositories, see `stateFolder`: it remembers what was proved. */
  readonly state: string;
}

export interface Started {
  /** The script's last line, which has the URL and the HTTP status. */
  readonly answer: string;
  /** What its lines that begin with 'note: ' say. */
  readonly notes: readonly string[];
}

/**
 * Starts a project through its own ops/up.sh. What was not proved yet as it is now is imported in its container first; so is what
 * does not come up, since the import names the line.
 */
export async function start(root: string, proposal: Proposal, options: StartOptions): Promise<Result<Started>> {
  const slug = await slugOf(root);
  if (!slug.ok) return slug;
  const { progress, env, signal } = options;
  const proof = { root, slug: slug.value, plan: proposal.plan, env, signal, state: options.state };
  const proved = await isProved(proof);
  if (!proved) {
    progress.step('Preparing image, dependencies and backing services');
    const prepared = await runScript(root, 'ops/up.sh', ['--prepare'], options);
    if (!prepared.ok) return prepared;
    progress.step('Importing the application in its container');
    const done = await prove(proof);
    if (!done.ok) return done;
    await rememberProof(proof);
  }
  progress.step('Starting, and waiting until it answers');
  const started = await runScript(root, 'ops/up.sh', [], options);
  if (started.ok) return ok(startedFrom(started.value));
  if (!proved || started.failure.code !== 'start-failed') return started;
  const reason = await prove(proof);
  return reason.ok ? started : reason;
}

function startedFrom(output: string): Started {
  const lines = output.trim().split('\n');
  const notes = lines.filter((line) => line.startsWith('note: ')).map((line) => line.slice('note: '.length));
  return { answer: lines.at(-1) ?? '', notes };
}
