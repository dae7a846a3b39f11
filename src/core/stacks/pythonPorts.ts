import type { PyExpression, PyModule, RepoFacts } from '../model/facts';
import type { Entry } from '../model/stackModel';
import type { PortStatement } from './define';
import { at, portIn, portOf } from './probes';
import { ownProcesses } from './commandTargets';
import { portWeights } from './portWeights';
import { isProse, nearness, programAt } from './processLines';

/** Programs that serve Python applications, and the options that give them a port, as their documentation has them. */
const servers: readonly { readonly program: string; readonly options: readonly string[]; readonly develops?: true }[] =
  [
    { program: 'flask', options: ['-p', '--port'], develops: true },
    { program: 'fastapi', options: ['--port'] },
    { program: 'uvicorn', options: ['--port'] },
    { program: 'hypercorn', options: ['-b', '--bind'] },
    { program: 'gunicorn', options: ['-b', '--bind'] },
    { program: 'granian', options: ['--port'] },
    { program: 'daphne', options: ['-p', '--port'] },
    { program: 'waitress-serve', options: ['--port', '--listen'] },
    { program: 'uwsgi', options: ['--http', '--http-socket', '--socket', '-s'] },
    { program: 'runserver', options: [], develops: true },
    { program: 'runserver_plus', options: [], develops: true },
  ];

/** Where any Python server's port may be stated: code, configuration, then what the author's command lines pass. */
export const pythonPorts = (...variables: readonly string[]) => [
  runArgument,
  (facts: RepoFacts) => variables.flatMap((name) => settingOf(facts, name)),
  gunicornBind,
  serverCommands,
];

