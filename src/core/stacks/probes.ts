import type { Evidence } from '../model/evidence';
import type { PyCall, PyExpression, PyModule, RepoFacts, Source } from '../model/facts';
import type { PortStatement, Probe } from './define';

/** Evidence at a source. */
export const at = (source: Source, reason: string, weight: number): Evidence => ({
  file: source.file,
  line: source.line,
  text: source.text,
  reason,
  weight,
});

/** The distribution is required by what the application installs (half the weight, rounded up, where only a group such as dev has it). */
export function dependency(name: string, weight: number): Probe {
  return (facts) =>
    facts.requirements
      .filter((requirement) => requirement.name === name)
      .map((requirement) =>
        at(requirement, `${requirement.file} requires ${name}`, requirement.group ? Math.ceil(weight / 2) : weight),
      );
}

/** The module or something in it is imported. */
export function imports(module: string, weight: number): Probe {
  return (facts) =>
    facts.modules.flatMap((file) =>
      file.imports
        .filter((entry) => entry.name === module || entry.name.startsWith(`${module}.`))
        .map((entry) => at(entry, `${module} is imported`, weight)),
    );
}

/** The class is instantiated. */
export function constructs(qualified: string, weight: number): Probe {
  return (facts) => callsOf(facts, qualified).map(({ call }) => at(call, `${qualified} is made here`, weight));
}

/** Every call of a resolved name, with the file in which it stands. */
export function callsOf(
  facts: RepoFacts,
  qualified: string,
): readonly { readonly module: PyModule; readonly call: PyCall }[] {
  return facts.modules.flatMap((module) =>
    module.calls.filter((call) => call.callee === qualified).map((call) => ({ module, call })),
  );
}

/** A keyword argument of a call states the port, e.g. `app.run(port=8000)`; `method` is the last part of the callee. */
export function callArgument(
  method: string,
  keyword: string,
  weight: number,
): (facts: RepoFacts) => readonly PortStatement[] {
  return (facts) =>
    facts.modules.flatMap((module) =>
      module.calls
        .filter((call) => call.callee.endsWith(`.${method}`) && call.keywords[keyword] !== undefined)
        .flatMap((call) => portIn(call.keywords[keyword], at(call, `${method}(${keyword}=…) states the port`, weight))),
    );
}

/** A variable that the framework reads has its port in a file of the author's, e.g. FLASK_RUN_PORT in .flaskenv. */
export function setting(variable: string, weight: number): (facts: RepoFacts) => readonly PortStatement[] {
  return (facts) =>
    facts.envFiles.flatMap((file) =>
      file.entries
        .filter((entry) => entry.name === variable && entry.value !== '')
        .flatMap((entry) => portOf(entry.value, at(entry, `${file.file} sets ${variable}`, weight))),
    );
}

/** A gunicorn configuration file binds a port. */
export function gunicornBind(weight: number): (facts: RepoFacts) => readonly PortStatement[] {
  return (facts) =>
    facts.modules
      .filter((module) => /(^|\/)(gunicorn[._a-z]*|[a-z_]*gunicorn)\.py$/.test(module.file))
      .flatMap((module) =>
        module.assignments
          .filter((assignment) => assignment.target === 'bind' && assignment.scope === '')
          .flatMap((assignment) => portIn(assignment.value, at(assignment, 'gunicorn binds this port', weight))),
      );
}

/** A command line of the author's gives the port by an option, e.g. `gunicorn -b 127.0.0.1:8600` or `flask run -p 5001`. */
export function commandOption(
  program: string,
  options: readonly string[],
  weight: number,
): (facts: RepoFacts) => readonly PortStatement[] {
  return (facts) =>
    facts.processes.flatMap((line) => {
      const words = line.argv;
      const start = words.findIndex((word) => word === program || word.endsWith(`/${program}`));
      if (start < 0) return [];
      return words.slice(start + 1).flatMap((word, index, rest) => {
        const option = options.find((name) => word === name || word.startsWith(`${name}=`));
        if (!option) return [];
        const value = word === option ? rest[index + 1] : word.slice(option.length + 1);
        return value === undefined ? [] : portOf(value, at(line, `${program} is started with ${option}`, weight));
      });
    });
}

/** The port that an expression gives without the environment; the evidence where there is one. */
export function portIn(expression: PyExpression | undefined, evidence: Evidence): readonly PortStatement[] {
  switch (expression?.kind) {
    case 'number':
      return portOf(String(expression.value), evidence);
    case 'string':
      return portOf(expression.value, evidence);
    case 'call': // int(os.environ.get("PORT", 5001)): the fallback is what holds without the variable
      return expression.args.slice(-1).flatMap((argument) => portIn(argument, evidence));
    case 'either':
      return expression.options.slice(-1).flatMap((option) => portIn(option, evidence));
    case 'list':
      return expression.items.slice(0, 1).flatMap((item) => portIn(item, evidence));
    case 'joined':
      return expression.parts.slice(-1).flatMap((part) => portIn(part, evidence));
    default:
      return [];
  }
}

/** '8600', '127.0.0.1:8600', ':8600', '[::]:8600' */
export function portOf(text: string, evidence: Evidence): readonly PortStatement[] {
  const last = text.trim().split(':').at(-1) ?? '';
  const port = /^\d{1,5}$/.test(last) ? Number(last) : 0;
  return port >= 1 && port <= 65535 ? [{ port, evidence }] : [];
}
