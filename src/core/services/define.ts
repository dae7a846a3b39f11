import type { ServiceAddress } from '../model/stackModel';

/** Which variables conventionally hold which part of an address. Names are compared in upper case. */
export interface AddressVariables {
  readonly url: readonly string[];
  readonly host: readonly string[];
  readonly port: readonly string[];
  readonly user: readonly string[];
  readonly password: readonly string[];
  readonly database: readonly string[];
}

/** Names of packages: normalised distributions of Python, packages of npm. */
export interface PackageNames {
  readonly python: readonly string[];
  readonly node: readonly string[];
}

/** How the data is copied out and put back, by tools that the image has. */
export interface Snapshot {
  /** Name of the file in the backup's folder. */
  readonly file: string;
  /** Run by `sh -c` in the container; writes the copy to its standard output. */
  readonly save: string;
  /** Run by `sh -c` in the container; reads the copy from its standard input. Absent: it cannot be put back while the service runs. */
  readonly restore?: string;
}

/** A backing service as its official image has it. */
export interface Service {
  readonly id: string;
  readonly title: string;
  /** Compose service name. */
  readonly name: string;
  /** Image with its major version, for when nothing states one. */
  readonly image: string;
  /** Repositories (without registry and tag) whose image in a file of the author's means this service. */
  readonly images: readonly string[];
  /** Image of a version as an author's tag states it ('15', '10.6'), and of a variant. */
  readonly imageFor: (version: string | undefined, variant: string | undefined) => string;
  /** Builds of the service with more in them, and what asks for each. */
  readonly variants?: readonly Variant[];
  readonly port: number;
  /** A web page for people that the image serves beside its own port. */
  readonly page?: { readonly port: number; readonly title: string };
  /** Packages whose presence hints at it. */
  readonly drivers: PackageNames;
  /** Packages that talk to it among others, or only in some configurations. */
  readonly hints: PackageNames;
  /** Extras of a Python package that hint at it: 'redis' of celery[redis]. */
  readonly extras: readonly string[];
  /** Names, resolved through imports, whose call opens a connection to it. */
  readonly clients: readonly string[];
  /** Texts in the configuration of a framework that choose it, e.g. an ENGINE of Django's; compared as beginnings. */
  readonly backends: readonly string[];
  /** Names that mappers of Node have for it: TypeORM's `type`, Prisma's `provider`. */
  readonly dialects?: readonly string[];
  /** URL schemes without driver suffix: 'postgresql' also stands for 'postgresql+psycopg'. */
  readonly schemes: readonly string[];
  /** SQLAlchemy's scheme for each driver that needs one in the URL; one of `plain` installed, the URL needs none. */
  readonly sqlalchemy?: { readonly plain: readonly string[]; readonly schemes: Readonly<Record<string, string>> };
  /** True: it is found by http URLs, told from others by its port. */
  readonly web: boolean;
  readonly variables: AddressVariables;
  /** Services that share names of variables, of which a repository uses one for each purpose: 'sql'. */
  readonly family?: string;
  /** The service whose protocol it speaks: what speaks for that one speaks for this one, once something names this one. */
  readonly standsInFor?: string;
  /** False: the code needs no package to speak to it, and without a variable that leads to it there is no use for it. Default true. */
  readonly needsDriver?: boolean;
  /** True: a client refuses servers of another major version, so that the driver's version says which server. */
  readonly followsDriver?: boolean;
  readonly environment: readonly { readonly name: string; readonly value: string; readonly reason: string }[];
  readonly settings: readonly {
    readonly name: string;
    readonly value: (slug: string) => string;
    readonly comment: string;
  }[];
  /** Variables of .env that ops/up.sh makes. */
  readonly secrets: readonly { readonly name: string; readonly comment: string }[];
  readonly command?: readonly string[];
  /** With tools that the image has; may hold $$VARIABLE for the container's shell. */
  readonly healthcheck: readonly string[];
  /** Asks a server that somebody else has set up: needs no password and no variable. */
  readonly statusCheck?: readonly string[];
  readonly volume?: { readonly name: string; readonly path: string; readonly comment: string };
  /** Path of the volume in an image, where it is not the same in every version. */
  readonly volumePath?: (image: string) => string;
  /** Value for a variable through which the code finds the service; `host` is the container's name. */
  readonly address: (address: Pick<ServiceAddress, 'holds' | 'scheme' | 'path'>, host: string) => string;
  /** Absent: nothing in it is worth keeping, or it has no tool for it. */
  readonly snapshot?: Snapshot;
  readonly memory: string;
  /** What is otherwise when the code sends a user and a password; without it there are none. */
  readonly withCredentials?: Pick<Service, 'environment' | 'settings' | 'secrets' | 'healthcheck' | 'address'> & {
    readonly snapshot?: Snapshot;
  };
}

/** A build of a service with an extension. */
export interface Variant {
  readonly id: string;
  readonly images: readonly string[];
  readonly packages: PackageNames;
  /** Texts in the code that need it: names of modules, beginnings of backends. */
  readonly texts: readonly string[];
  /** Name in CREATE EXTENSION. */
  readonly extension: string;
}

/** Where a variable that holds a part of an address leads. */
type AddressPart = Pick<ServiceAddress, 'scheme' | 'path'> & {
  readonly holds: Exclude<ServiceAddress['holds'], 'backend'>;
};
export type AddressOf = (address: AddressPart, host: string) => string;

/** A service as its file declares it: what a variable of `holds: 'backend'` gets is the same for all. */
type Declaration = Omit<Service, 'address' | 'withCredentials'> & {
  readonly address: AddressOf;
  readonly withCredentials?: Omit<NonNullable<Service['withCredentials']>, 'address'> & { readonly address: AddressOf };
};

/** Declares a backing service. */
export const defineService = ({ withCredentials, ...service }: Declaration): Service => ({
  ...service,
  address: withBackend(service.address),
  ...(withCredentials && {
    withCredentials: { ...withCredentials, address: withBackend(withCredentials.address) },
  }),
});

const withBackend =
  (inner: AddressOf): Service['address'] =>
  ({ holds, ...rest }, host) =>
    holds === 'backend' ? (rest.path ?? '') : inner({ holds, ...rest }, host);

/** No packages at all. */
export const nothing: PackageNames = { python: [], node: [] };

/** What a password variable of Compose must hold, or `docker compose` stops and says what to do. */
export const required = (variable: string): string => `\${${variable}:?run ./ops/up.sh once, it writes .env}`;

/** SQL databases need no quotes around a name of letters, digits and underscores that begins with a letter. */
export function databaseName(slug: string): string {
  const name = slug.replaceAll('-', '_');
  return /^[a-z]/.test(name) ? name : `db_${name}`;
}

/** The host, with the port where the address is a whole one without scheme ('localhost:9000'). */
export const webAddress = (
  { holds, scheme }: Pick<AddressPart, 'holds' | 'scheme'>,
  host: string,
  port: number,
): string => {
  if (holds === 'host') return host;
  if (holds === 'port') return String(port);
  return scheme === '' ? `${host}:${port}` : `http://${host}:${port}`;
};
