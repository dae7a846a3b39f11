import type { ProcessLine, PyModule, RepoFacts, Source } from '../model/facts';
import type { PythonEntry } from '../model/stackModel';
import type { EntryCandidate } from './define';
import { at } from './probes';
import { isProse, programAt } from './processLines';

interface TargetOption {
  readonly program: string;
  /** The target is a word of its own: `gunicorn wsgi:app`. */
  readonly positional?: boolean;
  /** Or the value of an option: `flask --app portal run`. */
  readonly options?: readonly string[];
  /** Or of a variable: FLASK_APP in .flaskenv or before the command. */
  readonly variable?: string;
  /** Or a file: `fastapi run app/main.py`. */
  readonly file?: boolean;
  /** Names that are looked for in a module that is given alone, best first. */
  readonly names?: readonly string[];
  /** Module of a package that has the application where the package itself has none: Celery's `-A portal` means portal.celery too. */
  readonly submodule?: string;
}

/** What serves WSGI applications. */
export const wsgiServers: readonly TargetOption[] = [
  { program: 'gunicorn', positional: true },
  { program: 'waitress-serve', positional: true },
  { program: 'uwsgi', options: ['-w', '--module', '--wsgi', '--wsgi-file'] },
  { program: 'mod_wsgi-express', options: ['start-server'] },
];

/** What serves ASGI applications. */
export const asgiServers: readonly TargetOption[] = ['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'daphne'].map(
  (program) => ({ program, positional: true }),
);

/** More than what the code alone can suggest (pythonEntries.ts): the author starts it so. */
const started = 8;
/** Decides only where the code suggests two alike: what a README tells may be old. */
const named = 0.25;

const conventional = ['app', 'application', 'create_app', 'make_app'];

/** What the author's own command lines and settings name as the application, where it exists in the code. */
export function commandTargets(facts: RepoFacts, known: readonly TargetOption[]): readonly EntryCandidate[] {
  const found: EntryCandidate[] = [];
  for (const option of known) {
    const names = option.names ?? conventional;
    const add = (word: string, source: Source, folder: string, reason: string, weight: number) => {
      const entry =
        resolveTarget(facts, word, folder, names) ??
        (option.submodule ? resolveTarget(facts, `${word}.${option.submodule}`, folder, names) : undefined);
      if (entry) found.push({ entry, evidence: at(source, reason, weight) });
    };
    for (const line of facts.processes) {
      const word = wordOf(line, option);
      if (word)
        add(word, line, folderOf(line), `${option.program} is started with it`, isProse(line.file) ? named : started);
    }
    for (const { name, value, ...source } of [...facts.envFiles.flatMap(({ entries }) => entries), ...facts.settings]) {
      if (name === option.variable && value) add(value, source, '', `${source.file} sets ${name}`, started);
    }
  }
  return found;
}

function wordOf(line: ProcessLine, option: TargetOption): string | undefined {
  const start = programAt(line, option.program);
  if (start < 0) return undefined;
  const rest = line.argv.slice(start + 1);
  for (const [index, word] of rest.entries()) {
    const name = option.options?.find((each) => word === each || word.startsWith(`${each}=`));
    if (name) return word === name ? rest[index + 1] : word.slice(name.length + 1);
  }
  if (option.positional) return rest.find((word) => /^[A-Za-z_][\w.]*:[A-Za-z_]\w*(\(.*\))?$/.test(word));
  if (option.file) return rest.find((word) => /^[\w./-]+\.py(:\w+)?$/.test(word));
  return option.variable ? line.environment[option.variable] : undefined;
}

/** Where a command runs: gunicorn's --chdir and uvicorn's --app-dir count from the line's own folder. */
function folderOf({ argv, folder = '' }: ProcessLine): string {
  const index = argv.findIndex((word) => /^--(chdir|app-dir)(=|$)/.test(word));
  const moved = index < 0 ? undefined : (/=(.*)$/.exec(argv[index] ?? '')?.[1] ?? argv[index + 1]);
  if (moved === undefined || moved.startsWith('/')) return moved ?? folder;
  return `${folder}/${moved}`.replace(/^\//, '').replaceAll(/\/\.(?=\/|$)/g, '');
}

/**
 * 'wsgi:app', 'portal:create_app()', 'portal', 'app.py', 'celery_worker.celery': only what the code has. A module that is not importable
 * from where Drydock would, is from `folder`, or from the one folder in which it can be found.
 */
function resolveTarget(
  facts: RepoFacts,
  word: string,
  folder: string,
  conventions: readonly string[] = conventional,
): PythonEntry | undefined {
  const [left = '', right = ''] = word.replace(/\(.*\)$/, '').split(':');
  const dotted = left
    .replace(/\.py$/, '')
    .replace(/^\.?\//, '')
    .replaceAll('/', '.');
  const names = right ? [right] : conventions;
  const last = dotted.split('.').at(-1) ?? '';
  const parent = dotted.slice(0, Math.max(0, dotted.length - last.length - 1));
  const places = placesOf(facts, dotted, folder).map((place) => ({ ...place, names }));
  const inside = places.length === 0 && parent && !right ? placesOf(facts, parent, folder) : [];
  for (const { module, importRoot, name, names: wanted } of [
    ...places,
    ...inside.map((place) => ({ ...place, names: [last] })),
  ]) {
    for (const attribute of wanted) {
      const made = module.functions.some((each) => each.scope === '' && each.name === attribute);
      const assigned =
        module.assignments.some((each) => each.scope === '' && each.target === attribute) ||
        module.imports.some((each) => each.scope === '' && each.local === attribute);
      if (made || assigned) return { kind: made ? 'factory' : 'instance', module: name, attribute, importRoot };
    }
  }
  return undefined;
}

/** Command lines that start what is in this unit: those that name an application have it here. */
export const ownProcesses = (facts: RepoFacts): readonly ProcessLine[] =>
  facts.processes.filter((line) => {
    const target = line.argv.find((word) => /^[A-Za-z_][\w.]*:[A-Za-z_]\w*(\(.*\))?$/.test(word));
    return target === undefined || resolveTarget(facts, target, line.folder ?? '') !== undefined;
  });

interface ModulePlace {
  readonly module: PyModule;
  /** As it is imported from there. */
  readonly name: string;
  readonly importRoot: string;
}

function placesOf(facts: RepoFacts, dotted: string, folder: string): readonly ModulePlace[] {
  const direct = facts.modules.filter((module) => module.module === dotted);
  const path = dotted.replaceAll('.', '/');
  const below = (module: PyModule) =>
    [`${path}.py`, `${path}/__init__.py`].find((end) => module.file === end || module.file.endsWith(`/${end}`));
  const found = facts.modules.flatMap((module) => {
    const end = below(module);
    return end ? [{ module, name: dotted, importRoot: module.file.slice(0, -end.length).replace(/\/$/, '') }] : [];
  });
  // Paths of another machine end as those of the repository do: /srv/portal/backend is backend.
  const here = found.filter(({ importRoot }) => importRoot !== '' && `/${folder}`.endsWith(`/${importRoot}`));
  if (here.length > 0) return here;
  if (direct.length > 0)
    return direct.map((module) => ({ module, name: module.module, importRoot: module.importRoot }));
  return found.length === 1 ? found : [];
}
