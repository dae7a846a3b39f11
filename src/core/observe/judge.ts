import type { Correction, Expected, ListeningSocket, Observation, Verdict } from '../model/observation';
import { diagnoseAnswer, diagnoseExit, diagnoseSilence } from './diagnose';
import { loopbackOf, serverSockets, socketText } from './sockets';

/**
 * Seconds for which something must have been so before it is believed: an address of its own machine, another port (a dev server may
 * open a second one while it compiles), a 502 of the app's own, silence after everything has been started; and for which the next end
 * of what ends again and again is waited for.
 */
const settled = { loopback: 3, port: 10, gateway: 20, silence: 30, end: 10 };

/** Answers that the router gives by itself where it does not reach an app. */
const gateway = [502, 503, 504];

/**
 * What an observation means. An app is well when the router gives its answer, or, where no browser talks to it, when it runs and is not
 * unhealthy. A server that is seen elsewhere than planned, long enough to be believed, is a correction. Nothing fails before ops/up.sh
 * is through, which has its own patience.
 */
export function judge(expected: Expected, seen: Observation): Verdict {
  const { status, answer } = seen;
  const ended = seen.since !== undefined;
  // What was never started has nothing to say: something that it waits for has failed.
  if (seen.givenUp && (!status || (status.state === 'created' && status.error === ''))) return { kind: 'well' };
  if (status?.state !== 'running')
    return ended ? { kind: 'fails', diagnosis: diagnoseExit(expected, status, seen.log) } : { kind: 'waits' };
  if (seen.givenUp && status.restarts > 0 && status.health !== 'healthy' && (seen.since ?? 0) < settled.end)
    return { kind: 'waits' };
  if (expected.url === undefined)
    return ended && status.health === 'unhealthy'
      ? { kind: 'fails', diagnosis: diagnoseSilence(expected, seen) }
      : { kind: 'well' };
  if (answer?.kind === 'page' && answer.page === 'maintenance') return { kind: 'well', answer };
  const open = isReachable(expected, seen);
  if (answer?.kind === 'answer' && (!gateway.includes(answer.status) || (open && past(seen, settled.gateway)))) {
    const diagnosis = diagnoseAnswer(expected, answer, seen.log);
    return { kind: 'well', answer, ...(diagnosis && { diagnosis }) };
  }
  const correction = open ? undefined : correctionOf(expected, seen);
  if (correction) return { kind: 'correct', correction };
  return past(seen, settled.silence)
    ? { kind: 'fails', diagnosis: diagnoseSilence(expected, seen) }
    : { kind: 'waits' };
}

const past = ({ since, givenUp }: Observation, seconds: number): boolean =>
  since !== undefined && (givenUp === true || since >= seconds);

const plannedSockets = (expected: Expected, { status, sockets = [] }: Observation): readonly ListeningSocket[] =>
  serverSockets(expected, status?.port, sockets).filter(({ port }) => port === status?.port);

const isReachable = (expected: Expected, seen: Observation): boolean =>
  plannedSockets(expected, seen).some(({ address }) => loopbackOf(address) === undefined);

function correctionOf(expected: Expected, seen: Observation): Correction | undefined {
  const planned = seen.status?.port;
  if (planned === undefined) return undefined;
  const { name: app, stated: instead } = expected;
  const [own] = plannedSockets(expected, seen);
  if (own) {
    const loopback = loopbackOf(own.address);
    if (!loopback || !expected.opens || seen.steady < settled.loopback) return undefined;
    const words = `it listens on ${socketText(own)}, which only its own container reaches`;
    return { app, planned, address: { port: planned, loopback, instead }, seen: words };
  }
  const found = onlyServer(seen.speakHttp ?? []);
  if (!found || expected.decided !== undefined || seen.steady < settled.port) return undefined;
  const loopback = loopbackOf(found.address);
  if (loopback && !expected.opens) return undefined;
  return {
    app,
    planned,
    address: { port: found.port, ...(loopback && { loopback }), instead },
    seen: `it listens on ${socketText(found)} and answers HTTP there, and not on port ${planned}`,
  };
}

/** The server where one is meant for sure: one port, or one that others reach. */
function onlyServer(sockets: readonly ListeningSocket[]): ListeningSocket | undefined {
  const open = sockets.filter(({ address }) => loopbackOf(address) === undefined);
  const candidates = open.length > 0 ? open : sockets;
  return new Set(candidates.map(({ port }) => port)).size === 1 ? candidates[0] : undefined;
}
