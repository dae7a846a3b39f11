import type { Evidence } from '../model/evidence';
import type { RepoFacts } from '../model/facts';
import type { ServiceAddress, ServiceNeed } from '../model/stackModel';
import type { Service } from '../services/define';
import { services } from '../services/index';
import { defaultBroker } from './celeryBroker';
import { compare, conclude, weightOf } from './conclude';
import { textsIn } from './pythonTexts';
import { addressesOf } from './serviceAddresses';
import { serviceContext, type ServiceContext, type ServiceHints } from './serviceContext';
import { backendEvidence, clientEvidence, driverEvidence, elsewhere, urlEvidence } from './serviceEvidence';
import { imageOf, imagesOf, type NamedImage } from './serviceImage';

/** From here on a service is there: a driver alone (2) is not enough, a URL in the code is. */
const threshold = 4;

interface Weighed {
  readonly service: Service;
  readonly drivers: readonly Evidence[];
  /** URLs, chosen backends, opened connections. */
  readonly uses: readonly Evidence[];
  readonly images: readonly NamedImage[];
  readonly addresses: readonly ServiceAddress[];
}

/** The backing services that the code needs, and through which variables it finds them. */
export function detectServices(facts: RepoFacts, hints: ServiceHints = {}): readonly ServiceNeed[] {
  const context = serviceContext(facts, hints);
  const weighed = withoutMereTests(settle(spoken(context).map((service) => weigh(service, context))));
  const sqlite = usesSqlite(context);
  return weighed.flatMap((each) => {
    const evidence = evidenceOf(each);
    const beyondDrivers = evidence.length > each.drivers.length;
    // SQLite stays where the author's default puts it: a hint or two beside it are for production.
    const weak = each.service.family === 'sql' && sqlite && !evidence.some(({ weight }) => weight >= 4);
    if (weightOf(evidence) < threshold || !beyondDrivers || weak || !isReached(each)) return [];
    const { service, addresses } = each;
    const image = imageOf(context, service, each.images);
    return [
      {
        id: service.id,
        need: conclude(service.id, `the code talks to ${service.title}`, evidence),
        addresses: [...addresses].sort((a, b) => compare(a.variable, b.variable)),
        ...(image && { image }),
      },
    ];
  });
}

/** Without a sign in the code, what the author runs beside it is somebody else's. */
function evidenceOf({ drivers, uses, images, addresses }: Weighed): readonly Evidence[] {
  const signs = [
    ...drivers,
    ...uses,
    ...addresses.map(({ file, line, text, reason, weight }) => ({ file, line, text, reason, weight })),
  ];
  return signs.length === 0 ? [] : [...signs, ...images.map(({ evidence }) => evidence)];
}

const isHere = ({ file }: Evidence): boolean => !elsewhere.test(file);

/** Keys and passwords may be those of a service elsewhere: where any HTTP server could be meant, a variable has to lead to this one. */
const isReached = ({ service, uses, addresses }: Weighed): boolean =>
  (service.needsDriver !== false && (!service.web || uses.some(isHere))) ||
  addresses.some(({ holds }) => holds === 'host' || holds === 'url');

/** An address that the code asks for and goes on without: the connection is opened only where it is set. */
const isOptional = ({ reads }: ServiceContext, { web, variables }: Service): boolean =>
  web && reads.some(({ name, optional }) => optional && [...variables.url, ...variables.host].includes(name));

function weigh(service: Service, context: ServiceContext): Weighed {
  const drivers = driverEvidence(context, service);
  const stated = [...urlEvidence(context, service), ...backendEvidence(context, service)];
  const clients = stated.length > 0 || isOptional(context, service) ? [] : clientEvidence(context, service);
  const broker = service.id === 'rabbitmq' && stated.length === 0 ? defaultBroker(context) : [];
  const driven = drivers.length > 0 || clients.length > 0 || broker.length > 0;
  return {
    service,
    drivers,
    uses: [...stated, ...clients, ...broker],
    images: imagesOf(context, service),
    addresses: addressesOf(context, service, driven),
  };
}

