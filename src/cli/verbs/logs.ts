import { followLogs, logs as logsCommand } from '../../core/compose/commands';
import { failed, ok, type Result } from '../../core/model/failure';
import { slugOf } from '../../host/project';
import { runCompose } from '../../host/runCompose';
import { folderOf } from '../target';
import { defineVerb, type Context, type Outcome } from '../verb';

/** `drydock logs`: the last lines, and on a terminal those that come, until Ctrl-C, which is its good end. */
export const logs = defineVerb({
  name: 'logs',
  usage: 'logs [PATH]',
  summary: 'the logs of every service, or of one; on a terminal they are followed',
  options: {
    service: { type: 'string', short: 's', multiple: true },
    tail: { type: 'string', default: '200' },
    follow: { type: 'boolean', short: 'f' },
    'no-follow': { type: 'boolean' },
  },
  help: {
    service: 'only this one; may be repeated',
    tail: 'how many lines of each (200)',
    follow: 'go on with what comes, until Ctrl-C; on a terminal it does so by itself',
    'no-follow': 'print what is there and end, as without a terminal and with --json',
  },
  async run(context, values, positionals) {
    const root = folderOf(context, positionals);
    if (values['follow'] && (context.json || values['no-follow'])) {
      return failed({
        code: 'usage',
        message: `--follow has no end, so that it does not go with ${context.json ? '--json' : '--no-follow'}.`,
        next: 'drydock logs --help',
      });
    }
    const slug = await slugOf(root);
    if (!slug.ok) return slug;
    const services = (Array.isArray(values['service']) ? values['service'] : []).filter(
      (each) => typeof each === 'string',
    );
    const tail = Number(values['tail']) || 200;
    if (values['follow'] || (context.terminal && !context.json && !values['no-follow']))
      return follow(root, slug.value, services, tail, context);
    const text = await runCompose(root, logsCommand(services, tail), context);
    if (!text.ok) return text;
    return ok({ data: { slug: slug.value, lines: text.value.trimEnd().split('\n') }, lines: [text.value.trimEnd()] });
  },
});

async function follow(
  root: string,
  slug: string,
  services: readonly string[],
  tail: number,
  context: Context,
): Promise<Result<Outcome>> {
  const shown = await runCompose(root, followLogs(services, tail), { ...context, shown: true });
  return shown.ok || context.signal.aborted ? ok({ data: { slug, lines: [] }, lines: [] }) : shown;
}
