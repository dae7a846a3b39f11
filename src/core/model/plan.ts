import type { AuthoredPlan } from './authoredPlan';
import type { Diagnostic } from './diagnostic';
import type { Conclusion, Evidence } from './evidence';
import type { ObservedAddress } from './observation';
import type { Basis, Settings } from './settings';
import type { Entry, HostNeeds, InstalledManifest, Language, Migration, Serves } from './stackModel';
import type { PackageManager } from './stackModel';

/** What a plan follows besides the repository. */
export interface PlanOptions {
  /** A DNS label, unless the user decides another: the slug of the lock file. Default: made from the folder's name. */
  readonly slug?: string;
  /** Whose services run, where that is known before the settings are applied. */
  readonly basis?: Conclusion<Basis>;
  /** What the user wants otherwise: drydock.yml and flags. Precedence: detected < drydock.yml < flags. */
  readonly settings?: Settings;
}

/** What will be written and started, decided to the last name. Plain data. */
export interface Plan {
  readonly version: 1;
  readonly slug: string;
  /** Why it has that slug; `value` is the slug again. */
  readonly naming: Conclusion<string>;
  /** Name of the app at http://<slug>.localhost. */
  readonly main: Conclusion<string>;
  /** What the user leaves out, as in drydock.yml: 'apps.worker'. */
  readonly leftOut: readonly Conclusion<string>[];
  /** Whose services run: Drydock's own, or the author's. */
  readonly basis: Conclusion<Basis>;
  /**
   * Names of Drydock's compose file and of its production overlay (absent for the author's services); where the author has compose
   * files, others than theirs. `merged`: every file that Compose merges, in order.
   */
  readonly compose: { readonly file: string; readonly production?: string; readonly merged: readonly string[] };
  /** The author's services, where they run: the lists of runtimes, apps, services and migrations are empty then. */
  readonly authored?: AuthoredPlan;
  /** At least one unless everything is static; those of the main app first. */
  readonly runtimes: readonly RuntimePlan[];
  readonly apps: readonly PlannedApp[];
  readonly services: readonly PlannedService[];
  readonly migrations: readonly PlannedMigration[];
  /** The variables of .env.example, in order. */
  readonly variables: readonly PlannedVariable[];
  readonly sharedNodeModules: Conclusion<boolean>;
  /** Project volumes by their short names; Compose prefixes them with the project's name. */
  readonly volumes: readonly PlannedVolume[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What the apps of one folder and language share: image, dependencies, environment. */
export interface RuntimePlan {
  readonly id: string;
  readonly language: Language;
  /** As a person calls it: 'Python'. */
  readonly title: string;
  /** 'X.Y' for Python, the major for Node.js, a tag or channel for Flutter. */
  readonly version: Conclusion<string>;
  /** Compose service that installs the dependencies: 'deps', or 'deps-<id>' where there are several. Absent where nothing is installed. */
  readonly deps?: string;
  /** Image names are <slug>-<image>dev and <slug>-<image>prod; '' or '<id>-'. */
  readonly image: string;
  /** Path of its Dockerfile, relative to the repository. */
  readonly dockerfile: string;
  /** Local image that the dev target extends, e.g. 'base-python-dev:3.12'. */
  readonly developImage: string;
  /** Official image that the prod target extends, e.g. 'python:3.12-slim'. */
  readonly produceImage: string;
  /** argv of the one-shot service that installs. */
  readonly install: readonly string[];
  /** Why something is installed that no manifest lists, one sentence each. */
  readonly besides?: readonly string[];
  /** What the installed dependencies follow from, for people: 'requirements.txt'. */
  readonly dependencies: Conclusion<string>;
  /** Under `environment:` of every app: stronger than .env. Values may hold ${...} for Compose. */
  readonly environment: readonly PlannedEnvironment[];
  /** Where the installed dependencies are: a project volume and the folder that it covers. */
  readonly mounts: readonly Mount[];
  /** Shared caches: for the service that installs, and for the apps where they are `used`. */
  readonly caches: readonly Mount[];
  /** Debian packages that the images need: to build dependencies, and to run. */
  readonly packages: { readonly build: readonly string[]; readonly run: readonly string[] };
  /** Debian packages that the user adds, to both targets. */
  readonly addedPackages: Conclusion<readonly string[]>;
  /** What only its language knows, for the Dockerfile. */
  readonly production: PythonProduction | NodeProduction | FlutterProduction | StaticProduction;
  /** True when dependencies for developing (a test runner) are installed in the containers. */
  readonly tests?: readonly string[];
}

export interface Mount {
  readonly volume: string;
  /** Absolute, in the container. */
  readonly path: string;
  /** True: a volume of all projects, made by ops/up.sh. */
  readonly shared?: boolean;
  /** True: a cache that the apps need too, since what was installed stays in it. */
  readonly used?: boolean;
  /** What it holds, where that is not what was installed. */
  readonly holds?: string;
}

export interface PythonProduction {
  readonly language: 'python';
  readonly manifests: readonly InstalledManifest[];
  /** Absolute folders in the container, for PYTHONPATH. */
  readonly importRoots: readonly string[];
  /** Requirements that the prod target needs beyond the repository's own, e.g. gunicorn. */
  readonly extraRequirements: readonly string[];
}

export interface NodeProduction {
  readonly language: 'node';
  readonly manager: PackageManager;
  readonly lock?: string;
  /** Where the package manager runs, relative; '' is the root. */
  readonly path: string;
  readonly members: readonly string[];
}

export interface FlutterProduction {
  readonly language: 'flutter';
  /** Where packages are installed, relative; '' is the root. */
  readonly path: string;
}

export interface StaticProduction {
  readonly language: 'static';
  /** The folder that is served, relative; '' is the root. */
  readonly path: string;
  readonly listing: boolean;
}

export interface PlannedMigration {
  /** Compose service name: 'migrate', or 'migrate-<runtime>'. */
  readonly name: string;
  readonly migration: Conclusion<Migration>;
  /** Beyond that of every app. */
  readonly environment: readonly PlannedEnvironment[];
}

/** debugpy, or the inspector of Node.js. */
export type Debugger = 'python' | 'node';

export interface PlannedApp {
  /** Compose service name; the container is <slug>-<name>. */
  readonly name: string;
  /** Id of its runtime. */
  readonly runtime: string;
  readonly serves: Serves;
  /** Title of the stack: 'Flask', 'Celery worker'. */
  readonly title: string;
  readonly stack: Conclusion<string>;
  readonly entry: Conclusion<Entry>;
  /** Folder in which it runs, relative to the repository; '' is the root. */
  readonly path: Conclusion<string>;
  /** The same in the container. */
  readonly directory: string;
  readonly develop: Conclusion<readonly string[]>;
  /** Empty for static files, which the image's own server serves. */
  readonly produce: Conclusion<readonly string[]>;
  /** What makes the files that production serves, and the folder of static ones, relative to the app; '' when a server serves them. */
  readonly build?: Conclusion<{ readonly argv: readonly string[]; readonly folder: string }>;
  readonly port?: {
    readonly number: Conclusion<number>;
    /**
     * Variable in .env, e.g. 'WEB_PORT'; absent for a port that the user decides or the code fixes, which a line of .env must not undo,
     * and for that of a server that Drydock brings.
     */
    readonly variable?: string;
  };
  /**
   * Where its running container was seen to listen, when the repository says otherwise. What listens on its own machine alone is led
   * there from the container's networks.
   */
  readonly observed?: ObservedAddress;
  /** Ports of this machine that the code calls, and the container (without the slug) that answers there instead. */
  readonly forwards: readonly Forward[];
  /** Absent for what no browser talks to. */
  readonly route?: Route;
  /** Name before the project’s in its address; '' for none. Absent for what has no address. */
  readonly host?: Conclusion<string>;
  /** Settings whose code fixes the hosts, and the module in ops/ that is put before them. */
  readonly settingsBefore?: { readonly module: string; readonly fixed: NonNullable<HostNeeds['fixed']> };
  /** Absent for what nothing can be asked: its container ends with it. */
  readonly healthcheck?: HealthcheckPlan;
  /** Path that it asks for; absent for what serves no HTTP. */
  readonly health?: Conclusion<string>;
  readonly environment: readonly PlannedEnvironment[];
  /** What must outlive its container and is no part of the source: volumes that the user adds, each with its line of drydock.yml. */
  readonly volumes: readonly (Mount & { readonly chosen?: Evidence })[];
  /** What ops/debug.sh lets listen in its container; absent where nothing of the project's code runs there. */
  readonly debugger?: Debugger;
  /** Compose profile under which it starts; absent: always. */
  readonly profile?: string;
  readonly starts: Conclusion<boolean>;
  /** Its standard input stays open, since it ends with it. */
  readonly stdin?: boolean;
  /** Memory limit as Compose writes it, e.g. '1g'. */
  readonly memory: Conclusion<string>;
}

export interface Forward {
  readonly port: number;
  readonly to: string;
  readonly reason: string;
}

export interface Route {
  /** Before '.<slug>.localhost': the app's name; '' for the main app of a project with one address. */
  readonly subdomain: string;
  /** True for the one at http://<slug>.localhost. */
  readonly main: boolean;
}

export interface HealthcheckPlan {
  readonly test: readonly string[];
  /** Compose durations. */
  readonly interval: string;
  readonly timeout: string;
  readonly startPeriod: string;
  readonly startInterval: string;
  readonly retries: number;
}

/** A backing service in a container of its own. */
export interface PlannedService {
  /** Id in core/services. */
  readonly id: string;
  /** Compose service name: 'db', 'redis'. */
  readonly name: string;
  readonly title: string;
  readonly need: Conclusion<string>;
  readonly image: Conclusion<string>;
  /** Names that it has on the project's own network beside its own. */
  readonly aliases: readonly string[];
  readonly port: number;
  readonly environment: readonly PlannedEnvironment[];
  readonly command?: readonly string[];
  readonly healthcheck: HealthcheckPlan;
  readonly volume?: { readonly name: string; readonly path: string };
  /** Variables whose values ops/up.sh makes. */
  readonly secrets: readonly string[];
  /** Shell lines, run in the container, that copy its data to standard output and put it back from standard input. */
  readonly snapshot?: { readonly file: string; readonly save: string; readonly restore?: string };
  readonly memory: Conclusion<string>;
}

/** A secret of .env that data on this machine was made with: where the data is and the secret is not, a start makes no fresh one. */
export interface Guard {
  /** volume: of the project, by its short name; outside: by its whole name; folder: relative to the repository. */
  readonly data: { readonly kind: 'volume' | 'outside' | 'folder'; readonly name: string };
  /** Compose service whose data it is; the variable of .env, and its name in the container. */
  readonly service: string;
  readonly variable: string;
  readonly inContainer: string;
  /** True where the server can be given another password without the old one. */
  readonly resettable: boolean;
}

export interface PlannedVariable {
  readonly name: string;
  /** As it stands in .env.example; '' for what ops/up.sh fills in; absent: listed as a comment, the code's own default holds. */
  readonly value?: string;
  /** setting: the user may change it; secret: ops/up.sh makes it; provided: docker-compose.yml sets it, listed as a comment only. */
  readonly kind: 'setting' | 'secret' | 'provided';
  /** Heading under which it stands. */
  readonly group: 'project' | 'app' | 'services';
  /** One line over it. */
  readonly comment: string;
  readonly reads: readonly Evidence[];
}

export interface PlannedEnvironment {
  readonly name: string;
  readonly value: string;
  readonly reason: string;
  /** The line of drydock.yml that sets it. */
  readonly chosen?: Evidence;
}

export interface PlannedVolume {
  readonly name: string;
  readonly holds: 'data' | 'dependencies' | 'home';
  /** True: made by infra and shared by all projects. */
  readonly shared: boolean;
  readonly comment: string;
}
