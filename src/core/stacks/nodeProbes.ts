import type { RepoFacts } from '../model/facts';
import type { Expression, JsModule } from '../model/nodeFacts';
import type { Entry } from '../model/stackModel';
import type { EntryCandidate, PortStatement, Probe } from './define';
import { commandsOf, developCommands, developScripts, type ScriptCommand } from './nodeScripts';
import { portWeights } from './portWeights';
import { at, portIn, portOf } from './probes';

/** A package is required by the unit's own package.json; one of its workspace's root counts half. */
export function requires(name: string, weight: number): Probe {
  return (facts) =>
    facts.packages.flatMap((own, index) =>
      own.dependencies
        .filter((dependency) => dependency.name === name && dependency.group !== 'peer')
        .map((dependency) =>
          at(dependency, `${own.file} requires ${name}`, index === 0 ? weight : Math.ceil(weight / 2)),
        ),
    );
}

/** A call of a resolved name, e.g. 'express' or '@nestjs/core.NestFactory.create'. */
export function callsJs(callee: string | RegExp, weight: number): Probe {
  return (facts) => jsCalls(facts, callee).map(({ call }) => at(call, `${call.callee} is called here`, weight));
}

/** Every call of a name, with the file in which it stands. */
export function jsCalls(facts: RepoFacts, callee: string | RegExp) {
  const is = (name: string) => (typeof callee === 'string' ? name === callee : callee.test(name));
  return facts.jsModules.flatMap((module) =>
    module.calls.filter((call) => is(call.callee)).map((call) => ({ module, call })),
  );
}

/** The development commands that run a program, with one of its subcommands ('' : none, or options only). */
export function runs(facts: RepoFacts, program: string, subcommands: readonly string[]): readonly ScriptCommand[] {
  return developCommands(facts).filter(({ argv }) => {
    const [name, second = ''] = argv;
    return name === program && subcommands.includes(second.startsWith('-') ? '' : second);
  });
}

/** A script runs a program as a development server. */
export function scriptRuns(program: string, subcommands: readonly string[], weight: number): Probe {
  return (facts) =>
    runs(facts, program, subcommands)
      .slice(0, 1)
      .map(({ source, script }) => at(source, `the script ${script} runs ${program}`, weight));
}

/** Entries for the scripts that run a program; a better name weighs more. */
export function scriptEntries(facts: RepoFacts, found: readonly ScriptCommand[]): readonly EntryCandidate[] {
  const names = [...new Set(found.map(({ script }) => script))];
  return names.flatMap((name) => {
    const script = facts.packages[0]?.scripts.find((each) => each.name === name);
    const rank = developScripts.indexOf(name);
    const weight = rank < 0 ? 4 : Math.max(4, 9 - rank);
    return script
      ? [
          {
            entry: { kind: 'script', script: name, command: script.command } as const,
            evidence: at(script, `package.json has the script ${name}`, weight),
          },
        ]
      : [];
  });
}

/** The script of an entry gives the port by an option, or by a variable before the command. */
export function scriptPort(options: readonly string[], weight: number) {
  return (facts: RepoFacts, entry: Entry): readonly PortStatement[] =>
    entry.kind !== 'script'
      ? []
      : commandsOf(facts, entry.script).flatMap(({ argv, environment, source }) => {
          const reason = `the script ${entry.script} states it`;
          const byOption = argv.flatMap((word, index) => {
            const option = options.find((name) => word === name || word.startsWith(`${name}=`));
            if (!option) return [];
            return portOf(
              (word === option ? argv[index + 1] : word.slice(option.length + 1)) ?? '',
              at(source, reason, weight),
            );
          });
          return [...byOption, ...portOf(environment['PORT'] ?? '', at(source, reason, weight))];
        });
}

/** A value in the configuration that a file exports, e.g. ['server', 'port'] of vite.config.ts. */
export function configPort(file: RegExp, path: readonly string[], weight: number) {
  return (facts: RepoFacts): readonly PortStatement[] =>
    configs(facts, file).flatMap(({ module, value, source }) => {
      const found = memberOf(value, path);
      return found ? portIn(found, { ...at(source, `${module.file} states it`, weight) }) : [];
    });
}

