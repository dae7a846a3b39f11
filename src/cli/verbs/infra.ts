import { infraLogs, infraStatus } from '../../core/compose/commands';
import { failed, ok, type Result } from '../../core/model/failure';
import { ensureInfra, type EnsuredInfra } from '../../host/infra';
import { runCompose } from '../../host/runCompose';
import { runScript } from '../../host/scripts';
import { loadTemplates } from '../../host/templates';
import { keptInfraLines } from '../summary';
import { paintFor } from '../terminal';
import { defineVerb, type Context, type Outcome } from '../verb';

type Action = (context: Context, infra: EnsuredInfra) => Promise<Result<Outcome>>;
const actions: ReadonlyMap<string, Action> = new Map([
  ['up', up],
  ['down', down],
  ['logs', show(infraLogs)],
  ['status', show(infraStatus)],
]);

/** `drydock infra up|down|logs|status`: the part that all projects share. */
export const infra = defineVerb({
  name: 'infra',
  usage: 'infra up|down|logs|status',
  summary: 'the shared router, caches and base images (~/docker-infra)',
  options: {},
  help: {},
  async run(context, _values, [name = '']) {
    const action = actions.get(name);
    if (!action) return failed({ code: 'usage', message: 'Say up, down, logs or status.', next: 'drydock infra up' });
    const ensured = await ensureInfra(context.env, await loadTemplates(context.templates));
    return ensured.ok ? action(context, ensured.value) : ensured;
  },
});

async function up(context: Context, ensured: EnsuredInfra): Promise<Result<Outcome>> {
  const done = await script(context, ensured.folder, 'up');
  if (!done.ok) return done;
  const { folder, kept } = ensured;
  return ok({
    data: { folder, state: 'up', kept },
    lines: [...keptInfraLines(ensured, paintFor(process.stdout, context.env)), done.value],
  });
}

async function down(context: Context, { folder }: EnsuredInfra): Promise<Result<Outcome>> {
  const done = await script(context, folder, 'down');
  return done.ok ? ok({ data: { folder, state: 'down' }, lines: [done.value] }) : done;
}

async function script(context: Context, folder: string, action: 'up' | 'down'): Promise<Result<string>> {
  context.progress.step(`Infra ${action}`);
  const options = { progress: context.progress, signal: context.signal, env: context.env };
  const done = await runScript(folder, `ops/infra-${action}.sh`, [], options);
  return done.ok ? ok(done.value.trim()) : done;
}

function show(command: typeof infraLogs): Action {
  return async (context, { folder }) => {
    const text = await runCompose(`${folder}/traefik`, command(), context);
    if (!text.ok) return text;
    const output = text.value.trimEnd();
    return ok({ data: { folder, lines: output.split('\n') }, lines: [output] });
  };
}
