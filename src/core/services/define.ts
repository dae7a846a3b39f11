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

/** A backing service as its official image has it. */
export interface Service {
  readonly id: string;
  readonly title: string;
  /** Compose service name. */
  readonly name: string;
  /** Official image with its major version. */
  readonly image: string;
  readonly port: number;
  /** Distributions whose presence hints at it. */
  readonly drivers: readonly string[];
  /** URL schemes without driver suffix: 'postgresql' also stands for 'postgresql+psycopg'. */
  readonly schemes: readonly string[];
  readonly variables: AddressVariables;
  /** Extras that hint at it: 'redis' of celery[redis]. */
  readonly extras: readonly string[];
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
  readonly volume?: { readonly name: string; readonly path: string; readonly comment: string };
  /** Value for a variable through which the code finds the service; `host` is the container's name. */
  readonly address: (address: Pick<ServiceAddress, 'holds' | 'scheme' | 'path'>, host: string) => string;
  readonly memory: string;
}

/** Declares a backing service. */
export const defineService = (service: Service): Service => service;