/** What configuration files export: an object, or one handed to defineConfig(). */
export function configs(facts: RepoFacts, file: RegExp) {
  return facts.jsModules
    .filter((module) => file.test(module.file))
    .flatMap((module) =>
      module.assignments
        .filter(({ target }) => target === 'default' || target === 'module.exports')
        .map((source) => ({ module, source, value: configObject(module, source.value) })),
    );
}

function configObject(module: JsModule, value: Expression): Expression {
  if (value.kind === 'call' && value.args[0]) return configObject(module, value.args[0]);
  if (value.kind === 'name') {
    const assigned = module.assignments.find(({ target, scope }) => target === value.name && scope === '');
    return assigned && assigned.value.kind !== 'name' ? configObject(module, assigned.value) : value;
  }
  return value;
}

/** The value at a path of literal keys; undefined when there is none. */
export function memberOf(value: Expression, path: readonly string[]): Expression | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (value.kind !== 'dict') return undefined;
  const entry = value.entries.find((each) => each.key.kind === 'string' && each.key.value === key);
  return entry && memberOf(entry.value, rest);
}

const portNames = /^(HTTP_|SERVER_|APP_|API_|BACKEND_|NODE_)?PORT$/;

/** A variable that the server reads: its value in a file of the author's, else the code's own default. */
export function portVariable(facts: RepoFacts): readonly PortStatement[] {
  const read = facts.jsModules.flatMap((module) => module.environment).filter(({ name }) => portNames.test(name));
  const set = [...facts.envFiles.flatMap(({ entries }) => entries), ...facts.settings].filter(
    ({ name, value }) => portNames.test(name) && value !== '',
  );
  return [
    ...read.flatMap((each) =>
      set.some(({ name }) => name === each.name)
        ? []
        : portIn(each.fallback, at(each, `the code’s own default for ${each.name}`, portWeights.configuration)),
    ),
    ...set.flatMap((entry) =>
      portOf(
        entry.value,
        at(
          entry,
          `${entry.file} sets ${entry.name}`,
          read.some(({ name }) => name === entry.name) ? portWeights.code : portWeights.deployment,
        ),
      ),
    ),
  ];
}

/** `app.listen(4000)`, `listen({ port: 4000 })`, or a constant that is listened on; a variable's value in a file goes before its default. */
export function listenPort(weight: number) {
  return (facts: RepoFacts): readonly PortStatement[] =>
    jsCalls(facts, /(^|\.)(listen|serve)$/).flatMap(({ module, call }) => {
      const [first] = call.args;
      const value = first?.kind === 'dict' ? memberOf(first, ['port']) : first;
      if (!value) return [];
      const resolved = resolve(module, value);
      const names = variablesIn(resolved);
      const isSet = [...facts.envFiles.flatMap(({ entries }) => entries), ...facts.settings].some(
        (entry) => names.includes(entry.name) && entry.value !== '' && portNames.test(entry.name),
      );
      return isSet ? [] : portIn(resolved, at(call, `${call.callee}() listens on it`, weight));
    });
}

/** Names of the variables of the environment in an expression. */
function variablesIn(value: Expression): readonly string[] {
  switch (value.kind) {
    case 'name':
      return /^process\.env\.(\w+)$/.exec(value.name)?.slice(1) ?? [];
    case 'either':
      return value.options.flatMap(variablesIn);
    case 'call':
      return value.args.flatMap(variablesIn);
    default:
      return [];
  }
}

/** A name that the module assigns once stands for its value. */
function resolve(module: JsModule, value: Expression, depth = 0): Expression {
  if (value.kind !== 'name' || depth > 3) return value;
  const assigned = module.assignments.filter(({ target }) => target === value.name);
  return assigned.length === 1 && assigned[0] ? resolve(module, assigned[0].value, depth + 1) : value;
}
