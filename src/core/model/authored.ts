import type { Conclusion, Evidence } from './evidence';
import type { Diagnostic } from './diagnostic';
import type { ObservedAddress } from './observation';

/** How the author's own Docker files bring the project up: compose files, or Dockerfiles alone. */
export interface AuthoredStack {
  /** Compose files in the order in which Compose merges them; none where there are only Dockerfiles. */
  readonly files: Conclusion<readonly string[]>;
  /** Sorted as the files have them. */
  readonly services: readonly AuthoredService[];
  /** Networks of the project's own that the files declare. */
  readonly networks: readonly string[];
  /** Networks and volumes that somebody else makes, by their real names. */
  readonly external: { readonly networks: readonly string[]; readonly volumes: readonly string[] };
  /** Files that are read at a start and are not part of the repository. */
  readonly missing: readonly MissingFile[];
  /** Variables that Compose puts into the files. */
  readonly variables: readonly (Evidence & { readonly name: string; readonly optional: boolean })[];
  /** Why Drydock cannot build on it, as a sentence; absent: it can. */
  readonly refusal?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** secret: any fresh text will do; example: it is copied from one; unknown: nothing says what it holds. */
export type MissingFile =
  | { readonly path: string; readonly kind: 'secret' }
  | { readonly path: string; readonly kind: 'unknown' }
  | { readonly path: string; readonly kind: 'example'; readonly example: string };

/** A service of the author's, with what is concluded about it. */
export interface AuthoredService {
  readonly name: string;
  /** http: a browser or a client may talk to it through the router; backing: a database or the like; other: the rest. */
  readonly role: Conclusion<'http' | 'backing' | 'other'>;
  /** Id in core/services, where that service is known. */
  readonly backing?: string;
  readonly image?: string;
  /** `inputs`: the Dockerfile and the dependency manifests of its context, relative to the repository. */
  readonly build?: { readonly context: string; readonly dockerfile?: string; readonly inputs: readonly string[] };
  /** Name of the detected app that it runs. */
  readonly app?: string;
  /** What it starts, where its file or its Dockerfile says so. */
  readonly command?: string;
  /** There for what only looks into the project or tests it. */
  readonly tool?: true;
  /** True when it brings the schema about, which `migrations` of the model does too. */
  readonly migrates: boolean;
  /** Port in the container as Compose writes it: '8000', '${PORT:-8000}'. Only for http. */
  readonly port?: Conclusion<string>;
  /** Where its running container was seen to listen; `port` has it already. */
  readonly observed?: ObservedAddress;
  /** What speaks for its being the one at the project's own address; the weights may be negative. */
  readonly front: readonly Evidence[];
  /** Ports that it publishes, as written. */
  readonly published: readonly string[];
  /** Its name on the machine, fixed by the author. */
  readonly containerName?: string;
  /** Networks that it joins; empty: it uses the network of the machine or of another container. */
  readonly networks: readonly string[];
  readonly envFiles: readonly string[];
  /** Whether it has labels for a router of the author's own, whether they name a host, and all other labels ('NAME=value'). */
  readonly labels: { readonly router: boolean; readonly named: boolean; readonly others: readonly string[] };
  /** True when it starts without a profile. */
  readonly starts: boolean;
  /** True when others wait for its end. */
  readonly ends: boolean;
  /** What it says for itself, so that nothing has to be added. */
  readonly states: {
    readonly restart: boolean;
    readonly healthcheck: boolean;
    readonly memory: boolean;
    readonly several: boolean;
  };
  /** True when it reads files that Compose hands to it as secrets or configs. */
  readonly reads: boolean;
  readonly mounts: readonly AuthoredMount[];
  /** Variables of .env that it gets unchanged. */
  readonly takes: readonly TakenVariable[];
  /** Interpreter that its image surely has, for a healthcheck. */
  readonly interpreter?: 'python' | 'node';
}

/** A folder in the container that is mounted; neither volume nor folder: outside of the project, or nowhere. */
export interface AuthoredMount {
  readonly target: string;
  /** ofProject: the engine puts the project's name before it; else it is its whole name. */
  readonly volume?: { readonly name: string; readonly ofProject: boolean };
  /** Relative to the repository; '' is the root. */
  readonly folder?: string;
}

export interface TakenVariable {
  /** In .env. */
  readonly variable: string;
  readonly inContainer: string;
}
