import type { AuthoredStack } from './authored';
import type { Diagnostic } from './diagnostic';
import type { Conclusion, Evidence } from './evidence';
import type { Manifest } from './facts';
import type { Inventory } from './inventory';
import type { ObservedAddress } from './observation';

export type Serves = 'http' | 'jobs' | 'schedule';

/** Everything that was concluded about a repository: its apps, what they run on, the services that they need, what they read. */
export interface StackModel {
  readonly name: string;
  readonly apps: readonly App[];
  readonly runtimes: readonly Runtime[];
  readonly services: readonly ServiceNeed[];
  readonly migrations: readonly Conclusion<Migration>[];
  readonly variables: readonly Variable[];
  /** Compose files, Dockerfiles and devcontainer.json of the author's. */
  readonly docker: readonly string[];
  /** How they bring the project up; absent where they say too little. */
  readonly authored?: AuthoredStack;
  /** What was weighed and found too light, so that a person can see why it is not there. */
  readonly dismissed: readonly {
    readonly id: string;
    /** Folder, relative; '' is the root. */
    readonly path: string;
    readonly reason: string;
    readonly evidence: readonly Evidence[];
  }[];
  /** What the user leaves out, as in drydock.yml: 'apps.worker'. Absent: nothing. */
  readonly leftOut?: readonly Conclusion<string>[];
  readonly diagnostics: readonly Diagnostic[];
  /** What was looked at; there when nothing answers HTTP. */
  readonly inventory?: Inventory;
}

/** One runnable thing in the repository. */
export interface App {
  /** Unique in the repository, a DNS label: 'web', 'worker', 'beat', or after its folder. */
  readonly name: string;
  /** Folder in which it runs, relative; '' is the root. */
  readonly path: string;
  /** Id of the runtime that it runs on. */
  readonly runtime: string;
  readonly serves: Serves;
  /** Id of a stack of core/stacks. */
  readonly stack: Conclusion<string>;
  readonly entry: Conclusion<Entry>;
  /** Only for what serves http. 1 to 65535. */
  readonly port?: Conclusion<number>;
  /** Where its running container was seen to listen; `port` has it already. */
  readonly observed?: ObservedAddress;
  /** Ports that weaker evidence names, strongest first, so that a person sees what was not believed. */
  readonly otherPorts?: readonly (Evidence & { readonly port: number })[];
  /** Ports of this machine that its code or configuration names. */
  readonly localhost: readonly (Evidence & { readonly port: number })[];
  /** What has to be different for it to answer at its address; absent: nothing. */
  readonly hosts?: HostNeeds;
  /** False when nothing calls for it (a beat without a schedule): written, but not started. */
  readonly starts: Conclusion<boolean>;
}

/** What an application that answers only for certain hosts needs in order to answer behind the router. */
export interface HostNeeds {
  /** Variables that it reads, and what they have to hold while developing. */
  readonly values: readonly (Evidence & { readonly variable: string; readonly value: string })[];
  /** Django: a settings module whose code fixes the hosts, so that another has to be put before it. */
  readonly fixed?: Conclusion<string> & {
    /** Whether the module has hosts of its own; where not, Django's default holds. */
    readonly named: boolean;
  };
}

/** What a process is started with. */
export type Entry = PythonEntry | ScriptEntry | FileEntry | CommandEntry;

/** What is imported to get a Python application. */
export interface PythonEntry {
  readonly kind: 'instance' | 'factory';
  readonly module: string;
  readonly attribute: string;
  /** Folder that has to be on sys.path, relative; '' is the root. */
  readonly importRoot: string;
}

/** A script of package.json, run by the package manager in the app's folder. */
export interface ScriptEntry {
  readonly kind: 'script';
  readonly script: string;
  /** As package.json has it. */
  readonly command: string;
}

/** A file that the language's own program runs, relative to the app's folder; a folder for a static site ('' is the app's own). */
export interface FileEntry {
  readonly kind: 'file' | 'folder';
  readonly file: string;
}

/** A whole command line, for what is no file of the repository: `rq worker default`. */
export interface CommandEntry {
  readonly kind: 'command';
  readonly argv: readonly string[];
}

/** A command line for people: what a shell is given to run stands for itself. */
export const commandText = (argv: readonly string[]): string =>
  (argv[0] === 'sh' && argv[1] === '-c' ? argv.slice(2) : argv).join(' ');

