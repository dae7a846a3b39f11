import type { PyExpression } from '../model/facts';
import type { ServiceAddress } from '../model/stackModel';
import type { AddressVariables, Service } from '../services/define';
import { at } from '../stacks/probes';
import { literalOf } from './pythonTexts';
import type { EnvironmentRead, ServiceContext } from './serviceContext';
import { choosesBackend, schemeOf } from './serviceEvidence';

const parts: readonly (keyof AddressVariables)[] = ['url', 'host', 'port', 'user', 'password', 'database'];

/**
 * The variables through which the code finds the service, the surest statement of each. A conventional name alone counts only with a
 * driver (`driven`); a URL of the service's own scheme needs none.
 */
export function addressesOf(context: ServiceContext, service: Service, driven: boolean): readonly ServiceAddress[] {
  const byVariable = new Map<string, ServiceAddress>();
  const found = [
    ...djangoAddresses(context, service, driven),
    ...prismaAddresses(context, service),
    ...context.reads.flatMap((read) => addressOf(read, service, driven) ?? []),
  ];
  for (const address of found) {
    const former = byVariable.get(address.variable);
    if (!former || address.weight > former.weight) byVariable.set(address.variable, address);
  }
  // A code's own default that is of another kind speaks against a name that only looks like it.
  const scheme = driverScheme(context, service);
  return [...byVariable.values()]
    .filter((address) => address.weight > 3 || !contradicted(address, context, service))
    .map((address) =>
      address.holds === 'url' && address.scheme === undefined && scheme ? { ...address, scheme } : address,
    );
}

/** SQLAlchemy takes a URL without a driver for its default one, which may not be installed. */
function driverScheme({ facts }: ServiceContext, { sqlalchemy }: Service): string | undefined {
  const has = (name: string) => facts.requirements.some((requirement) => requirement.name === name);
  const used = ['sqlalchemy', 'flask-sqlalchemy', 'sqlmodel'].some(has);
  if (!sqlalchemy || !used || sqlalchemy.plain.some(has)) return undefined;
  return Object.entries(sqlalchemy.schemes).find(([driver]) => has(driver))?.[1];
}

