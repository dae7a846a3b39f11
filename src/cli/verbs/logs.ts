import { logs as logsCommand } from '../../core/compose/commands';
import { ok } from '../../core/model/failure';
import { slugOf } from '../../host/project';
import { runCompose } from '../../host/runCompose';
import { folderOf } from '../target';
import { defineVerb } from '../verb';

/** `drydock logs`: the last lines; `--follow` stays. */
export const logs = defineVerb({
  name: 'logs',
  usage: 'logs [PATH]',
  summary: 'the last lines of every service, or of one',
  options: { service: { type: 'string', short: 's', multiple: true }, tail: { type: 'string', default: '200' } },
  help: { service: 'only this one; may be repeated', tail: 'how many lines of each (200)' },
  async run(context, values, positionals) {
    const root = folderOf(context, positionals);
    const slug = await slugOf(root);
    if (!slug.ok) return slug;
    const services = (Array.isArray(values['service']) ? values['service'] : []).filter(
      (each) => typeof each === 'string',
    );
    const text = await runCompose(root, logsCommand(services, Number(values['tail']) || 200), context);
    if (!text.ok) return text;
    return ok({ data: { slug: slug.value, lines: text.value.trimEnd().split('\n') }, lines: [text.value.trimEnd()] });
  },
});
