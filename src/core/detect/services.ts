import type { Evidence } from '../model/evidence';
import type { PyEnvironmentRead, PyExpression, RepoFacts, Source } from '../model/facts';
import type { ServiceAddress, ServiceNeed } from '../model/stackModel';
import type { AddressVariables, Service } from '../services/define';
import { services } from '../services/index';
import { at } from '../stacks/probes';
import { compare, conclude, strongestFirst, weightOf } from './conclude';

/** From here on a service is there: a driver alone (2) is not enough, a URL in the code is. */
const threshold = 4;

/** The backing services that the code needs, and through which variables it finds them. */
export function detectServices(facts: RepoFacts): readonly ServiceNeed[] {
  return services.flatMap((service) => {
    const drivers = driverEvidence(facts, service);
    const urls = urlEvidence(facts, service);
    const addresses = addressesOf(facts, service, drivers.length > 0);
    const evidence: readonly Evidence[] = [
      ...drivers,
      ...urls,
      ...addresses.map(({ file, line, text, reason, weight }) => ({ file, line, text, reason, weight })),
    ];
    if (weightOf(evidence) < threshold) return [];
    const need = conclude(service.id, `the code talks to ${service.title}`, evidence);
    return [{ id: service.id, need, addresses: [...addresses].sort((a, b) => compare(a.variable, b.variable)) }];
  });
}

function driverEvidence(facts: RepoFacts, service: Service): readonly Evidence[] {
  return facts.requirements.flatMap((requirement) => {
    if (service.drivers.python.includes(requirement.name))
      return [at(requirement, `${requirement.name} is a driver for ${service.title}`, 2)];
    const extra = requirement.extras.find((each) => service.extras.includes(each));
    return extra ? [at(requirement, `${requirement.name}[${extra}] talks to ${service.title}`, 2)] : [];
  });
}

/** URLs of the service's scheme that stand in the code; the line itself is quoted. */
function urlEvidence(facts: RepoFacts, service: Service): readonly Evidence[] {
  const found: Evidence[] = [];
  for (const module of facts.modules) {
    const look = (source: Source, expression: PyExpression) => {
      if (textsIn(expression).some((text) => schemeOf(text, service)))
        found.push(at(source, `a ${service.title} URL in the code`, 4));
    };
    for (const assignment of module.assignments) look(assignment, assignment.value);
    for (const read of module.environment) if (read.fallback) look(read, read.fallback);
  }
  for (const config of facts.alembic) {
    if (config.url && schemeOf(config.url.value, service))
      found.push(at(config.url, `${config.file} has a ${service.title} URL`, 4));
  }
  return distinct(found);
}

function addressesOf(facts: RepoFacts, service: Service, hasDriver: boolean): readonly ServiceAddress[] {
  const byVariable = new Map<string, ServiceAddress>();
  for (const read of facts.modules.flatMap((module) => module.environment)) {
    const address = addressOf(read, service, hasDriver);
    const former = address && byVariable.get(address.variable);
    if (address && (!former || address.weight > former.weight)) byVariable.set(address.variable, address);
  }
  return [...byVariable.values()];
}

function addressOf(read: PyEnvironmentRead, service: Service, hasDriver: boolean): ServiceAddress | undefined {
  const url = read.fallback && textsIn(read.fallback).find((text) => schemeOf(text, service));
  if (url) {
    const [scheme = ''] = url.split('://');
    const path = /^[^/]*\/\/[^/]*\/([^?#]*)/.exec(url)?.[1];
    return {
      ...at(read, `its default is a ${service.title} URL`, 4),
      variable: read.name,
      holds: 'url',
      scheme,
      ...(path && { path }),
    };
  }
  const foreign = read.fallback && textsIn(read.fallback).some((text) => /^[a-z][a-z0-9+.-]*:\/\//i.test(text));
  if (!hasDriver || foreign) return undefined;
  const parts: readonly (keyof AddressVariables)[] = ['url', 'host', 'port', 'user', 'password', 'database'];
  const holds = parts.find((part) => service.variables[part].includes(read.name.toUpperCase()));
  return holds && { ...at(read, `${read.name} tells where ${service.title} is`, 2), variable: read.name, holds };
}

/** Whether a text is a URL of the service: 'postgresql+psycopg://…' for 'postgresql'. */
function schemeOf(text: string, service: Service): boolean {
  return service.schemes.some((scheme) => text.startsWith(`${scheme}://`) || text.startsWith(`${scheme}+`));
}

/** Every literal text in an expression; those of a joined one also together. */
function textsIn(expression: PyExpression): readonly string[] {
  switch (expression.kind) {
    case 'string':
      return [expression.value];
    case 'joined':
      return [
        expression.parts.map((part) => (part.kind === 'string' ? part.value : '')).join(''),
        ...expression.parts.flatMap(textsIn),
      ];
    case 'either':
      return expression.options.flatMap(textsIn);
    case 'call':
      return [...expression.args, ...Object.values(expression.keywords)].flatMap(textsIn);
    case 'list':
      return expression.items.flatMap(textsIn);
    case 'dict':
      return expression.entries.flatMap(({ value }) => textsIn(value));
    default:
      return [];
  }
}

function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  return strongestFirst([...new Map(evidence.map((each) => [`${each.file}:${each.line}`, each])).values()]);
}
