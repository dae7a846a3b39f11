import { loadTemplates } from '../../host/templates';
import { propose } from '../../host/project';
import { settingLines, valuesNamed } from '../../core/explain/explain';
import { planValues } from '../../core/explain/planValues';
import { ok } from '../../core/model/failure';
import type { PlanValue } from '../../core/model/planValue';
import { why } from '../../core/render/readme';
import { fetchFolder, flagsOf, planHelp, planOptions } from '../target';
import { paintFor, type Paint } from '../terminal';
import { defineVerb } from '../verb';

/** `drydock explain`: where a value comes from, and what would decide otherwise. */
export const explain = defineVerb({
  name: 'explain',
  usage: 'explain [VALUE] [PATH]',
  summary: 'where a value comes from, and how drydock.yml decides otherwise; without VALUE, all of them',
  options: planOptions,
  help: planHelp,
  async run(context, values, positionals) {
    const flags = flagsOf(values);
    if (!flags.ok) return flags;
    // Values have no slash and are never '.', so that PATH may stand alone.
    const [first = '', ...others] = positionals;
    const isPath = first.includes('/') || first.includes('\\') || /^\.+$/.test(first);
    const wanted = isPath ? '' : first;
    const folder = await fetchFolder(context, isPath ? positionals : others);
    if (!folder.ok) return folder;
    const proposal = await propose(folder.value, {
      templates: await loadTemplates(context.templates),
      flags: flags.value,
      signal: context.signal,
    });
    if (!proposal.ok) return proposal;
    const all = planValues(proposal.value.plan);
    const paint = paintFor(process.stdout, context.env);
    if (wanted === '') return ok({ data: { values: all }, lines: listLines(all, paint) });
    const found = valuesNamed(all, wanted);
    if (!found.ok) return found;
    return ok({
      data: { values: found.value },
      lines: found.value.flatMap((value, index) => [...(index > 0 ? [''] : []), ...valueLines(value, paint)]),
    });
  },
});

function listLines(values: readonly PlanValue[], paint: Paint): readonly string[] {
  const width = Math.min(40, Math.max(...values.map(({ name }) => name.length)));
  return [
    ...values.map((each) => `${each.name.padEnd(width)}  ${paint.bold(shown(each))}  ${paint.dim(why(unsaid(each)))}`),
    '',
    'drydock explain VALUE says more; any name above will do, and its end too.',
  ];
}

function valueLines(value: PlanValue, paint: Paint): readonly string[] {
  const setting = settingLines(value);
  const places = [...value.evidence].sort((a, b) => b.weight - a.weight);
  return [
    `${value.name}  ${paint.bold(shown(value))}`,
    `  ${sure[value.certainty]}: ${value.reason}`,
    ...places.flatMap(({ file, line, text, reason, weight }) => [
      `  ${paint.bold(`${file}:${line}`)}  ${oneLine(text)}`,
      ...(value.certainty === 'chosen' ? [] : [paint.dim(`      ${reason}, weight ${weight}`)]),
    ]),
    ...(setting ? ['  to decide otherwise:', ...setting.map((line) => `      ${line}`)] : []),
  ];
}

const sure = {
  stated: 'stated in the repository',
  inferred: 'inferred from several hints',
  default: 'by convention, nothing speaks for another',
  chosen: 'decided by you',
  observed: 'seen of the running container',
} as const;

const shown = ({ value }: PlanValue): string => oneLine(value) || 'empty';

/** Without the places that its reason names already. */
const unsaid = (value: PlanValue): PlanValue => ({
  ...value,
  evidence: value.evidence.filter(({ file, line }) => !value.reason.includes(`${file}:${line}`)),
});

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