/**
 * MariaDB speaks MySQL's protocol, Valkey Redis's, OpenSearch Elasticsearch's: where something names the one, what speaks for the
 * other speaks for it, unless the author runs both.
 */
function spoken(context: ServiceContext): readonly Service[] {
  const runs = (service: Service) => Math.max(0, ...imagesOf(context, service).map(({ evidence }) => evidence.weight));
  const isNamed = (service: Service) =>
    driverEvidence(context, service).some(({ weight }) => weight > 1) ||
    backendEvidence(context, service).length > 0 ||
    urlEvidence(context, service).length > 0;
  const chosen = new Map<string, Service>();
  const beside: Service[] = [];
  for (const service of services) {
    const base = services.find(({ id }) => id === service.standsInFor);
    if (!base) continue;
    if (runs(base) < runs(service) || (isNamed(service) && runs(base) === 0))
      chosen.set(base.id, joined(service, base));
    else if (isNamed(service)) beside.push(service);
  }
  return [...services.filter(({ standsInFor }) => !standsInFor).map((each) => chosen.get(each.id) ?? each), ...beside];
}

const joined = (service: Service, base: Service): Service => ({
  ...service,
  drivers: {
    python: [...service.drivers.python, ...base.drivers.python],
    node: [...service.drivers.node, ...base.drivers.node],
  },
  hints: base.hints,
  extras: [...service.extras, ...base.extras],
  clients: [...service.clients, ...base.clients],
  backends: [...service.backends, ...base.backends],
  schemes: [...service.schemes, ...base.schemes],
});

/** A variable leads to one service: where several claim it by its name alone, to the one that most else speaks for. */
function settle(weighed: readonly Weighed[]): readonly Weighed[] {
  const strength = ({ uses, images, addresses, drivers }: Weighed) =>
    weightOf(uses) +
    weightOf(images.map(({ evidence }) => evidence)) +
    weightOf(addresses.filter(({ weight }) => weight > 2)) +
    weightOf(drivers) / 100;
  const ranked = [...weighed].sort((a, b) => strength(b) - strength(a) || compare(a.service.id, b.service.id));
  const owner = new Map<string, { readonly id: string; readonly weight: number }>();
  for (const { service, addresses } of ranked)
    for (const { variable, weight } of addresses) {
      const former = owner.get(variable);
      if (!former || weight > former.weight) owner.set(variable, { id: service.id, weight });
    }
  return weighed.flatMap((each) => {
    const addresses = each.addresses.filter(({ variable }) => owner.get(variable)?.id === each.service.id);
    // Settings for several servers, of which the variables can lead to one: that one is it.
    const another = each.service.family === 'sql' && each.addresses.length > 0 && each.images.length === 0;
    return another && addresses.length === 0 ? [] : [{ ...each, addresses }];
  });
}

/** Of SQL servers that only tests or hosting platforms name, none counts beside one that the code or the author's compose file names. */
function withoutMereTests(weighed: readonly Weighed[]): readonly Weighed[] {
  const isMeant = ({ service, uses, addresses, images }: Weighed) =>
    service.family === 'sql' &&
    (uses.length + addresses.length > 0 || images.some(({ evidence }) => evidence.weight >= 4));
  return weighed.some(isMeant) ? weighed.filter((each) => each.service.family !== 'sql' || isMeant(each)) : weighed;
}

/** A default of the code's that is a SQLite database. */
const usesSqlite = ({ facts, hints, reads }: ServiceContext): boolean => {
  const isSqlite = (text: string) => /^(sqlite(\+\w+)?:|django\.db\.backends\.sqlite3)/.test(text);
  return (
    reads.some(({ inCode, fallbacks }) => inCode && fallbacks.some(isSqlite)) ||
    facts.modules.some((module) => module.assignments.some(({ value }) => textsIn(value).some(isSqlite))) ||
    (hints.dialects ?? []).some(({ value }) => /^(better-)?sqlite3?$/.test(value))
  );
};
