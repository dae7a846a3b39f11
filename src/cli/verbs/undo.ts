import { ok } from '../../core/model/failure';
import { stateFolder } from '../../host/applyChanges';
import { checkFolder } from '../../host/checkFolder';
import { undo as undoLast } from '../../host/undo';
import { folderOf } from '../target';
import { defineVerb } from '../verb';

/** `drydock undo`: takes the last write back, to the byte. */
export const undo = defineVerb({
  name: 'undo',
  usage: 'undo [PATH]',
  summary: 'take back the last write: every byte, mode and absence',
  options: {},
  help: {},
  async run(context, _values, positionals) {
    const root = folderOf(context, positionals);
    const folder = await checkFolder(root);
    if (!folder.ok) return folder;
    const done = await undoLast(root, { state: stateFolder(context.env) });
    if (!done.ok) return done;
    const kept = done.value.kept.map((path: string) => `  left alone, edited since: ${path}`);
    return ok({ data: done.value, lines: [`${done.value.restored.length} files are as they were.`, ...kept] });
  },
});