function addressOf(read: EnvironmentRead, service: Service, driven: boolean): ServiceAddress | undefined {
  const url = read.fallbacks.find((text) => schemeOf(text, service));
  const where = read.inCode ? 'its default is' : 'an example gives';
  if (url) {
    const [scheme = ''] = url.split('://');
    const path = /^[^/]*\/\/[^/]*\/([^?#]*)/.exec(url)?.[1];
    return {
      ...at(read, `${where} a ${service.title} URL`, 4),
      variable: read.name,
      holds: 'url',
      scheme,
      ...(path && !/[{$]/.test(path) && { path }),
    };
  }
  const backend = read.fallbacks.find((text) => choosesBackend(text, service));
  if (backend && !read.inCode)
    return { ...at(read, `an example chooses ${backend}`, 4), variable: read.name, holds: 'backend', path: backend };
  const holds = parts.find((part) => service.variables[part].includes(read.name.toUpperCase()));
  if (service.web) {
    const own = read.fallbacks.find((text) => webPort(text) === service.port);
    if (own && (driven || holds))
      return {
        ...at(read, `${where} the port of ${service.title}`, 4),
        variable: read.name,
        holds: 'url',
        scheme: own.includes('://') ? 'http' : '',
      };
  }
  if (!holds || (!driven && service.needsDriver !== false)) return undefined;
  if (read.fallbacks.some((text) => isForeign(text, service))) return undefined;
  // Of many HTTP services, this one need not be meant by a name alone.
  if (service.web && read.optional) return undefined;
  // An empty default: the author runs without it.
  if (service.needsDriver === false && read.fallbacks[0] === '' && read.inCode) return undefined;
  return conventional(read, service, holds);
}

function conventional(
  read: EnvironmentRead,
  service: Service,
  holds: keyof AddressVariables,
): ServiceAddress | undefined {
  const [value] = read.fallbacks;
  const reason = `${read.name} tells where ${service.title} is`;
  if (holds === 'port' && value !== undefined && /^\d+$/.test(value)) {
    const own = Number(value) === service.port;
    if (!own && service.needsDriver !== false && wellKnown.has(Number(value))) return undefined;
    if (own && !read.inCode)
      return { ...at(read, `${value} is the port of ${service.title}`, 3), variable: read.name, holds };
  }
  const bare = holds === 'url' && value !== undefined && value !== '' && !/[{$]/.test(value);
  if (bare && !service.web && service.family === 'sql') return undefined;
  if (read.nameOnly && holds === 'url') return undefined;
  const telling = (service.needsDriver === false && holds !== 'port') || (service.web && holds === 'url');
  const weight = read.nameOnly ? 1 : telling ? 3 : 2;
  const address = { ...at(read, reason, weight), variable: read.name };
  if (bare && /^[\w.-]+:\d+$/.test(value)) return { ...address, holds, scheme: '' };
  if (bare && /^[\w.-]+$/.test(value)) return { ...address, holds: 'host' };
  return { ...address, holds };
}

/** Ports of databases, by which one variable is told from another's. */
const wellKnown = new Set([1433, 1521, 3306, 5432, 5672, 6379, 9200, 11211, 27017]);

/** A URL of something else: `sqlite:///app.db`. Any http address may be of a service that is found by one. */
const isForeign = (text: string, service: Service): boolean =>
  /^[a-z][a-z0-9+.-]*:\/\//i.test(text) && !schemeOf(text, service) && !(service.web && /^https?:/.test(text));

/** The port of an http URL, or of 'host:port'. */
function webPort(text: string): number | undefined {
  const port = /^(?:https?:\/\/)?[\w.-]+:(\d+)\/?$/.exec(text)?.[1];
  return port === undefined ? undefined : Number(port);
}

const contradicted = (address: ServiceAddress, context: ServiceContext, service: Service): boolean =>
  context.reads.some(
    (read) => read.name === address.variable && read.inCode && read.fallbacks.some((text) => isForeign(text, service)),
  );

/** The variable that a Prisma schema names for its database. Prisma's own engine is the driver. */
const prismaAddresses = ({ facts }: ServiceContext, service: Service): readonly ServiceAddress[] =>
  facts.prismaDatasources
    .filter(({ provider }) => service.dialects?.includes(provider))
    .flatMap(({ provider, urls }) =>
      urls.flatMap((url): readonly ServiceAddress[] =>
        url.variable === undefined
          ? []
          : [{ ...at(url, 'Prisma’s datasource reads it', 4), variable: url.variable, holds: 'url', scheme: provider }],
      ),
    );

/** Django's DATABASES (https://docs.djangoproject.com/en/stable/ref/settings/#databases): its keys say what a variable of any name holds. */
function djangoAddresses({ facts }: ServiceContext, service: Service, driven: boolean): readonly ServiceAddress[] {
  if (service.family !== 'sql') return [];
  return facts.modules.flatMap((module) =>
    module.assignments
      .filter(({ target, value }) => /(^|\.)DATABASES(\[default\])?$/.test(target) && value.kind === 'dict')
      .flatMap((assignment) =>
        databases(assignment.value).flatMap((entries) => {
          const engine = entries.get('ENGINE');
          const chosen = literalsIn(engine).some((text) => choosesBackend(text, service));
          const open = literalsIn(engine).length === 0 && driven;
          if (!chosen && !open) return [];
          return Object.entries(keys).flatMap(([key, holds]): readonly ServiceAddress[] => {
            const variable = variableIn(entries.get(key));
            const read = module.environment.find((each) => each.name === variable);
            return variable
              ? [{ ...at(read ?? assignment, `${key} of Django’s DATABASES`, chosen ? 3 : 2), variable, holds }]
              : [];
          });
        }),
      ),
  );
}

const keys = { HOST: 'host', PORT: 'port', USER: 'user', PASSWORD: 'password', NAME: 'database' } as const;

/** The dicts with an ENGINE, at the top or one level below. */
function databases(value: PyExpression): readonly ReadonlyMap<string, PyExpression>[] {
  if (value.kind !== 'dict') return [];
  const entries = new Map(
    value.entries.flatMap((entry) => (entry.key.kind === 'string' ? [[entry.key.value, entry.value] as const] : [])),
  );
  return entries.has('ENGINE') ? [entries] : [...entries.values()].flatMap((each) => databases(each).slice(0, 1));
}

/** The variable that an expression reads: os.environ.get("X", …), env("X"), config("X"), os.environ["X"]. */
function variableIn(value: PyExpression | undefined): string | undefined {
  const name = value?.kind === 'call' ? value.args[0] : value?.kind === 'item' ? value.key : undefined;
  const text = literalOf(name);
  return text !== undefined && /^[A-Z_][A-Z0-9_]*$/.test(text) ? text : undefined;
}

function literalsIn(value: PyExpression | undefined): readonly string[] {
  if (value?.kind === 'string') return [value.value];
  return value?.kind === 'call'
    ? [...value.args.slice(1), ...Object.values(value.keywords)].flatMap((each) => literalOf(each) ?? [])
    : [];
}
