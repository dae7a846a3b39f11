import type { RepoFacts } from '../model/facts';
import type { Expression } from '../model/nodeFacts';
import { memberOf } from '../stacks/nodeProbes';
import type { ServiceHints } from './serviceContext';

/** What speaks for a backing service outside of Python: Docker, CI, hosting platforms, and code of Node. */
export function serviceHints(facts: RepoFacts): ServiceHints {
  const environment = facts.jsModules.flatMap((module) => module.environment);
  const prismaUrls = facts.prismaDatasources.flatMap(({ urls }) => urls);
  return {
    composeFiles: facts.composeFiles,
    ciServices: facts.ciServices,
    deployServices: facts.deployServices,
    packages: facts.packages.flatMap((own) => own.dependencies),
    nodeEnvironment: [
      ...environment.map(({ fallback, ...read }) => {
        const text = fallback && literal(fallback);
        return { ...read, ...(text !== undefined && { fallback: text }) };
      }),
      ...prismaUrls.flatMap((url) => (url.variable === undefined ? [] : [{ ...url, name: url.variable }])),
    ],
    imports: facts.jsModules.flatMap((module) => module.imports.map((each) => ({ ...each, name: each.module }))),
    dialects: [
      ...facts.jsModules.flatMap((module) =>
        module.calls.flatMap((call) =>
          call.args.flatMap((argument) =>
            ['type', 'dialect', 'client'].flatMap((key) => {
              const value = memberOf(argument, [key]);
              return value?.kind === 'string' ? [{ ...call, value: value.value }] : [];
            }),
          ),
        ),
      ),
      ...facts.prismaDatasources.map((each) => ({ ...each, value: each.provider })),
    ],
    texts: [
      ...facts.jsModules.flatMap((module) => [
        ...module.calls.flatMap((call) => call.args.flatMap(urlsIn).map((value) => ({ ...call, value }))),
        ...module.assignments.flatMap((each) => urlsIn(each.value).map((value) => ({ ...each, value }))),
      ]),
      ...prismaUrls.flatMap((url) => (url.value === undefined ? [] : [{ ...url, value: url.value }])),
    ],
  };
}

function literal(expression: Expression): string | undefined {
  return expression.kind === 'string' || expression.kind === 'number' ? String(expression.value) : undefined;
}

/** Literal URLs, also as one side of `a || b`. */
function urlsIn(expression: Expression): readonly string[] {
  if (expression.kind === 'string') return expression.value.includes('://') ? [expression.value] : [];
  return expression.kind === 'either' ? expression.options.flatMap(urlsIn) : [];
}
