import { userInfo } from 'node:os';
import type { Failure, FailureCode } from '../core/model/failure';
import type { RunResult } from './run';

/** What Docker's command line says, in the words of Engine 25 to 28 and Compose 2, and what it means. */
const known: readonly (readonly [RegExp, FailureCode, string, string])[] = [
  [
    /permission denied while trying to connect|docker(\.sock|API).*permission denied/i,
    'engine-denied',
    'You have no permission to talk to the Docker engine.',
    'sudo usermod -aG docker USER, then log in again',
  ],
  [
    /cannot connect to the docker daemon|is the docker daemon running|error during connect|dial (unix|tcp) /i,
    'engine-down',
    'The Docker engine does not answer.',
    'sudo systemctl start docker',
  ],
  [
    /is not a docker command|unknown command/i,
    'compose-missing',
    'Docker Compose is not installed.',
    'install docker-compose-plugin',
  ],
  [/ops\/up\.sh/, 'not-dockerized', 'The project was never started here.', './ops/up.sh'],
];

/** Why a call of `docker` ended with a code other than 0; undefined when its words are not known. */
export function composeFailure({ code, stderr }: RunResult): Failure | undefined {
  if (code === 127)
    return {
      code: 'engine-missing',
      message: 'Docker is not installed.',
      next: 'install Docker Engine: https://docs.docker.com/engine/install/',
    };
  const match = known.find(([pattern]) => pattern.test(stderr));
  return (
    match && {
      code: match[1],
      message: match[2],
      next: match[3].replace('USER', userInfo().username),
      detail: stderr.trim().slice(-2000),
    }
  );
}
