import { createInterface } from 'node:readline/promises';
import type { FileChange } from '../../core/model/change';
import type { Flags } from '../../core/model/settings';
import { failed, ok, type Failure, type Result } from '../../core/model/failure';
import { answerText } from '../../core/observe/startText';
import { holdsSecrets, unifiedDiff } from '../../core/change/unifiedDiff';
import { stateFolder } from '../../host/applyChanges';
import { propose } from '../../host/project';
import { start } from '../../host/start';
import { loadTemplates } from '../../host/templates';
import type { Templates } from '../../core/dockerize';
import { infraFolder } from '../../host/infra';
import { foreseeSettled } from '../../host/settleSlug';
import { writeProject } from '../../host/writeProject';
import { commandLines, diagnosticLines, keptInfraLines, startedLines, summaryLines, treeLines } from '../summary';
import { fetchFolders, flagsOf, planHelp, planOptions } from '../target';
import { paintFor } from '../terminal';
import { defineVerb, type Context, type Outcome, type Values } from '../verb';

/** `drydock up`: writes what is missing and starts it, without a question. */
export const up = defineVerb({
  name: 'up',
  usage: 'up [PATH | URL ...]',
  summary: 'write what is missing, start everything, wait until it answers',
  options: {
    ...planOptions,
    'dry-run': { type: 'boolean' },
    full: { type: 'boolean' },
    'no-start': { type: 'boolean' },
  },
  help: {
    ...planHelp,
    'dry-run': 'print the unified diff, write and start nothing',
    full: 'print the contents of every file',
    'no-start': 'write the files, start nothing',
  },
  async run(context, values, positionals) {
    const templates = await loadTemplates(context.templates);
    const data: unknown[] = [];
    const lines: string[] = [];
    const flags = flagsOf(values);
    if (!flags.ok) return flags;
    const given = await fetchFolders(context, positionals);
    if (!given.ok) return given;
    let folders = given.value;
    for (let index = 0; index < folders.length; index++) {
      const done = await one(context, values, flags.value, folders[index] ?? '.', templates);
      if (!done.ok) {
        const asked = await askForPaths(context, positionals, done.failure);
        if (asked.length === 0) return done;
        const fetched = await fetchFolders(context, asked);
        if (!fetched.ok) return fetched;
        folders = fetched.value;
        index = -1;
        continue;
      }
      data.push(done.value.data);
      lines.push(...done.value.lines);
    }
    return ok({ data, lines });
  },
});

async function one(
  context: Context,
  values: Values,
  flags: Flags,
  root: string,
  templates: Templates,
): Promise<Result<Outcome>> {
  const paint = paintFor(process.stdout, context.env);
  context.progress.step(`Reading ${root}`);
  const proposal = await propose(root, { templates, flags, signal: context.signal });
  if (!proposal.ok) return proposal;
  const { plan } = proposal.value;
  const request = {
    root,
    infra: infraFolder(context.env),
    planned: plan.slug,
    wanted: values['slug'] !== undefined,
    changes: proposal.value.changes,
  };
  if (values['dry-run']) {
    const foreseen = await foreseeSettled(request);
    if (!foreseen.ok) return foreseen;
    const diffs = foreseen.value.changes.map(unifiedDiff).filter((text) => text !== '');
    const shown = foreseen.value.changes.map((change) => (holdsSecrets(change) ? brief([change])[0] : change));
    return ok({ data: { root, changes: shown }, lines: diffs.map((text) => text.trimEnd()) });
  }
  const written = await writeProject({ ...request, templates, state: stateFolder(context.env) });
  if (!written.ok) return written;
  const { slug, changes } = written.value;

  const lines = [
    ...summaryLines(proposal.value, paint),
    ...diagnosticLines(plan.diagnostics, paint),
    '',
    paint.bold('Files'),
    ...treeLines(changes, paint),
    ...keptInfraLines(written.value.infra, paint),
    ...(values['full']
      ? proposal.value.files.flatMap((file) => ['', paint.bold(`--- ${file.path}`), file.content.trimEnd()])
      : []),
    '',
    ...commandLines(paint),
  ];
  const data = { root, slug, changes: brief(changes), keptInfra: written.value.infra.kept };
  if (values['no-start']) return ok({ data, lines });
  const { progress, signal, env } = context;
  const state = stateFolder(env);
  const started = await start(root, proposal.value, { progress, signal, env, state, templates, flags });
  if (!started.ok) return notStarted(started.failure, data, lines, paint);
  const { answers, corrections, notes } = started.value;
  const [main] = answers;
  return ok({
    data: {
      ...data,
      changes: brief([...changes, ...started.value.changes]),
      ...(main && { answer: answerText(main) }),
      answers,
      corrections,
      notes,
    },
    lines: [...lines, '', ...noteLines(notes, paint), ...startedLines(started.value, paint)],
  });
}

/** Without an engine the files are written all the same, and that is a good end; every other failure is one. */
function notStarted(
  failure: Failure,
  data: object,
  lines: readonly string[],
  paint: ReturnType<typeof paintFor>,
): Result<Outcome> {
  if (failure.code !== 'engine-missing') return failed(failure);
  return ok({
    data: { ...data, notStarted: failure },
    lines: [...lines, '', `${paint.yellow('not started')} ${failure.message} ${failure.next ?? ''}`],
  });
}

const noteLines = (notes: readonly string[], paint: ReturnType<typeof paintFor>) =>
  notes.map((note) => `${paint.yellow('note')} ${note}`);

const brief = (changes: readonly FileChange[]) => changes.map(({ kind, path }) => ({ kind, path }));

/** The only question there is: on a terminal, without a path, in a folder where nothing can be served. */
async function askForPaths(
  context: Context,
  positionals: readonly string[],
  failure: Failure,
): Promise<readonly string[]> {
  if (!context.terminal || context.json || positionals.length > 0 || failure.code !== 'nothing-to-serve') return [];
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await reader.question('Give me the repo path(s) or URL(s) you want dockerized. ');
  reader.close();
  return answer.split(/\s+/).filter((word) => word !== '');
}
