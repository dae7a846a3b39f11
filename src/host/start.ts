import type { Proposal } from '../core/dockerize';
import type { FileChange } from '../core/model/change';
import { failed, ok, type Failure, type Result } from '../core/model/failure';
import type { AnsweredApp, Correction } from '../core/model/observation';
import type { Plan } from '../core/model/plan';
import type { Progress } from '../core/model/ports';
import { expectedOf } from '../core/observe/expected';
import { lastError } from '../core/observe/readLog';
import { correct, type CorrectOptions } from './correct';
import { infraFolder } from './infra';
import { slugOf } from './project';
import { isProved, prove, rememberProof } from './proof';
import { routerPort } from './routerAnswer';
import { runScript } from './scripts';
import { watch, type Judged, type WatchOptions } from './watch';

export interface StartOptions extends CorrectOptions {
  readonly progress: Progress;
  readonly env: NodeJS.ProcessEnv;
}

/** A start that ended well. */
export interface Started {
  /** By the plan's order, the main app first. */
  readonly answers: readonly AnsweredApp[];
  /** What was planned otherwise than the containers do, and what was written for it. */
  readonly corrections: readonly Correction[];
  readonly changes: readonly FileChange[];
  /** What the lines of ops/up.sh that begin with 'note: ' say. */
  readonly notes: readonly string[];
}

/**
 * Starts a project through its own ops/up.sh and looks at its containers until each app answers through the router. What was not
 * proved yet as it is now is imported in its container first; so is what does not come up, since the import names the line. A server
 * that listens elsewhere than planned is corrected, once: the plan is made and written anew, and started again. Fails as ops/up.sh
 * does, and with 'start-failed' and one diagnosis.
 */
export async function start(root: string, proposal: Proposal, options: StartOptions): Promise<Result<Started>> {
  const slug = await slugOf(root);
  if (!slug.ok) return slug;
  const { progress, env, signal, state } = options;
  const proof = { root, slug: slug.value, plan: proposal.plan, env, signal, state };
  const proved = await isProved(proof);
  if (!proved) {
    progress.step('Preparing image, dependencies and backing services');
    const prepared = await runScript(root, 'ops/up.sh', ['--prepare'], options);
    if (!prepared.ok) return failed(explained(prepared.failure));
    progress.step('Importing the application in its container');
    const done = await prove(proof);
    if (!done.ok) return done;
    await rememberProof(proof);
  }
  progress.step('Starting, and looking at what the containers do');
  const started = await startAndCorrect(root, slug.value, proposal.plan, options);
  if (started.ok || !proved || started.failure.code !== 'start-failed') return started;
  const reason = await prove(proof);
  return reason.ok ? started : reason;
}

async function startAndCorrect(
  root: string,
  slug: string,
  plan: Plan,
  options: StartOptions,
): Promise<Result<Started>> {
  const first = await launch(root, slug, plan, [], options);
  if (!first.ok) return first;
  const { corrections } = first.value;
  if (corrections.length === 0) return ok({ ...first.value, changes: [] });
  for (const { app, seen } of corrections) options.progress.step(`Correcting ${app}: ${seen}`);
  const corrected = await correct(root, corrections, options);
  if (!corrected.ok) return corrected;
  // An image that was made from an older base image lacks open-localhost.
  const args = corrections.some(({ address }) => address.loopback) ? ['--build'] : [];
  const second = await launch(root, slug, corrected.value.proposal.plan, args, options);
  if (!second.ok) return second;
  const [still] = second.value.corrections;
  if (still) return failed(notHeld(still, slug));
  return ok({ ...second.value, corrections, changes: corrected.value.changes });
}

const notHeld = ({ app, seen }: Correction, slug: string): Failure => ({
  code: 'start-failed',
  message: `${slug}-${app} was corrected once, and now ${seen}.`,
  next: 'drydock undo takes the correction back; a fixed port and 0.0.0.0 in the code make it hold.',
});

/** One start, and a look at each app. Ends early when there is something to correct and nothing else to wait for. */
async function launch(
  root: string,
  slug: string,
  plan: Plan,
  args: readonly string[],
  options: StartOptions,
): Promise<Result<Omit<Started, 'changes'>>> {
  const { env, progress, signal } = options;
  const port = await routerPort(env, infraFolder(env));
  let script = 'runs' as ReturnType<WatchOptions['script']>;
  const enough = new AbortController();
  const running = runScript(root, 'ops/up.sh', args, {
    progress,
    env,
    signal: AbortSignal.any([signal, enough.signal]),
  }).then((result) => {
    script = result.ok ? 'done' : 'failed';
    return result;
  });
  const expected = expectedOf(plan, slug, port);
  const judged = await watch(expected, { progress, signal, env, script: () => script });
  const corrections = judged.flatMap(({ verdict }) => (verdict.kind === 'correct' ? [verdict.correction] : []));
  const early = corrections.length > 0 && script === 'runs';
  if (early) enough.abort();
  const ended = await running;
  if (!ended.ok && !early && (ended.failure.code !== 'start-failed' || corrections.length === 0))
    return failed(reasonOf(ended.failure, judged));
  if (corrections.length === 0 && judged.some(({ verdict }) => verdict.kind === 'fails'))
    return failed(reasonOf({ code: 'start-failed', message: '' }, judged));
  const lines = ended.ok ? ended.value.split('\n').filter((line) => line.startsWith('note: ')) : [];
  const notes = lines.map((line) => line.slice('note: '.length));
  return ok({ answers: judged.flatMap(answered), corrections, notes });
}

function answered({ expected, verdict }: Judged): readonly AnsweredApp[] {
  const { name, url } = expected;
  if (verdict.kind !== 'well' || !verdict.answer || url === undefined) return [];
  const { answer, diagnosis } = verdict;
  return [{ app: name, url, answer, ...(diagnosis && { diagnosis }) }];
}

/** A failed start in the words of the first diagnosis; every other failure with the error that stands in its output. */
function reasonOf(failure: Failure, judged: readonly Judged[]): Failure {
  const [first] = judged.flatMap(({ verdict, log }) =>
    verdict.kind === 'fails' ? [{ ...verdict.diagnosis, log }] : [],
  );
  if (failure.code !== 'start-failed' || !first) return explained(failure);
  const { message, next, file, line, log } = first;
  const detail = failure.detail ?? log.trimEnd().split('\n').slice(-30).join('\n');
  return {
    code: 'start-failed',
    message,
    next,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
    ...(detail && { detail }),
  };
}

/** A failure of ops/up.sh with the error that stands in its output, and its place in the repository. */
function explained(failure: Failure): Failure {
  const speaks = failure.code === 'migration-failed' || failure.code === 'start-failed';
  const found = speaks ? lastError(failure.detail ?? '') : undefined;
  if (!found) return failure;
  const { error, file, line } = found;
  return {
    ...failure,
    message: `${failure.message} ${error}`,
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
  };
}
