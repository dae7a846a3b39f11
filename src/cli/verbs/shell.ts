import { failed, ok } from '../../core/model/failure';
import { slugOf } from '../../host/project';
import { run } from '../../host/run';
import { meaningOf, scriptFailure } from '../../host/scripts';
import { folderOf } from '../target';
import { defineVerb } from '../verb';

/** `drydock shell`: a shell, or one command, in a running container. */
export const shell = defineVerb({
  name: 'shell',
  usage: 'shell [PATH]',
  summary: 'a shell in a running container, or one command there',
  options: { service: { type: 'string', short: 's' }, command: { type: 'string', short: 'c' } },
  help: { service: 'which one (the main app)', command: 'run this by sh -c instead of a shell' },
  async run(context, values, positionals) {
    const root = folderOf(context, positionals);
    const slug = await slugOf(root);
    if (!slug.ok) return slug;
    const service = typeof values['service'] === 'string' ? values['service'] : 'web';
    const command = typeof values['command'] === 'string' ? ['sh', '-c', values['command']] : [];
    const result = await run('bash', ['ops/shell.sh', service, ...command], {
      cwd: root,
      env: context.env,
      ...(!context.json && { inherit: 'all' as const }),
    });
    // A shell ends with the code of the last thing that was typed: only what the script itself says is a failure then.
    if (meaningOf(result.code)) return failed(scriptFailure('ops/shell.sh', result));
    if (result.code !== 0 && command.length > 0)
      return failed({
        code: 'start-failed',
        message: `The command ended with exit code ${result.code}.`,
        next: `drydock ps ${root}`,
        detail: result.stderr.slice(-2000),
      });
    return ok({ data: { slug: slug.value, service, output: result.stdout }, lines: [] });
  },
});
