import type { PyCall, PyExpression, PyModule, PythonVersion, Source } from '../model/facts';
import { beside, RequirementList, type ManifestFacts } from './manifestFacts';
import { parsePythonModule } from './pythonModule';
import { normalise } from './requirements';

/** How many names and sums are followed from one value; a circle of names ends there. */
const furthest = 20;
/** Each string is looked for in the lines; with more of them, the call stands for the rest. */
const mostPlaced = 500;

/**
 * Reads what setup.py passes to setup(): install_requires, extras_require, python_requires, as far as they are literals or
 * variables of the module. undefined when it never calls setup(). Never throws.
 * https://setuptools.pypa.io/en/latest/references/keywords.html
 */
export function parseSetupPy(file: string, text: string, known: ReadonlySet<string>): ManifestFacts | undefined {
  const module = parsePythonModule({ file, module: 'setup', importRoot: '', isPackage: false }, text);
  const call = module.calls.find(({ callee }) =>
    ['setuptools.setup', 'distutils.core.setup', 'skbuild.setup', 'setup'].includes(callee),
  );
  if (!call) return undefined;
  const lines = text.split(/\r?\n/);
  const list = new RequirementList(file);
  const place = placer(file, lines, module, call);
  for (const item of texts(call.keywords['install_requires'], module))
    for (const line of item.split('\n')) list.add(line, place(line, 'install_requires'), '');
  const extras: string[] = [];
  for (const [name, value] of entriesOf(call.keywords['extras_require'], module)) {
    // 'dev:python_version>"3"' and ':marker' name a marker as well.
    const extra = normalise(name.split(':', 1)[0] ?? '');
    if (extra !== '') extras.push(extra);
    for (const item of texts(value, module)) list.add(item, place(item, 'extras_require'), extra);
  }
  const range = texts(call.keywords['python_requires'], module)[0];
  const versions: PythonVersion[] =
    range === undefined ? [] : [{ ...place(range, 'python_requires'), specifier: range, kind: 'range' }];
  const needs = call.keywords['install_requires'];
  const readable = list.found.some(({ group }) => group === '');
  return {
    manifest: {
      file,
      kind: 'setup',
      // What it opens for its list, where the list itself is no literal.
      includes: needs && !readable ? opened(module, file, known) : [],
      group: '',
      project: {
        name: texts(call.keywords['name'], module)[0] ?? '',
        dependencies: needs !== undefined && !(needs.kind === 'list' && needs.items.length === 0),
        extras: [...new Set(extras)],
        groups: [],
      },
    },
    requirements: list.found,
    versions,
  };
}

/** The value that a name of the module has, else the expression itself. */
function follow(value: PyExpression | undefined, module: PyModule, steps: number): PyExpression | undefined {
  if (value?.kind !== 'name' || steps > furthest) return value;
  const made = module.assignments.find(({ target, scope }) => target === value.name && scope === '');
  return follow(made?.value, module, steps + 1);
}

/** The strings of a list, of a sum of lists, or the one string itself. */
function texts(value: PyExpression | undefined, module: PyModule, steps = 0): readonly string[] {
  const found = follow(value, module, steps);
  if (!found || steps > furthest) return [];
  if (found.kind === 'string') return [found.value];
  const parts = found.kind === 'list' ? found.items : found.kind === 'joined' ? found.parts : [];
  return parts.flatMap((part) => texts(part, module, steps + 1));
}

/** A dictionary's entries with literal keys; dict(a=[...]), and `name["a"] = [...]` beside it, count too. */
function entriesOf(
  value: PyExpression | undefined,
  module: PyModule,
): readonly (readonly [string, PyExpression | undefined])[] {
  const found = follow(value, module, 0);
  const own =
    found?.kind === 'dict'
      ? found.entries.flatMap(({ key, value: each }) =>
          key.kind === 'string' ? [[key.value, each] as const] : ([] as const),
        )
      : found?.kind === 'call' && found.callee === 'dict'
        ? Object.entries(found.keywords)
        : [];
  if (value?.kind !== 'name') return own;
  const prefix = `${value.name}[`;
  const later = module.assignments.flatMap(({ target, value: each }) =>
    target.startsWith(prefix) && target.endsWith(']') ? [[target.slice(prefix.length, -1), each] as const] : [],
  );
  return [...own, ...later];
}

/** Where a string stands: from the keyword's line on, then anywhere; the call itself when it is not written in one piece. */
function placer(file: string, lines: readonly string[], module: PyModule, call: PyCall) {
  let placed = 0;
  return (value: string, keyword: string): Source => {
    if (++placed > mostPlaced) return { file, line: call.line, text: call.text };
    const named = call.keywords[keyword];
    const variable =
      named?.kind === 'name' ? module.assignments.find(({ target }) => target === named.name) : undefined;
    const has = (line: string) => value !== '' && line.includes(value);
    const from = variable
      ? variable.line - 1
      : lines.findIndex((line, at) => at >= call.line - 1 && line.includes(keyword));
    const near = from < 0 ? -1 : lines.findIndex((line, at) => at >= from && has(line));
    const index = near < 0 ? lines.findIndex(has) : near;
    return index < 0
      ? { file, line: call.line, text: call.text }
      : { file, line: index + 1, text: value.trim().slice(0, 200) };
  };
}

/** Files of the repository that some call of the module names: open('requirements.txt'), join(here, 'requirements.txt'). */
function opened(module: PyModule, file: string, known: ReadonlySet<string>): readonly string[] {
  const named = module.calls.flatMap(({ args }) => args.flatMap((arg) => (arg.kind === 'string' ? [arg.value] : [])));
  const paths = named.flatMap((path) => (/\.(txt|in)$/.test(path) ? (beside(file, path) ?? []) : []));
  return [...new Set(paths)].filter((path) => known.has(path) && !/readme|license|changes|version/i.test(path)).sort();
}