/** An entry as a person writes it: 'portal:create_app', 'npm script dev', 'server.js'. */
export function entryText(entry: Entry): string {
  switch (entry.kind) {
    case 'script':
      return `script ${entry.script}`;
    case 'file':
      return entry.file;
    case 'folder':
      return `${entry.file || '.'}/`;
    case 'command':
      return commandText(entry.argv);
    default:
      return `${entry.module}:${entry.attribute}`;
  }
}

/** A backing service, by the id of core/services, and the ways in which the code finds it. */
export interface ServiceNeed {
  readonly id: string;
  readonly need: Conclusion<string>;
  /** Other names under which the author's compose files have it, sorted: the code may call it by one. */
  readonly aliases?: readonly string[];
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

/** A folder with dependencies of its own, and the interpreter that they are installed for. */
export type Runtime = PythonRuntime | NodeRuntime | FlutterRuntime | StaticRuntime;

export type Language = Runtime['language'];

interface RuntimeBase {
  /** Unique in the repository: the language, or the folder where there are several. */
  readonly id: string;
  /** Folder, relative; '' is the root. */
  readonly path: string;
  /** Names of everything that is required, sorted. Python: normalised, also as 'name[extra]'. */
  readonly packages: readonly string[];
}

export interface PythonRuntime extends RuntimeBase {
  readonly language: 'python';
  /** 'X.Y' */
  readonly version: Conclusion<string>;
  /** Files handed to the installer, in order: what the application needs, then what its developers need. */
  readonly manifests: Conclusion<readonly InstalledManifest[]>;
  /** What is installed besides, since the manifests leave it open and today's releases would not work. */
  readonly bounds: readonly RequirementBound[];
  /** Folders for PYTHONPATH, relative; '' is the root. */
  readonly importRoots: readonly string[];
}

/** A requirement that no manifest has and the manifests' own need. */
export interface RequirementBound {
  /** As an installer takes it: 'werkzeug<2', 'packaging'. */
  readonly specifier: string;
  readonly reason: string;
  readonly evidence: readonly Evidence[];
}

export interface InstalledManifest {
  readonly file: string;
  readonly kind: Manifest['kind'];
  readonly includes: readonly string[];
  /** Left out of the production image. */
  readonly development: boolean;
  /** Extras of pyproject to install with it. */
  readonly extras: readonly string[];
  readonly lock?: string;
}

export interface NodeRuntime extends RuntimeBase {
  readonly language: 'node';
  /** Major: '22' */
  readonly version: Conclusion<string>;
  readonly manager: Conclusion<PackageManager>;
  /** Lock file, relative to the repository. */
  readonly lock?: string;
  /** There when a tool brings webpack 4, which needs an option of newer Node.js. */
  readonly webpack4?: Conclusion<string>;
  /** Folders of every package that is installed together, relative, sorted; the runtime's own first. */
  readonly members: readonly string[];
}

export interface FlutterRuntime extends RuntimeBase {
  readonly language: 'flutter';
  /** A tag of Flutter's repository, or 'stable' for the newest release. */
  readonly version: Conclusion<string>;
  /** The manifest that is installed. */
  readonly manifest: Conclusion<string>;
  /** Folders in which an app is built, relative. */
  readonly appFolders: readonly string[];
}

/** Pages that are served as they are; nothing is installed. */
export interface StaticRuntime extends RuntimeBase {
  readonly language: 'static';
  /** nginx's major. */
  readonly version: Conclusion<string>;
  /** True where folders without an index.html are listed: many small sites below one. */
  readonly listing: boolean;
}

export interface PackageManager {
  readonly name: 'npm' | 'pnpm' | 'yarn' | 'yarn-berry' | 'bun';
  /** As the packageManager field has it, e.g. '9.12.0'. */
  readonly version?: string;
}

/** How the schema comes about. `argv` runs in `path`, with the dependencies of `runtime`. */
export interface Migration {
  readonly runtime: string;
  readonly tool:
    'alembic' | 'flask-migrate' | 'django' | 'prisma' | 'drizzle' | 'knex' | 'typeorm' | 'sequelize' | 'command';
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
  /** What a compose file of the author's sets it to. */
  readonly set?: Evidence & { readonly value: string };
  readonly required: boolean;
  /** By its name and use it must never stand in a tracked file. */
  readonly secret: boolean;
  readonly reads: readonly Evidence[];
}
