import { failed, ok } from '../../core/model/failure';
import { loadTemplates } from '../../host/templates';
import { runScript } from '../../host/scripts';
import { run } from '../../host/run';
import { ensureInfra } from '../../host/infra';
import { defineVerb } from '../verb';

/** `drydock infra up|down|logs|status`: the part that all projects share. */
export const infra = defineVerb({
  name: 'infra',
  usage: 'infra up|down|logs|status',
  summary: 'the shared router, caches and base images (~/docker-infra)',
  options: {},
  help: {},
  async run(context, _values, [action]) {
    const folder = await ensureInfra(context.env, await loadTemplates(context.templates));
    if (!folder.ok) return folder;
    const options = { progress: context.progress, signal: context.signal, env: context.env };
    switch (action) {
      case 'up':
      case 'down': {
        context.progress.step(`Infra ${action}`);
        const done = await runScript(folder.value, `ops/infra-${action}.sh`, [], options);
        return done.ok ? ok({ data: { folder: folder.value, state: action }, lines: [done.value.trim()] }) : done;
      }
      case 'logs':
      case 'status': {
        const words =
          action === 'logs'
            ? ['compose', 'logs', '--no-color', '--tail', '200']
            : ['compose', 'ps', '--all', '--format', 'table {{.Name}}\t{{.Status}}'];
        const result = await run('docker', words, { cwd: `${folder.value}/traefik`, env: context.env });
        if (result.code !== 0)
          return failed({
            code: 'infra-failed',
            message: 'Compose did not answer for the infra.',
            next: 'drydock infra up',
            detail: result.stderr.trim(),
          });
        return ok({
          data: { folder: folder.value, lines: result.stdout.trimEnd().split('\n') },
          lines: [result.stdout.trimEnd()],
        });
      }
      default:
        return failed({ code: 'usage', message: 'Say up, down, logs or status.', next: 'drydock infra up' });
    }
  },
});
