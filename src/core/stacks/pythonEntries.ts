import type { PyExpression, PyFunction, PyModule, RepoFacts } from '../model/facts';
import type { EntryCandidate } from './define';
import { at } from './probes';

/**
 * Every application object of a class: module-level instances, module-level results of a factory, and factories (functions that
 * return an instance and can be called without arguments). A module-level result is what a server is pointed at, so it weighs most.
 */
export function applicationObjects(facts: RepoFacts, qualified: string): readonly EntryCandidate[] {
  const factories = new Map<string, { readonly module: PyModule; readonly made: PyFunction }>();
  for (const module of facts.modules) {
    for (const made of module.functions) {
      if (made.scope === '' && returnsInstance(module, made, qualified))
        factories.set(`${module.module}.${made.name}`, { module, made });
    }
  }
  const found: EntryCandidate[] = [];
  for (const module of facts.modules) {
    for (const assignment of module.assignments) {
      if (assignment.scope !== '' || !/^[A-Za-z_]\w*$/.test(assignment.target) || assignment.value.kind !== 'call')
        continue;
      const callee = assignment.value.callee;
      const entry = {
        module: module.module,
        attribute: assignment.target,
        kind: 'instance',
        importRoot: module.importRoot,
      } as const;
      if (callee === qualified) {
        found.push({
          entry,
          evidence: at(
            assignment,
            `${assignment.target} is an instance of ${qualified}`,
            4 + preference(module, assignment.target, qualified),
          ),
        });
      } else if (factories.has(callee) || factories.has(`${module.module}.${callee}`)) {
        found.push({
          entry,
          evidence: at(
            assignment,
            `${assignment.target} comes from the factory ${callee}`,
            5 + preference(module, assignment.target, qualified),
          ),
        });
      }
    }
  }
  for (const { module, made } of factories.values()) {
    if (made.parameters.some((parameter) => parameter.required)) continue;
    const entry = {
      module: module.module,
      attribute: made.name,
      kind: 'factory',
      importRoot: module.importRoot,
    } as const;
    found.push({
      entry,
      evidence: at(
        made,
        `${made.name}() returns an instance of ${qualified}`,
        3 + preference(module, made.name, qualified),
      ),
    });
  }
  return found;
}

/** Words in the names of modules that make an application for its context alone and serve nobody: workers and one-off programs. */
const aside = new Set(
  'celery celeryd worker workers task tasks beat scheduler cron manage cli shell seed seeds populate db'.split(' '),
);

/** Names that servers look for by convention weigh a little more; what is made for a worker, a script, a test or an example less. */
function preference(module: PyModule, name: string, qualified: string): number {
  const last = module.module.split('.').at(-1) ?? '';
  const conventional = ['app', 'application', 'create_app', 'make_app'].includes(name) ? 1 : 0;
  const entryFile = ['wsgi', 'asgi'].includes(last) ? 2 : ['app', 'main', 'run', 'server'].includes(last) ? 1 : 0;
  const example = /(^|[./])(tests?|examples?|docs|scripts?|samples?|benchmarks?)([./]|$)/.test(module.file) ? -3 : 0;
  const worker =
    /^(flask|fastapi|django|channels)\./.test(qualified) && last.split('_').some((word) => aside.has(word)) ? -3 : 0;
  return conventional + entryFile + example + worker;
}

function returnsInstance(module: PyModule, made: PyFunction, qualified: string): boolean {
  const instances = new Set(
    module.assignments
      .filter(
        (assignment) =>
          assignment.scope === made.name && assignment.value.kind === 'call' && assignment.value.callee === qualified,
      )
      .map((assignment) => assignment.target),
  );
  const gives = (value: PyExpression): boolean =>
    (value.kind === 'name' && instances.has(value.name)) ||
    (value.kind === 'call' && value.callee === qualified) ||
    (value.kind === 'either' && value.options.some(gives));
  return made.returns.some(gives);
}
