import type { Proposal } from '../../core/dockerize';
import type { FileChange } from '../../core/model/change';
import { lockPath } from '../../core/change/lockFile';
import { decisions } from '../../core/explain/planValues';
import { commandText, entryText } from '../../core/model/stackModel';
import type { Conclusion, Evidence } from '../../core/model/evidence';
import { settingsFile } from '../../core/model/settings';

/** A row of the Review view: a heading, a conclusion with its reason, a place that speaks for it, or a file. */
export type ReviewRow =
  | {
      readonly kind: 'heading';
      readonly label: string;
      readonly description: string;
      readonly open: boolean;
      readonly children: readonly ReviewRow[];
    }
  | {
      readonly kind: 'finding';
      readonly label: string;
      readonly description: string;
      readonly icon: string;
      readonly children: readonly ReviewRow[];
      /** What drydock.yml may decide otherwise. */
      readonly setting?: Setting;
    }
  | { readonly kind: 'evidence'; readonly evidence: Evidence }
  | {
      readonly kind: 'notice';
      readonly label: string;
      readonly description: string;
      readonly severity: 'error' | 'warning' | 'note';
      readonly file?: string;
      readonly line?: number;
    }
  /** checked: it will be written; undefined: that is no choice. */
  | { readonly kind: 'change'; readonly change: FileChange; readonly checked: boolean | undefined };

/** A value by its name in drydock.yml, and what it is now. */
export interface Setting {
  readonly name: string;
  readonly value: string;
}

/** Places that are listed for a conclusion before the rest is folded away. */
const shown = 5;

type Shown = Pick<Proposal, 'plan' | 'model' | 'changes'>;

/** What was found and why, what deserves attention, and every file that would change; `left`: paths that the user leaves out. */
export function reviewRows(proposal: Shown, left: ReadonlySet<string>): readonly ReviewRow[] {
  const { plan, model, changes } = proposal;
  const notices = plan.diagnostics.map((notice): ReviewRow => ({
    kind: 'notice',
    label: notice.message,
    description: notice.next ?? '',
    severity: notice.severity,
    ...(notice.file !== undefined && { file: notice.file }),
    ...(notice.line !== undefined && { line: notice.line }),
  }));
  const findings = findingRows({ plan, model });
  const decided = decisions(plan).map((each) => finding(`${each.name}: ${each.value}`, '', 'edit', each, each));
  const written = writtenChanges(changes);
  const kept = changes.filter(({ kind }) => kind === 'kept');
  return [
    heading('Decided by you', `${decided.length}`, true, decided),
    heading('Findings', `${findings.length}`, true, findings),
    heading('Notices', `${notices.length}`, false, notices),
    heading(
      'Changes',
      countChanges(changes.filter(({ path }) => !left.has(path))),
      true,
      written.map((change) => ({
        kind: 'change',
        change,
        checked: isChoice(change) ? !left.has(change.path) : undefined,
      })),
    ),
    heading(
      'Left alone',
      `${kept.length}, yours`,
      false,
      kept.map((change) => ({ kind: 'change', change, checked: undefined })),
    ),
  ].filter((row) => row.kind === 'heading' && row.children.length > 0);
}

/** True for a change that writes or removes a file. */
export const isWritten = ({ kind }: FileChange): boolean => kind === 'create' || kind === 'update' || kind === 'remove';

/** Notes of Drydock's own, the line that gives a clone its name, and what the user has just decided go with the others. */
const isChoice = ({ path }: FileChange): boolean => path !== lockPath && path !== '.env' && path !== settingsFile;

/** What would be written, in the order in which a person wants to read it. */
export function writtenChanges(changes: readonly FileChange[]): readonly FileChange[] {
  const ranked = changes.filter(isWritten).map((change) => ({ change, rank: rankOf(change.path) }));
  return ranked.sort((a, b) => a.rank - b.rank || (a.change.path < b.change.path ? -1 : 1)).map(({ change }) => change);
}

/** What was decided, the name of a second clone, compose files, Dockerfiles, the rest of the root, folders, dot files, Drydock's own lock. */
function rankOf(path: string): number {
  if (path === '.env' || path === settingsFile) return -1;
  if (path.startsWith('.drydock/')) return 6;
  if (path.startsWith('.')) return 5;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'docker-compose.yml' || name === 'docker-compose.drydock.yml') return 0;
  if (name.startsWith('docker-compose.')) return 1;
  if (name.endsWith('Dockerfile')) return 2;
  return path.includes('/') ? 4 : 3;
}

