import { setTimeout as delay } from 'node:timers/promises';
import { containerStatuses, lastLines, socketsIn, speakingHttp } from '../core/compose/observe';
import { inWords } from '../core/model/evidence';
import type { ContainerStatus, Expected, ListeningSocket, Observation, Verdict } from '../core/model/observation';
import type { Progress } from '../core/model/ports';
import { judge } from '../core/observe/judge';
import { serverSockets } from '../core/observe/sockets';
import { routerAnswer } from './routerAnswer';
import { run } from './run';

/** Milliseconds between two looks. */
const interval = 1000;

/** The same from the start of a container on, before it is looked into if it is not well: that starts a small container beside it. */
const grace = 3000;

/** The same for which the others are waited for once something can be corrected. */
const others = 15_000;

/** The same between two words on how it goes. */
const wordEvery = 20_000;

export interface WatchOptions {
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly env: NodeJS.ProcessEnv;
  /** What became of ops/up.sh; 'runs' at first. */
  readonly script: () => 'runs' | 'done' | 'failed';
}

export interface Judged {
  readonly expected: Expected;
  readonly verdict: Verdict;
  /** What it printed last, where it has something to explain. */
  readonly log: string;
}

type Inside = Pick<Observation, 'sockets' | 'speakHttp'>;

/** What is common to all that is looked at in one round. Milliseconds. */
interface Round {
  readonly script: 'runs' | 'done' | 'failed';
  /** When the watch began, and when ops/up.sh was through. */
  readonly began: number;
  readonly through: number | undefined;
  /** By app: what was inside, and since when. */
  readonly former: Map<string, { readonly key: string; readonly since: number }>;
}

/**
 * Looks at the containers until it is known of each what became of its start: all are well or have failed after ops/up.sh is through, or
 * what is not well can be corrected, for which nobody needs to wait.
 */
export async function watch(apps: readonly Expected[], options: WatchOptions): Promise<readonly Judged[]> {
  const began = Date.now();
  const former: Round['former'] = new Map();
  let through: number | undefined;
  let correcting: number | undefined;
  let told = began;
  for (;;) {
    const script = options.script();
    if (script !== 'runs') through ??= Date.now();
    const round: Round = { script, began, through, former };
    const statuses = await statusesOf(apps, options);
    const judged: Judged[] = [];
    for (const expected of apps) judged.push(await lookAt(expected, statuses.get(expected.container), round, options));
    if (judged.some(({ verdict }) => verdict.kind === 'correct')) correcting ??= Date.now();
    else correcting = undefined;
    const waits = judged.filter(({ verdict }) => verdict.kind === 'waits');
    const isKnown = waits.length === 0 && (script !== 'runs' || correcting !== undefined);
    const isEnough = correcting !== undefined && Date.now() - correcting >= others;
    if (options.signal.aborted || isKnown || isEnough) return judged;
    if (waits.length > 0 && Date.now() - told >= wordEvery) {
      told = Date.now();
      options.progress.step(`Waiting for ${inWords(waits.map(({ expected }) => expected.name))}`);
    }
    // Rejects when it is cancelled, which the next look says.
    await delay(interval, undefined, { signal: options.signal }).catch(() => undefined);
  }
}

/** What ran before this start is not judged until ops/up.sh is through, which may replace it. */
async function lookAt(
  expected: Expected,
  status: ContainerStatus | undefined,
  { script, began, through, former }: Round,
  options: WatchOptions,
): Promise<Judged> {
  if (through === undefined && (!status || Date.parse(status.startedAt) < began))
    return { expected, verdict: { kind: 'waits' }, log: '' };
  const answer = await answerOf(expected, status, options);
  const inside = await insideOf(expected, status, answer, options);
  const key = JSON.stringify([status?.startedAt, inside]);
  const known = former.get(expected.name);
  const since = known?.key === key ? known.since : Date.now();
  former.set(expected.name, { key, since });
  const seen: Observation = {
    ...inside,
    ...(status && { status }),
    ...(answer && { answer }),
    log: '',
    steady: script === 'failed' ? Infinity : (Date.now() - since) / 1000,
    ...(through !== undefined && { since: (Date.now() - through) / 1000, givenUp: script === 'failed' }),
  };
  const verdict = judge(expected, seen);
  if (verdict.kind !== 'fails' && !(verdict.kind === 'well' && verdict.diagnosis))
    return { expected, verdict, log: '' };
  // Only what has an error to explain needs its log.
  const call = lastLines(expected.container, 100);
  const { stdout, stderr } = await run(call.command, call.args, { env: options.env });
  const log = stdout + stderr;
  return { expected, verdict: judge(expected, { ...seen, log }), log };
}

async function statusesOf(
  apps: readonly Expected[],
  { env }: WatchOptions,
): Promise<ReadonlyMap<string, ContainerStatus>> {
  const call = containerStatuses(apps.map(({ container }) => container));
  // It fails when one of them is not there, and prints the others.
  const { stdout } = await run(call.command, call.args, { env });
  return stdout.trim() === '' ? new Map() : call.parse(stdout);
}

/** The router is asked once the container is healthy: before, its answer is known. */
async function answerOf({ url }: Expected, status: ContainerStatus | undefined, { signal }: WatchOptions) {
  if (url === undefined || status?.state !== 'running' || !['healthy', 'none'].includes(status.health))
    return undefined;
  return routerAnswer(url, signal);
}

async function insideOf(
  expected: Expected,
  status: ContainerStatus | undefined,
  answer: Observation['answer'],
  { env, signal }: WatchOptions,
): Promise<Inside> {
  const answers = answer?.kind === 'answer' && ![502, 503, 504].includes(answer.status);
  if (status?.state !== 'running' || expected.url === undefined || answers) return {};
  if (Date.now() - Date.parse(status.startedAt) < grace) return {};
  const call = socketsIn(expected.container);
  const found = await run(call.command, call.args, { env, signal });
  if (found.code !== 0) return {};
  const sockets = call.parse(found.stdout);
  const servers = serverSockets(expected, status.port, sockets);
  if (servers.length === 0 || servers.some(({ port }) => port === status.port)) return { sockets };
  return { sockets, speakHttp: await speakHttp(expected, servers, { env, signal }) };
}

/** A few of them at a time: each is asked in turn. */
async function speakHttp(
  { container }: Expected,
  sockets: readonly ListeningSocket[],
  options: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal },
): Promise<readonly ListeningSocket[]> {
  const call = speakingHttp(container, sockets.slice(0, 8));
  const asked = await run(call.command, call.args, options);
  return asked.code === 0 ? call.parse(asked.stdout) : [];
}
