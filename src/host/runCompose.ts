import type { ComposeCommand } from '../core/compose/commands';
import { failed, ok, type FailureCode, type Result } from '../core/model/failure';
import { run } from './run';

/** Runs a compose call in a project's folder and reads its output, or, with `shown`, lets it print on this process's own. */
export async function runCompose<T>(
  root: string,
  call: ComposeCommand<T>,
  options: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal; readonly shown?: boolean },
): Promise<Result<T>> {
  const { env, signal, shown } = options;
  const result = await run(call.command, call.args, { cwd: root, env, signal, ...(shown && { inherit: 'output' }) });
  if (result.code === 0) return ok(call.parse(result.stdout));
  const known: readonly (readonly [RegExp, FailureCode, string, string])[] = [
    [
      /permission denied/i,
      'engine-denied',
      'You have no permission to talk to the Docker engine.',
      'sudo usermod -aG docker $USER, then log in again',
    ],
    [
      /cannot connect|is the docker daemon running/i,
      'engine-down',
      'The Docker engine does not answer.',
      'sudo systemctl start docker',
    ],
    [
      /is not a docker command|unknown command/i,
      'compose-missing',
      'Docker Compose is not installed.',
      'Install docker-compose-plugin.',
    ],
    [/up\.sh/, 'not-dockerized', 'The project was never started here.', './ops/up.sh'],
  ];
  const match = known.find(([pattern]) => pattern.test(result.stderr));
  if (result.code === 127)
    return failed({
      code: 'engine-missing',
      message: 'Docker is not installed.',
      next: 'https://docs.docker.com/engine/install/',
    });
  return failed({
    code: match?.[1] ?? 'unexpected',
    message: match?.[2] ?? 'docker compose failed.',
    ...(match && { next: match[3] }),
    detail: result.stderr.trim().slice(-2000),
  });
}
