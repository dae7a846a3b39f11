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

/** '8600', '127.0.0.1:8600', ':8600', '[::]:8600', '${PORT:-8600}' */
export function portOf(text: string, evidence: Evidence): readonly PortStatement[] {
  // '${PORT:-8600}' is 8600 where nobody sets PORT.
  const plain = text.replaceAll(/\$\{\w+:?-(\d{1,5})\}/g, '$1');
  const last = plain.trim().split(':').at(-1) ?? '';
  const port = /^\d{1,5}$/.test(last) ? Number(last) : 0;
  return port >= 1 && port <= 65535 ? [{ port, evidence }] : [];
}
