import type { AppAnswer, ContainerStatus, Diagnosis, Expected, Observation } from '../model/observation';
import { lastError, type LoggedError } from './readLog';
import { loopbackOf, serverSockets, socketText } from './sockets';

/** Why the process of an app does not stay. */
export function diagnoseExit(
  { name: app, container, memory }: Expected,
  status: ContainerStatus | undefined,
  log: string,
): Diagnosis {
  if (!status) return { app, message: `There is no container ${container}.`, next: './ops/status.sh' };
  const { error, exitCode, outOfMemory } = status;
  if (error !== '')
    return {
      app,
      message: `${container} cannot be started: ${error}`,
      next: `Correct the command of ${app}, or what it needs, then run drydock up again.`,
    };
  if (outOfMemory)
    return {
      app,
      message: `${container} was ended by the kernel: it needs more memory than its limit of ${memory}.`,
      next: `Raise apps.${app}.memory in drydock.yml, then run drydock up again.`,
    };
  const found = lastError(log);
  if (found) return fromLog(app, found, `${container} ended with exit code ${exitCode}`);
  const last = lastLine(log);
  return {
    app,
    message:
      exitCode === 0
        ? `${container} does its work and ends (exit code 0) instead of serving.`
        : `${container} ended with exit code ${exitCode}${last ? `; its last line: ${last}` : ', and printed nothing'}`,
    next: `./ops/logs.sh ${app}`,
  };
}

/** Why an app answers with an error of its own; undefined for every other answer: a 404 on / is how an API without a page says that it is there. */
export function diagnoseAnswer(
  { name: app, container, url = '' }: Expected,
  answer: Extract<AppAnswer, { kind: 'answer' }>,
  log: string,
): Diagnosis | undefined {
  if (answer.status < 500) return undefined;
  const what = `${container} answers ${url} with ${answer.status}`;
  const found = lastError(log);
  return found ? fromLog(app, found, what) : { app, message: `${what}.`, next: `./ops/logs.sh ${app}` };
}

/** Why an app whose process stays is not there for others. */
export function diagnoseSilence(expected: Expected, seen: Observation): Diagnosis {
  const { name: app, container, url } = expected;
  const logs = `./ops/logs.sh ${app}`;
  const is = (message: string, next: string): Diagnosis => ({ app, message, next });
  const found = lastError(seen.log);
  const because = (what: string): Diagnosis => (found ? fromLog(app, found, what) : is(`${what}.`, logs));
  if (url === undefined) return because(`${container} runs, but its healthcheck fails`);
  if (!seen.sockets) return because(`${container} runs, but does not answer`);
  const port = seen.status?.port;
  const sockets = serverSockets(expected, port, seen.sockets);
  if (sockets.length === 0) {
    const last = lastLine(seen.log);
    return because(`${container} runs, but listens on no port${found || !last ? '' : `; its last line: ${last}`}`);
  }
  const planned = sockets.filter((socket) => socket.port === port);
  if (planned.length === 0)
    return is(
      `${container} listens on ${sockets.map(socketText).join(' and ')}, not on port ${port ?? 0}${expected.decided ? `, as ${expected.decided} has it` : ''}.`,
      `Write the right one as apps.${app}.port into drydock.yml, then run drydock up again.`,
    );
  if (planned.every(({ address }) => loopbackOf(address)))
    return is(
      `${container} listens on ${planned.map(socketText).join(' and ')}, which only its own container reaches.`,
      'Let it listen on 0.0.0.0, then run drydock up again.',
    );
  if (seen.answer?.kind === 'none')
    return is(`The router does not answer at ${url}.`, 'drydock infra up, then docker logs infra-traefik');
  return because(`${container} listens on port ${port ?? 0}, but no HTTP answer comes from there`);
}

const lastLine = (log: string): string => log.trim().split('\n').at(-1)?.trim() ?? '';

/** The error of a log as the reason for what was seen. */
export function fromLog(app: string, found: LoggedError, what: string): Diagnosis {
  const { error, file, line, refusedBy } = found;
  const refused = refusedBy === undefined ? '' : refusedBy ? ` (refused by ${refusedBy})` : ' (refused)';
  const missing =
    /^(?:ModuleNotFoundError: No module named|Error: Cannot find (?:module|package)) '([^'./][^']*)'/.exec(error)?.[1];
  return {
    app,
    message: `${what}${refused}: ${error}`,
    next:
      refusedBy !== undefined
        ? 'Compare the address and the credentials in .env with the compose file, then run drydock up again.'
        : missing
          ? `Add ${missing} to the dependencies, then run drydock up again.`
          : 'Correct that line, then run drydock up again.',
    ...(file !== undefined && { file }),
    ...(line !== undefined && { line }),
  };
}
