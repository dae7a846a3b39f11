import { existsSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importEntry } from '../core/compose/commands';
import { dockerize, type Proposal, type Templates } from '../core/dockerize';
import { failed, ok, type Result } from '../core/model/failure';
import type { PlanOptions } from '../core/model/plan';
import type { Progress } from '../core/model/ports';
import { entryText } from '../core/model/stackModel';
import { entryProof, readTraceback } from '../core/plan/entryProof';
import { openDisk } from './disk';
import { openFileTree } from './fileTree';
import { readLock } from './lock';
import { run } from './run';
import { runScript } from './scripts';

/** Reads a folder and says what would be written into it. Fails with 'not-found' when it is no folder, else as `dockerize`. */
export async function propose(
  root: string,
  templates: Templates,
  options: PlanOptions,
  signal: AbortSignal,
): Promise<Result<Proposal>> {
  if (!existsSync(root) || !statSync(root).isDirectory()) {
    return failed({
      code: 'not-found',
      message: `There is no folder ${root}.`,
      next: 'Give the path of a repository.',
    });
  }
  const lock = await readLock(root);
  if (!lock.ok) return lock;
  return dockerize({ reader: openFileTree(root), disk: openDisk(root), templates, lock: lock.value, options, signal });
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
  /** The Dockerfile has changed: build anew. */
  readonly build: boolean;
  /** The plan has changed: import every app in its container first, as before the first start. */
  readonly prove: boolean;
}

/** Starts a project through its own ops/up.sh; gives the script's last line, which has the URL and the HTTP status. */
export async function start(root: string, proposal: Proposal, options: StartOptions): Promise<Result<string>> {
  const slug = await slugOf(root);
  if (!slug.ok) return slug;
  const proving = options.prove || !(await hasStarted(slug.value, options));
  const build = options.build ? ['--build'] : [];
  if (proving) {
    options.progress.step('Preparing image, dependencies and backing services');
    const prepared = await runScript(root, 'ops/up.sh', ['--prepare', ...build], options);
    if (!prepared.ok) return prepared;
    options.progress.step('Importing the application in its container');
    const proved = await prove(root, proposal, options);
    if (!proved.ok) return proved;
  }
  options.progress.step('Starting, and waiting until it answers');
  const started = await runScript(root, 'ops/up.sh', proving ? [] : build, options);
  return started.ok ? ok(started.value.trim().split('\n').at(-1) ?? '') : started;
}

async function hasStarted(slug: string, options: StartOptions): Promise<boolean> {
  const filter = `label=com.docker.compose.project=${slug}`;
  const found = await run('docker', ['ps', '--all', '--quiet', '--filter', filter], { env: options.env });
  return found.code === 0 && found.stdout.trim() !== '';
}

async function prove(root: string, proposal: Proposal, options: StartOptions): Promise<Result<void>> {
  // Other languages have no import that starts nothing: there the first start is the proof.
  const entries = new Map(
    proposal.plan.apps.flatMap((app) => {
      const entry = app.entry.value;
      return 'module' in entry ? [[entryText(entry), { name: app.name, entry }] as const] : [];
    }),
  );
  for (const app of entries.values()) {
    const call = importEntry(app.name, entryProof(app.entry));
    const result = await run(call.command, call.args, { cwd: root, env: options.env, signal: options.signal });
    const read = result.code === 0 ? ok(undefined) : readTraceback(app.entry, result.stderr + result.stdout);
    if (!read.ok) return read;
    if (result.code !== 0) {
      return failed({
        code: 'entry-failed',
        message: `${app.name} could not be tried in its container.`,
        next: './ops/up.sh --prepare',
        detail: result.stderr.trim().slice(-2000),
      });
    }
  }
  return ok(undefined);
}
