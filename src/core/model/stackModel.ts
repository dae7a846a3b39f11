import type { Diagnostic } from './diagnostic';
import type { Conclusion, Evidence } from './evidence';

export type Serves = 'http' | 'jobs' | 'schedule';

/** Everything that was concluded about a repository: its apps, the services that they need, what they read. */
export interface StackModel {
  readonly name: string;
  readonly apps: readonly App[];
  readonly services: readonly ServiceNeed[];
  readonly python?: PythonRuntime;
  readonly migration?: Conclusion<Migration>;
  readonly variables: readonly Variable[];
  /** What was weighed and found too light, so that a person can see why it is not there. */
  readonly dismissed: readonly {
    readonly id: string;
    readonly reason: string;
    readonly evidence: readonly Evidence[];
  }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** One runnable thing in the repository. */
export interface App {
  /** Unique in the repository, a DNS label: 'web', 'worker', 'beat', or after its folder. */
  readonly name: string;
  /** Folder, relative; '' is the root. */
  readonly path: string;
  readonly serves: Serves;
  /** Id of a stack of core/stacks. */
  readonly stack: Conclusion<string>;
  readonly entry: Conclusion<Entry>;
  /** Only for what serves http. 1 to 65535. */
  readonly port?: Conclusion<number>;
  /** False when nothing calls for it (a beat without a schedule): written, but not started. */
  readonly starts: Conclusion<boolean>;
}

/** What is imported to get the application. */
export interface Entry {
  readonly module: string;
  readonly attribute: string;
  readonly kind: 'instance' | 'factory';
  /** Folder that has to be on sys.path, relative; '' is the root. */
  readonly importRoot: string;
}

/** A backing service, by the id of core/services, and the ways in which the code finds it. */
export interface ServiceNeed {
  readonly id: string;
  readonly need: Conclusion<string>;
  readonly addresses: readonly ServiceAddress[];
  /** Image that the repository asks for, by version or by an extension that it needs. Absent: the service's own default. */
  readonly image?: Conclusion<string>;
}

/** A variable through which the code learns where a service is. */
export interface ServiceAddress extends Evidence {
  readonly variable: string;
  /** What the variable holds: a whole URL, one part of it, or (in `path`) the text by which a framework chooses the service. */
  readonly holds: 'url' | 'host' | 'port' | 'user' | 'password' | 'database' | 'backend';
  /** Scheme of the URL as the code has it, e.g. 'postgresql+psycopg'; '' where it has host and port alone ('localhost:9000'). */
  readonly scheme?: string;
  /** Redis: number of the database in the URL. PostgreSQL: name of the database. */
  readonly path?: string;
}

export interface PythonRuntime {
  /** 'X.Y' */
  readonly version: Conclusion<string>;
  /** Files handed to the installer, in order: what the application needs, then what its developers need. */
  readonly manifests: Conclusion<readonly InstalledManifest[]>;
  /** Folders for PYTHONPATH, relative; '' is the root. */
  readonly importRoots: readonly string[];
  /** Normalised names of everything that is required, also as 'name[extra]', for tables of native libraries. */
  readonly packages: readonly string[];
}

export interface InstalledManifest {
  readonly file: string;
  readonly kind: 'requirements' | 'pyproject';
  readonly includes: readonly string[];
  /** Left out of the production image. */
  readonly development: boolean;
  /** Extras of pyproject to install with it. */
  readonly extras: readonly string[];
}

/** How the schema comes about. `argv` runs in `path`. */
export interface Migration {
  readonly tool: 'alembic' | 'flask-migrate' | 'command';
  readonly argv: readonly string[];
  readonly path: string;
  /** 'always': safe to run at every start; 'once': only while the database has no table. */
  readonly when: 'always' | 'once';
  /** argv for making a new revision, for README-DOCKER; absent for 'command'. */
  readonly revise?: readonly string[];
}

/** An environment variable that the code reads, or that a file of the author's sets. */
export interface Variable {
  readonly name: string;
  /** The code's own default where it is a literal. */
  readonly fallback?: string;
  readonly required: boolean;
  /** By its name and use it must never stand in a tracked file. */
  readonly secret: boolean;
  readonly reads: readonly Evidence[];
}