/** `app.run(port=8000)`, `uvicorn.run(app, port=8000)`: beside the entry if it stands there, else in a file that is not aside. */
function runArgument(facts: RepoFacts, entry: Entry): readonly PortStatement[] {
  const stated = facts.modules
    .filter(({ file }) => !/(^|\/)(tests?|examples?|docs|scripts|tools|benchmarks?)\//.test(file))
    .flatMap((module) =>
      module.calls
        .filter(
          (call) => /(^|\.)(run|run_simple|serve|WSGIServer|make_server)$/.test(call.callee) && portArgument(call),
        )
        .flatMap((call) => {
          const reason = `${call.callee.split('.').slice(-2).join('.')}() is given the port`;
          return portOfExpression(facts, module, portArgument(call), (value) =>
            portIn(value, at(call, reason, portWeights.code)),
          ).map((each) => ({ ...each, module }));
        }),
    );
  const beside = stated.filter(({ module }) => 'module' in entry && module.module === entry.module);
  return beside.length > 0 ? beside : stated;
}

/** The port among the arguments of a call that serves; werkzeug's run_simple has it second. */
function portArgument({
  callee,
  args,
  keywords,
}: {
  readonly callee: string;
  readonly args: readonly PyExpression[];
  readonly keywords: Readonly<Record<string, PyExpression>>;
}): PyExpression | undefined {
  const positional = /(^|\.)(run_simple|make_server)$/.test(callee) ? args[1] : undefined;
  return keywords['port'] ?? positional;
}

/** What an expression comes to: a name stands for what is assigned to it, a variable of the environment for its value in an example. */
function portOfExpression(
  facts: RepoFacts,
  module: PyModule,
  expression: PyExpression | undefined,
  state: (value: PyExpression) => readonly PortStatement[],
  depth = 0,
): readonly PortStatement[] {
  if (!expression || depth > 4) return [];
  const again = (value: PyExpression, where = module) => portOfExpression(facts, where, value, state, depth + 1);
  if (expression.kind === 'name') {
    const found = assignedTo(facts, module, expression.name);
    return found ? again(found.value, found.module) : [];
  }
  if (expression.kind === 'call') {
    const [first] = expression.args;
    if (first?.kind === 'string') {
      const set = settingOf(facts, first.value).map((each) => ({
        ...each,
        evidence: { ...each.evidence, weight: portWeights.code },
      }));
      if (set.length > 0) return set;
    }
    const last = expression.keywords['default'] ?? expression.args.at(-1);
    return last && (last !== first || last.kind !== 'string') ? again(last) : [];
  }
  if (expression.kind === 'either')
    return expression.options.reduce<readonly PortStatement[]>(
      (found, option) => (found.length > 0 ? found : again(option)),
      [],
    );
  return state(expression);
}

/** The one value that a name has: in this module, in the one that it is imported from, or as a field of a class of settings. */
function assignedTo(
  facts: RepoFacts,
  module: PyModule,
  name: string,
): { readonly value: PyExpression; readonly module: PyModule } | undefined {
  const own = module.assignments.filter(({ target }) => target === name);
  if (own.length > 0) return own[0] && { value: own[0].value, module };
  const [field = '', ...before] = name.split('.').reverse();
  const option = module.calls.find(
    ({ callee, args, keywords }) =>
      /(^|\.)add_argument$/.test(callee) &&
      keywords['default'] !== undefined &&
      args.some((each) => each.kind === 'string' && each.value === `--${field.replaceAll('_', '-')}`),
  );
  const preset = option?.keywords['default'];
  if (preset) return { value: preset, module };
  const from = facts.modules.find((each) => each.module === before.reverse().join('.'));
  const imported = from?.assignments.find(({ target }) => target === field);
  if (from && imported) return { value: imported.value, module: from };
  const fields = facts.modules.flatMap((each) =>
    each.assignments
      .filter(({ target }) => new RegExp(`^\\w+\\.${field.replaceAll(/\W/g, '')}$`, 'i').test(target))
      .map(({ value }) => ({ value, module: each })),
  );
  return fields.length === 1 ? fields[0] : undefined;
}

/** A variable has its port in a file of the author's: .flaskenv, .env.example, a unit, a platform's file. */
function settingOf(facts: RepoFacts, variable: string): readonly PortStatement[] {
  const entries = [...facts.envFiles.flatMap(({ entries: each }) => each), ...facts.settings];
  return entries
    .filter(({ name, value }) => name === variable && value !== '')
    .flatMap((entry) => portOf(entry.value, at(entry, `${entry.file} sets ${variable}`, portWeights.configuration)));
}

/** A gunicorn configuration file binds a port. https://docs.gunicorn.org/en/stable/settings.html#bind */
function gunicornBind(facts: RepoFacts): readonly PortStatement[] {
  return facts.modules
    .filter((module) => /(^|\/)(gunicorn[._a-z]*|[a-z_]*gunicorn)\.py$/.test(module.file))
    .flatMap((module) =>
      module.assignments
        .filter((assignment) => assignment.target === 'bind' && assignment.scope === '')
        .flatMap((assignment) =>
          portIn(assignment.value, at(assignment, 'gunicorn binds this port', portWeights.configuration)),
        ),
    );
}

/** What the author's command lines give to a server: one for developing weighs as configuration does, one of a README least. */
function serverCommands(facts: RepoFacts): readonly PortStatement[] {
  return ownProcesses(facts).flatMap((line) =>
    servers.flatMap(({ program, options, develops }) => {
      const start = programAt(line, program);
      if (start < 0) return [];
      const rest = line.argv.slice(start + 1);
      const reloads = develops ?? rest.some((word) => word === '--reload' || word === 'dev');
      const weight = isProse(line.file)
        ? nearness(line, portWeights.proxy)
        : reloads
          ? portWeights.configuration
          : portWeights.deployment;
      // `manage.py runserver 0.0.0.0:8001` has it as a word of its own.
      const words =
        options.length === 0 ? rest.filter((word) => /^([\w.[\]:]*:)?\d{2,5}$/.test(word)) : valuesOf(rest, options);
      return words.flatMap((word) => portOf(word, at(line, `${program} is started with it`, weight)));
    }),
  );
}

/** Values of options: `-b :80`, `-b:80`, `--bind=:80`. */
function valuesOf(words: readonly string[], options: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const option = options.find((each) => word === each || word.startsWith(`${each}=`));
    if (option) return (word === option ? words[index + 1] : word.slice(option.length + 1)) ?? [];
    const short = options.find((each) => /^-\w$/.test(each) && word.startsWith(each) && !word.startsWith('--'));
    return short ? [word.slice(short.length)] : [];
  });
}
