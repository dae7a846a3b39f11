import type { ComposeCommand } from '../core/compose/commands';
import { failed, ok, type Result } from '../core/model/failure';
import { composeFailure } from './composeFailure';
import { run } from './run';

/**
 * Runs a compose call in a folder and reads its output, or, with `shown`, lets it print on this process's own. Fails as
 * `composeFailure`, else with 'unexpected' and the output.
 */
export async function runCompose<T>(
  folder: string,
  call: ComposeCommand<T>,
  options: { readonly env: NodeJS.ProcessEnv; readonly signal: AbortSignal; readonly shown?: boolean },
): Promise<Result<T>> {
  const { env, signal, shown } = options;
  const result = await run(call.command, call.args, { cwd: folder, env, signal, ...(shown && { inherit: 'output' }) });
  if (result.code === 0) return ok(call.parse(result.stdout));
  return failed(
    composeFailure(result) ?? {
      code: 'unexpected',
      message: 'docker compose failed.',
      next: `cd ${folder} && docker ${call.args.join(' ')}`,
      detail: result.stderr.trim().slice(-2000),
    },
  );
}
