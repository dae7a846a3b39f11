import type { RepoFacts } from '../model/facts';
import type { Expression } from '../model/nodeFacts';
import type { Variable } from '../model/stackModel';
import { at } from '../stacks/probes';
import { chooseFiles } from './authored/chooseFiles';
import { compare, strongestFirst } from './conclude';

/** Every variable that the code reads, sorted by name. */
export function detectVariables(facts: RepoFacts): readonly Variable[] {
  const byName = new Map<string, Variable>();
  for (const module of [...facts.modules, ...facts.jsModules]) {
    for (const read of module.environment) {
      if ('via' in read && setForNode.test(read.name)) continue;
      const former = byName.get(read.name);
      const fallback = former?.fallback ?? literal(read.fallback);
      byName.set(read.name, {
        name: read.name,
        ...(fallback !== undefined && { fallback }),
        required: (former?.required ?? false) || read.required,
        secret: isSecret(read.name),
        reads: strongestFirst([...(former?.reads ?? []), at(read, 'the code reads it here', 5)]),
      });
    }
  }
  const set = (chooseFiles(facts.composeFiles)?.value ?? []).flatMap(({ services }) =>
    services.flatMap(({ environment }) => environment),
  );
  return [...byName.values()]
    .map((variable): Variable => {
      const found = set.find(({ name, value }) => name === variable.name && value !== '' && !value.includes('$'));
      if (!found || variable.secret) return variable;
      return { ...variable, set: { ...at(found, `${found.file} sets it`, 4), value: found.value } };
    })
    .sort((a, b) => compare(a.name, b.name));
}

/**
 * What Node's tools, its hosting platforms and Drydock's own command lines set: the environment (https://nodejs.org/en/learn/getting-started/nodejs-the-difference-between-development-and-production),
 * where to listen, npm's own (https://docs.npmjs.com/cli/using-npm/scripts#environment), https://vercel.com/docs/environment-variables/system-environment-variables
 */
const setForNode =
  /^(NODE_ENV|PORT|HOST|HOSTNAME|CI|npm_\w+|NEXT_(RUNTIME|PHASE)|VERCEL(_\w+)?|NETLIFY|CF_PAGES|RENDER)$/;

/** By its name: keys, secrets, passwords, tokens, salts. A URL is none, although it may carry one; URLs of services are set by compose. */
export function isSecret(name: string): boolean {
  return (
    /(^|_)(SECRET|PASSWORD|PASSWD|PASS|TOKEN|SALT|PRIVATE_KEY|API_KEY|SECRET_KEY|ENCRYPTION_KEY|JWT_KEY|CREDENTIALS?)(_|$)/i.test(
      name,
    ) && !/(_EXPIRES?|_LIFETIME|_MINUTES|_SECONDS|_LOCATION|_NAME|_LENGTH|_TTL|_AGE|_ALGORITHM|_URL)$/i.test(name)
  );
}

function literal(expression: Expression | undefined): string | undefined {
  switch (expression?.kind) {
    case 'string':
      return expression.value;
    case 'number':
    case 'boolean':
      return String(expression.value);
    default:
      return undefined;
  }
}
