import { ps as psCommand } from '../../core/compose/commands';
import { ok } from '../../core/model/failure';
import { slugOf } from '../../host/project';
import { runCompose } from '../../host/runCompose';
import { folderOf } from '../target';
import { defineVerb } from '../verb';

/** `drydock ps`: the containers of a project. */
export const ps = defineVerb({
  name: 'ps',
  usage: 'ps [PATH]',
  summary: 'the containers of a project, their state and health',
  options: {},
  help: {},
  async run(context, _values, positionals) {
    const root = folderOf(context, positionals);
    const slug = await slugOf(root);
    if (!slug.ok) return slug;
    const rows = await runCompose(root, psCommand(), context);
    if (!rows.ok) return rows;
    const lines = rows.value.map((row) => `${row.name.padEnd(28)} ${row.status}`);
    return ok({
      data: { slug: slug.value, containers: rows.value },
      lines: lines.length > 0 ? lines : ['No container.'],
    });
  },
});