/** '3 new, 1 updated'; 'nothing' when no file would change. */
export function countChanges(changes: readonly FileChange[]): string {
  const words = { create: 'new', update: 'updated', remove: 'removed' } as const;
  const parts = (['create', 'update', 'remove'] as const).flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count === 0 ? [] : [`${count} ${words[kind]}`];
  });
  return parts.join(', ') || 'nothing';
}

function heading(label: string, description: string, open: boolean, children: readonly ReviewRow[]): ReviewRow {
  return { kind: 'heading', label, description, open, children };
}

function findingRows({ plan, model }: Pick<Shown, 'plan' | 'model'>): readonly ReviewRow[] {
  const name = finding(`Name: ${plan.slug}`, `http://${plan.slug}.localhost`, 'globe', plan.naming, {
    name: 'slug',
    value: plan.slug,
  });
  const apps = plan.apps.flatMap((app) => [
    finding(`${app.name}: ${app.title}`, '', 'server-process', app.stack, {
      name: `apps.${app.name}.framework`,
      value: app.stack.value,
    }),
    finding(
      `${app.name} ${'module' in app.entry.value ? 'imports' : 'runs'} ${entryText(app.entry.value)}`,
      '',
      'symbol-method',
      app.entry,
      { name: `apps.${app.name}.entry`, value: entryText(app.entry.value) },
    ),
    ...(app.port
      ? [
          finding(`${app.name} listens on ${app.port.number.value}`, '', 'plug', app.port.number, {
            name: `apps.${app.name}.port`,
            value: String(app.port.number.value),
          }),
        ]
      : []),
    ...(app.starts.value
      ? []
      : [
          finding(`${app.name} does not start by itself`, '', 'debug-pause', app.starts, {
            name: `apps.${app.name}.starts`,
            value: 'false',
          }),
        ]),
  ]);
  const authored = (plan.authored?.services ?? []).map((service) =>
    finding(
      `${service.name}: ${service.title}`,
      service.port ? `port ${service.port.value}` : '',
      'package',
      service.port ?? service.role,
      service.port && { name: `apps.${service.name}.port`, value: service.port.value },
    ),
  );
  const basis =
    plan.basis.evidence.length > 0
      ? [
          finding(
            `Services: ${plan.basis.value === 'own' ? 'Drydock’s own' : 'the author’s'}`,
            '',
            'layers',
            plan.basis,
            { name: 'basis', value: plan.basis.value },
          ),
        ]
      : [];
  const services = plan.services.map((service) =>
    finding(`${service.name}: ${service.title}`, service.image.value, 'database', service.need, {
      name: `services.${service.id}.image`,
      value: service.image.value,
    }),
  );
  const migrations = model.migrations.map((migration) =>
    finding(`Migrations: ${commandText(migration.value.argv)}`, '', 'versions', migration, {
      name: `runtimes.${migration.value.runtime}.migrate`,
      value: commandText(migration.value.argv),
    }),
  );
  return [
    name,
    ...basis,
    ...authored,
    ...apps,
    ...services,
    ...migrations,
    ...plan.runtimes.flatMap(({ id, title, version, deps, dependencies }) => [
      finding(`${title} ${version.value}`, '', 'symbol-numeric', version, {
        name: `runtimes.${id}.version`,
        value: version.value,
      }),
      ...(deps ? [finding(`Dependencies: ${dependencies.value}`, '', 'package', dependencies)] : []),
    ]),
  ];
}

function finding(
  label: string,
  detail: string,
  icon: string,
  conclusion: Conclusion<unknown>,
  setting?: Setting,
): ReviewRow {
  const sure = ['stated', 'chosen'].includes(conclusion.certainty) ? '' : conclusion.certainty;
  return {
    kind: 'finding',
    label,
    description: [detail, sure, conclusion.reason].filter(Boolean).join(' · '),
    icon,
    children: evidenceRows(conclusion.evidence),
    ...(setting && { setting: { name: setting.name, value: setting.value } }),
  };
}

/** The strongest evidence first; what repeats it stands folded below. */
function evidenceRows(evidence: readonly Evidence[]): readonly ReviewRow[] {
  const rows = [...evidence]
    .sort((a, b) => b.weight - a.weight)
    .map((each): ReviewRow => ({ kind: 'evidence', evidence: each }));
  const more = rows.slice(shown);
  return more.length < 2 ? rows : [...rows.slice(0, shown), heading(`${more.length} more`, '', false, more)];
}
