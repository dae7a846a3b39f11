import type { ProcessLine, RepoFacts, Source } from '../model/facts';
import type { EntryCandidate } from './define';
import { at } from './probes';

interface TargetOption {
  readonly program: string;
  /** The target is a word of its own: `gunicorn wsgi:app`. */
  readonly positional?: boolean;
  /** Or the value of an option: `flask --app portal run`. */
  readonly options?: readonly string[];
  /** Or of a variable: FLASK_APP in .flaskenv or before the command. */
  readonly variable?: string;
}

/** What the author's own command lines and settings name as the application, where it exists in the code. */
export function commandTargets(facts: RepoFacts, known: readonly TargetOption[]): readonly EntryCandidate[] {
  const found: EntryCandidate[] = [];
  for (const option of known) {
    for (const line of facts.processes) {
      const word = wordOf(line, option);
      if (word) found.push(...resolve(facts, word, line, `${option.program} is started with it`));
    }
    for (const file of facts.envFiles) {
      for (const entry of file.entries) {
        if (entry.name === option.variable && entry.value)
          found.push(...resolve(facts, entry.value, entry, `${file.file} sets ${entry.name}`));
      }
    }
  }
  return found;
}

function wordOf(line: ProcessLine, option: TargetOption): string | undefined {
  const start = line.argv.findIndex((word) => word === option.program || word.endsWith(`/${option.program}`));
  if (start < 0) return undefined;
  const rest = line.argv.slice(start + 1);
  for (const [index, word] of rest.entries()) {
    const name = option.options?.find((each) => word === each || word.startsWith(`${each}=`));
    if (name) return word === name ? rest[index + 1] : word.slice(name.length + 1);
  }
  if (option.positional) return rest.find((word) => /^[A-Za-z_][\w.]*:[A-Za-z_]\w*(\(\))?$/.test(word));
  return option.variable ? line.environment[option.variable] : undefined;
}

/** 'wsgi:app', 'portal:create_app()', 'portal', 'app.py', 'celery_worker.celery': only what the code has. */
function resolve(facts: RepoFacts, word: string, source: Source, reason: string): readonly EntryCandidate[] {
  const [left = '', right = ''] = word.replace(/\(.*\)$/, '').split(':');
  const dotted = left.replace(/\.py$/, '').replaceAll('/', '.');
  const direct = facts.modules.find((module) => module.module === dotted);
  const names = right ? [right] : ['app', 'application', 'create_app', 'make_app', 'celery'];
  const candidates = direct
    ? names.map((name) => ({ module: direct, name }))
    : facts.modules
        .filter((module) => dotted === `${module.module}.${dotted.split('.').at(-1) ?? ''}`)
        .map((module) => ({ module, name: dotted.split('.').at(-1) ?? '' }));
  for (const { module, name } of candidates) {
    const made = module.functions.find((each) => each.scope === '' && each.name === name);
    const assigned =
      module.assignments.some((each) => each.scope === '' && each.target === name) ||
      module.imports.some((each) => each.scope === '' && each.local === name);
    if (!made && !assigned) continue;
    const kind = made ? ('factory' as const) : ('instance' as const);
    return [
      {
        entry: { module: module.module, attribute: name, kind, importRoot: module.importRoot },
        evidence: at(source, reason, 5),
      },
    ];
  }
  return [];
}
