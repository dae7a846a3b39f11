import { ok } from '../../core/model/failure';
import { runScript } from '../../host/scripts';
import { foldersOf } from '../target';
import { defineVerb } from '../verb';

/** `drydock down`: stops and removes containers; volumes stay. */
export const down = defineVerb({
  name: 'down',
  usage: 'down [PATH ...]',
  summary: 'stop and remove the containers; volumes and data stay',
  options: {},
  help: {},
  async run(context, _values, positionals) {
    const lines: string[] = [];
    const folders = foldersOf(context, positionals);
    for (const root of folders) {
      context.progress.step(`Stopping ${root}`);
      const done = await runScript(root, 'ops/down.sh', [], {
        progress: context.progress,
        signal: context.signal,
        env: context.env,
      });
      if (!done.ok) return done;
      lines.push(done.value.trimEnd());
    }
    return ok({ data: folders.map((root) => ({ root, stopped: true })), lines });
  },
});
