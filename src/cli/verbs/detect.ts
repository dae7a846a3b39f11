import { collectFacts } from '../../core/facts/collectFacts';
import { detect as detectModel } from '../../core/detect/detect';
import { entryText } from '../../core/model/stackModel';
import { ok } from '../../core/model/failure';
import { checkFolder } from '../../host/checkFolder';
import { openFileTree } from '../../host/fileTree';
import { why } from '../../core/render/readme';
import { fetchFolder } from '../target';
import { defineVerb } from '../verb';

/** `drydock detect`: what is in a repository, and why. */
export const detect = defineVerb({
  name: 'detect',
  usage: 'detect [PATH | URL]',
  summary: 'what is in a repository, each conclusion with file and line',
  options: {},
  help: {},
  async run(context, _values, positionals) {
    const given = await fetchFolder(context, positionals);
    if (!given.ok) return given;
    const root = given.value;
    const folder = await checkFolder(root);
    if (!folder.ok) return folder;
    const model = detectModel(await collectFacts(openFileTree(root), context.signal));
    const lines = [
      ...model.apps.map(
        (app) => `${app.name.padEnd(10)} ${app.stack.value} ${entryText(app.entry.value)}  ${why(app.entry)}`,
      ),
      ...model.services.map((need) => `${need.id.padEnd(10)} ${why(need.need)}`),
      ...model.variables.map(
        (variable) =>
          `${variable.secret ? 'secret' : 'variable'}   ${variable.name}  ${variable.reads.map((read) => `${read.file}:${read.line}`).join(', ')}`,
      ),
      ...model.dismissed.map((each) => `not ${each.id}${each.path ? ` in ${each.path}` : ''}: ${each.reason}`),
    ];
    return ok({ data: model, lines: lines.length > 0 ? lines : ['Nothing that can be served was found.'] });
  },
});
