import { loadTemplates } from '../../host/templates';
import { propose } from '../../host/project';
import { ok } from '../../core/model/failure';
import { fetchFolder, flagsOf, planHelp, planOptions } from '../target';
import { paintFor } from '../terminal';
import { defineVerb } from '../verb';

/** `drydock render`: the files that would be written, in full. */
export const render = defineVerb({
  name: 'render',
  usage: 'render [PATH | URL]',
  summary: 'the files that would be written, in full',
  options: planOptions,
  help: planHelp,
  async run(context, values, positionals) {
    const flags = flagsOf(values);
    if (!flags.ok) return flags;
    const folder = await fetchFolder(context, positionals);
    if (!folder.ok) return folder;
    const proposal = await propose(folder.value, {
      templates: await loadTemplates(context.templates),
      flags: flags.value,
      signal: context.signal,
    });
    if (!proposal.ok) return proposal;
    const paint = paintFor(process.stdout, context.env);
    return ok({
      data: proposal.value.files,
      lines: proposal.value.files.flatMap((file) => [paint.bold(`--- ${file.path}`), file.content]),
    });
  },
});
