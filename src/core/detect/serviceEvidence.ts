import type { Evidence } from '../model/evidence';
import type { PyExpression, Source } from '../model/facts';
import type { Service } from '../services/define';
import { at } from '../stacks/probes';
import { strongestFirst } from './conclude';
import { ownTexts, textsIn } from './pythonTexts';
import type { ServiceContext } from './serviceContext';

/** Settings for somewhere else than a developer's machine. */
export const elsewhere = /(^|[/_.-])(prod|production|staging|stage|heroku|live)\.\w+$/;

/** Packages that talk to the service; each is a hint only, since it may be unused. */
export function driverEvidence({ facts, hints }: ServiceContext, service: Service): readonly Evidence[] {
  const python = facts.requirements.flatMap((requirement) => {
    if (service.drivers.python.includes(requirement.name))
      return [at(requirement, `${requirement.name} is a driver for ${service.title}`, 2)];
    const extra = requirement.extras.find((each) => service.extras.includes(each));
    if (extra) return [at(requirement, `${requirement.name}[${extra}] talks to ${service.title}`, 2)];
    return service.hints.python.includes(requirement.name)
      ? [at(requirement, `${requirement.name} may talk to ${service.title}`, 1)]
      : [];
  });
  const node = (hints.packages ?? []).flatMap((required) => {
    if (service.drivers.node.includes(required.name))
      return [at(required, `${required.name} is a driver for ${service.title}`, required.group ? 1 : 2)];
    return service.hints.node.includes(required.name)
      ? [at(required, `${required.name} may talk to ${service.title}`, 1)]
      : [];
  });
  return [...python, ...node];
}

/** URLs of the service's scheme that stand in the code or in an example of its environment; the line itself is quoted. */
export function urlEvidence({ facts, hints, reads }: ServiceContext, service: Service): readonly Evidence[] {
  const found: Evidence[] = [];
  const reason = `a ${service.title} URL in the code`;
  const isUrl = (text: string) => schemeOf(text, service);
  const look = (source: Source, texts: readonly string[]) => {
    if (texts.some(isUrl)) found.push(at(source, reason, weightAt(source)));
  };
  for (const module of facts.modules) {
    for (const call of module.calls) {
      if (isComparison(call.callee)) continue;
      look(call, [...call.args, ...Object.values(call.keywords)].flatMap(ownTexts));
      // URL.create("postgresql+psycopg", …) and PostgresDsn.build(scheme="postgresql", …) make one from its parts.
      const scheme = /(^|\.)(URL|URL\.create|build)$/.test(call.callee)
        ? (call.keywords['scheme'] ?? call.keywords['drivername'] ?? call.args[0])
        : undefined;
      if (scheme?.kind === 'string' && schemeOf(`${scheme.value}://x`, service))
        found.push(at(call, `a ${service.title} URL is made in the code`, weightAt(call)));
    }
    for (const assignment of module.assignments) look(assignment, urlsOf(assignment.value));
    for (const read of module.environment) if (read.fallback) look(read, textsIn(read.fallback));
  }
  for (const text of hints.texts ?? []) look(text, [text.value]);
  for (const read of reads)
    if (read.inCode && read.fallbacks.some(isUrl) && !found.some((each) => isAt(each, read)))
      found.push(at(read, reason, 4));
  for (const config of facts.alembic) {
    if (config.url && isUrl(config.url.value))
      found.push(at(config.url, `${config.file} has a ${service.title} URL`, 4));
  }
  return distinct(found);
}

/** Frameworks' settings that choose the service: Django's ENGINE, BACKEND and the like. */
export function backendEvidence({ facts, hints, reads }: ServiceContext, service: Service): readonly Evidence[] {
  const most = service.needsDriver === false ? 2 : 4;
  const chosen = (texts: readonly string[]) => texts.find((text) => choosesBackend(text, service));
  const reason = (text: string) => `${text} is chosen, which talks to ${service.title}`;
  const found: Evidence[] = [];
  for (const module of facts.modules)
    for (const assignment of module.assignments) {
      const text = chosen(textsIn(assignment.value));
      if (text) found.push(at(assignment, reason(text), Math.min(most, weightAt(assignment))));
    }
  for (const dialect of hints.dialects ?? [])
    if (service.dialects?.includes(dialect.value)) found.push(at(dialect, reason(dialect.value), weightAt(dialect)));
  for (const text of hints.texts ?? [])
    if (chosen([text.value])) found.push(at(text, reason(text.value), Math.min(most, weightAt(text))));
  for (const read of reads) {
    const text = read.inCode ? undefined : chosen(read.fallbacks);
    if (text) found.push(at(read, reason(text), most));
  }
  return distinct(found);
}

/** Calls that open a connection to it, wherever the address comes from. */
export function clientEvidence({ facts, hints }: ServiceContext, service: Service): readonly Evidence[] {
  return distinct([
    ...(hints.imports ?? [])
      .filter(({ name }) => service.drivers.node.includes(name))
      .map((each) => at(each, `${each.name} is used`, 2)),
    ...facts.modules.flatMap((module) =>
      module.calls
        .filter((call) => service.clients.includes(call.callee))
        .map((call) => at(call, `${call.callee} opens a connection to ${service.title}`, 2)),
    ),
  ]);
}

/** Whether a text is a URL of the service: 'postgresql+psycopg://…' for 'postgresql'. A bare scheme is none: it is there to be replaced. */
export function schemeOf(text: string, service: Service): boolean {
  return service.schemes.some(
    (scheme) => (text.startsWith(`${scheme}://`) || text.startsWith(`${scheme}+`)) && /:\/\/./.test(text),
  );
}

/** Whether a framework's setting names a backend that talks to the service. */
export const choosesBackend = (text: string, service: Service): boolean =>
  service.backends.some((backend) => text.startsWith(backend));

/** One for each line, the strongest. */
export function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  const byPlace = new Map<string, Evidence>();
  for (const each of evidence) {
    const key = `${each.file}:${each.line}`;
    if ((byPlace.get(key)?.weight ?? 0) <= each.weight) byPlace.set(key, each);
  }
  return strongestFirst([...byPlace.values()]);
}

/** Half for what is written for somewhere else than a developer's machine. */
const weightAt = ({ file }: Source): number => (elsewhere.test(file) ? 2 : 4);

const isAt = (a: Source, b: Source) => a.file === b.file && a.line === b.line;

/** `url.startswith("postgres://x")`, `url.replace(…)`: a look at a URL that comes from elsewhere. */
const isComparison = (callee: string) => /\.(replace|startswith|removeprefix|split|sub|match)$/.test(callee);

/** As textsIn, without what is compared or replaced. */
function urlsOf(value: PyExpression): readonly string[] {
  return value.kind === 'call' && isComparison(value.callee) ? [] : textsIn(value);
}
