import { join } from 'node:path';
import type { Proposal } from '../core/dockerize';
import type { FileChange } from '../core/model/change';
import type { Conclusion } from '../core/model/evidence';
import type { Diagnostic } from '../core/model/diagnostic';
import { commandText, entryText } from '../core/model/stackModel';
import { answerNotes, answerText, correctionLines } from '../core/observe/startText';
import { urlsOf, why } from '../core/render/readme';
import { routesOf } from '../core/render/render';
import { decisions } from '../core/explain/planValues';
import type { EnsuredInfra } from '../host/infra';
import type { Started } from '../host/start';
import type { Paint } from './terminal';

/** What was found, each with its strongest reason. */
export function summaryLines({ plan }: Pick<Proposal, 'plan'>, paint: Paint): readonly string[] {
  const row = (title: string, value: string, conclusion: Conclusion<unknown>) =>
    `  ${title.padEnd(16)} ${paint.bold(value)}  ${paint.dim(why(conclusion))}`;
  const lines = [
    paint.bold(plan.slug),
    ...(plan.basis.evidence.length > 0
      ? [row('Services', plan.basis.value === 'own' ? 'Drydock’s own' : 'the author’s', plan.basis)]
      : []),
    ...plan.runtimes.map(({ title, version }) => row(title, version.value, version)),
  ];
  for (const app of plan.apps) {
    lines.push(
      row(plan.apps.length > 1 ? `${app.name}: ${app.title}` : app.title, entryText(app.entry.value), app.entry),
    );
    if (app.port) lines.push(row('  port', String(app.port.number.value), app.port.number));
    for (const { port, to, reason } of app.forwards)
      lines.push(`  ${'  localhost'.padEnd(16)} ${paint.bold(`${port} leads to ${to}`)}  ${paint.dim(reason)}`);
    if (app.observed?.loopback)
      lines.push(
        `  ${'  localhost'.padEnd(16)} ${paint.bold('led to it from other containers')}  ${paint.dim(`it listens on ${app.observed.loopback} alone`)}`,
      );
    if (app.profile) lines.push(row('  not started', `--profile ${app.profile}`, app.starts));
  }
  for (const { name, title, port, role } of plan.authored?.services ?? [])
    lines.push(row(name, port ? `${title}, port ${port.value}` : title, port ?? role));
  for (const service of plan.services) lines.push(row(service.title, service.image.value, service.need));
  for (const { migration } of plan.migrations) lines.push(row('Schema', commandText(migration.value.argv), migration));
  for (const { name, route } of routesOf(plan))
    lines.push(`  ${'Route'.padEnd(16)} ${urlsOf(plan, route).map(paint.bold).join('  ')}  ${paint.dim(name)}`);
  const decided = decisions(plan);
  if (decided.length > 0)
    lines.push(
      paint.bold('Decided by you'),
      ...decided.map((each) => row(each.name, each.value.replaceAll(/\s+/g, ' '), each)),
    );
  return lines;
}

const signs = { create: '+', update: '~', remove: '-', kept: '=', unchanged: ' ' } as const;

/** The files of a change as a tree, folders first named once. */
export function treeLines(changes: readonly FileChange[], paint: Paint): readonly string[] {
  const shown = changes.filter((change) => change.kind !== 'unchanged');
  if (shown.length === 0) return [paint.dim('Nothing to write: every file is as it should be.')];
  const lines: string[] = [];
  let folder = '';
  for (const change of [...shown].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const at = change.path.lastIndexOf('/');
    const parent = at < 0 ? '' : change.path.slice(0, at + 1);
    if (parent !== folder && parent) lines.push(`    ${paint.dim(parent)}`);
    folder = parent;
    const name = `${parent ? '  ' : ''}${change.path.slice(at + 1)}`;
    const colour = change.kind === 'kept' ? paint.yellow : change.kind === 'remove' ? paint.red : paint.green;
    const note =
      change.kind === 'kept'
        ? `  left alone: ${change.reason === 'edited' ? 'you have edited it' : 'Drydock did not write it'} (drydock up --dry-run shows the difference)`
        : '';
    lines.push(`  ${colour(signs[change.kind])} ${name}${paint.dim(note)}`);
  }
  return lines;
}

/** Files of the shared infra that the user has edited, and that a newer Drydock would have written otherwise. */
export const keptInfraLines = ({ folder, kept }: EnsuredInfra, paint: Paint): readonly string[] =>
  kept.map(
    (path) =>
      `  ${paint.yellow('=')} ${join(folder, path)}${paint.dim('  left alone: you have edited it (move it away, and drydock infra up writes its own)')}`,
  );

/** Warnings and notes, each with its next step. */
export function diagnosticLines(diagnostics: readonly Diagnostic[], paint: Paint): readonly string[] {
  return diagnostics.map((each) => {
    const place = each.file ? ` (${each.file}${each.line ? `:${each.line}` : ''})` : '';
    const colour = each.severity === 'note' ? paint.dim : paint.yellow;
    return `  ${colour(each.severity)} ${each.message}${place}${each.next ? ` ${paint.dim(each.next)}` : ''}`;
  });
}

/** What was corrected (planned, seen, changed), and the answer of each app. */
export function startedLines({ answers, corrections, changes }: Started, paint: Paint): readonly string[] {
  const corrected = corrections.flatMap(correctionLines);
  return [
    ...(corrected.length > 0 ? [...corrected.map(paint.yellow), '  changed', ...treeLines(changes, paint), ''] : []),
    ...answers.flatMap((answered) => [
      `${(answered.diagnosis ? paint.yellow : paint.green)('up')} ${paint.bold(answerText(answered))}`,
      ...answerNotes(answered),
    ]),
  ];
}

/** The commands that a person goes on with. */
export function commandLines(paint: Paint): readonly string[] {
  return [
    paint.bold('Commands'),
    '  ./ops/up.sh                start, and wait until it answers (later also: docker compose up -d)',
    '  ./ops/down.sh              stop; the data stays',
    '  ./ops/logs.sh [SERVICE]    follow the logs',
    '  ./ops/shell.sh [SERVICE]   a shell in a container',
    '  drydock infra up           the shared router (docker compose up -d in ~/docker-infra/traefik)',
    '',
    paint.bold('When something is wrong'),
    '  ./ops/status.sh            containers, health, and what the router answers',
    '  README-DOCKER.md           hot reload, permissions, migrations, caches',
    '  drydock undo               takes back what was written, to the byte',
  ];
}
