import { loadTemplates } from '../../host/templates';
import { propose } from '../../host/project';
import { ok } from '../../core/model/failure';
import { summaryLines, diagnosticLines } from '../summary';
import { fetchFolder, flagsOf, planHelp, planOptions } from '../target';
import { paintFor } from '../terminal';
import { defineVerb } from '../verb';

/** `drydock plan`: what would be started, decided to the last name. */
export const plan = defineVerb({
  name: 'plan',
  usage: 'plan [PATH | URL]',
  summary: 'what would be started: services, ports, host names, volumes, variables',
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
      data: proposal.value.plan,
      lines: [...summaryLines(proposal.value, paint), ...diagnosticLines(proposal.value.plan.diagnostics, paint)],
    });
  },
});
