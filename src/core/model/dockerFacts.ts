import type { Diagnostic } from './diagnostic';
import type { ProcessLine, Source } from './facts';

/** A text with its place. */
export interface Stated extends Source {
  readonly value: string;
}

/** A variable that a file sets. */
export interface SetVariable extends Source {
  readonly name: string;
  /** '' for what is a secret by its name; passwords in URLs are '***'; Compose's own `${…}` are kept as text. */
  readonly value: string;
}

/** A compose file of the author's. Anchors and merge keys are resolved, `${…}` is not. */
export interface ComposeFile {
  readonly file: string;
  /** `name:` at the top. */
  readonly project?: string;
  /** Files that `include:` names, as written. */
  readonly includes: readonly string[];
  readonly services: readonly ComposeService[];
  readonly networks: readonly ComposeResource[];
  readonly volumes: readonly ComposeResource[];
  /** Files of `secrets:` and `configs:`, as written. */
  readonly secretFiles: readonly Stated[];
  /** Variables that Compose puts in: `$NAME`, `${NAME}`, `${NAME:-default}`. */
  readonly variables: readonly InterpolatedVariable[];
  /** True for version 1 of the format, whose services stand at the top: Compose reads it no more. */
  readonly outdated: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** A variable of .env or the shell that a compose file uses. */
export interface InterpolatedVariable extends Source {
  readonly name: string;
  /** True when Compose has something else to take where it is missing. */
  readonly optional: boolean;
}

/** A network or a named volume at the top of a compose file; its Source is its name. */
export interface ComposeResource extends Source {
  readonly name: string;
  /** `name:`, as written. */
  readonly called?: string;
  /** Made by somebody else. */
  readonly external: boolean;
  /** The range of addresses that it fixes. */
  readonly subnet?: string;
}

/** One service; its Source is its name. */
export interface ComposeService extends Source {
  readonly name: string;
  readonly image?: Stated;
  readonly build?: Source & { readonly context: string; readonly dockerfile?: string; readonly target?: string };
  readonly ports: readonly ComposePort[];
  readonly environment: readonly SetVariable[];
  /** A list stays a list; a text is split as a shell does it. */
  readonly command?: ProcessLine;
  readonly entrypoint?: ProcessLine;
  readonly dependsOn: readonly string[];
  /** Those of them that have to end first (`service_completed_successfully`). */
  readonly awaits: readonly string[];
  readonly links: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly ComposeVolume[];
  readonly envFiles: readonly string[];
  readonly profiles: readonly string[];
  readonly containerName?: Stated;
  /** 'NAME=value' each. */
  readonly labels: readonly Stated[];
  readonly restart?: string;
  /** 'host', 'none', 'service:NAME', 'container:NAME'. */
  readonly networkMode?: Stated;
  /** Addresses that it fixes in its networks. */
  readonly addresses: readonly Stated[];
  readonly privileged?: Stated;
  /** Names of its `secrets:` and `configs:`. */
  readonly secrets: readonly string[];
  /** What it says for itself, so that nothing has to be added. */
  readonly states: { readonly healthcheck: boolean; readonly memory: boolean; readonly several: boolean };
  readonly workingDirectory?: string;
  /** Service of which it is an extension, and its file where it is another one. */
  readonly extends?: { readonly service: string; readonly file?: string };
}

export interface ComposePort extends Source {
  /** As written, also a range or `${…}`; absent when only `expose:` names it or the engine chooses one. */
  readonly published?: string;
  /** As written: '8000', '8000-8010', '${PORT}'. */
  readonly target: string;
  readonly protocol: 'tcp' | 'udp';
}

export interface ComposeVolume extends Source {
  /** Name of a volume, or a path; absent for an anonymous one. */
  readonly source?: string;
  readonly target: string;
}

/** A Dockerfile, instruction by instruction, as far as detection looks at it. */
export interface Dockerfile {
  readonly file: string;
  readonly stages: readonly DockerStage[];
  /** Defaults of ARG before the first FROM. */
  readonly args: Readonly<Record<string, string>>;
}

/** From one FROM to the next; the Source is the FROM line. */
export interface DockerStage extends Source {
  /** Image, or name of a former stage; ARG defaults are put in. */
  readonly from: string;
  readonly name?: string;
  readonly workdir?: string;
  readonly user?: string;
  readonly environment: readonly SetVariable[];
  readonly expose: readonly (Source & { readonly port: number; readonly protocol: 'tcp' | 'udp' })[];
  /** The last one counts. */
  readonly command?: DockerCommand;
  readonly entrypoint?: DockerCommand;
  /** True when it has a HEALTHCHECK. */
  readonly healthcheck?: boolean;
}

export interface DockerCommand extends ProcessLine {
  /** exec: a JSON list; shell: run by `/bin/sh -c`. */
  readonly form: 'exec' | 'shell';
}

/** An image that a CI job runs beside itself. */
export interface CiService extends Source {
  readonly name: string;
  readonly image: string;
}

/** What files for hosting platforms, process managers and proxies say. */
export interface DeployFacts {
  readonly processes: readonly ProcessLine[];
  readonly ports: readonly DeployPort[];
  /** Databases that the platform is asked for. */
  readonly services: readonly DeployService[];
  readonly environment: readonly SetVariable[];
  readonly diagnostics: readonly Diagnostic[];
}

/** listens: the app is expected there; forwards: a proxy sends requests there. */
export interface DeployPort extends Source {
  readonly port: number;
  readonly kind: 'listens' | 'forwards';
}

export interface DeployService extends Source {
  /** Id in core/services. */
  readonly id: string;
  readonly version?: string;
}
