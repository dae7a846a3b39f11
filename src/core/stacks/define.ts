import type { Evidence } from '../model/evidence';
import type { RepoFacts } from '../model/facts';
import type { Entry, HostNeeds, Language, Serves } from '../model/stackModel';

/** A search for one kind of hint; gives every place where it is found. */
export type Probe = (facts: RepoFacts) => readonly Evidence[];

/** A place that speaks for an entry: what would be started, how sure, and why. */
export interface EntryCandidate {
  readonly entry: Entry;
  /** Folder in which it runs, relative to the repository; absent: the unit's own. */
  readonly path?: string;
  readonly evidence: Evidence;
}

/** A place that states a port. */
export interface PortStatement {
  readonly port: number;
  readonly evidence: Evidence;
}

/** What a stack's command lines are made of. */
export interface StartContext {
  readonly entry: Entry;
  /** Python: 'module:attribute', the way in which WSGI and ASGI servers and Flask write it; '' elsewhere. */
  readonly target: string;
  /** Python: 'module.attribute', the way in which Celery takes it; '' elsewhere. */
  readonly dotted: string;
  /** The port as Compose interpolates it, e.g. '${WEB_PORT}'; '' for what listens on none. */
  readonly port: string;
  /** The gunicorn configuration of the author, relative to where it runs. */
  readonly gunicornConfig?: string;
  /** What the runtime has installed. */
  readonly packages: readonly string[];
  /** Node: argv that runs a script of package.json, arguments behind it. */
  readonly script: (name: string, ...args: readonly string[]) => readonly string[];
  /** Node: argv that runs a program of node_modules/.bin. */
  readonly bin: (program: string, ...args: readonly string[]) => readonly string[];
}

/** One framework and the process that it is run as. Fields are read by core/detect and core/plan; nothing else knows the framework. */
export interface Stack {
  readonly id: string;
  /** As its documentation spells it. */
  readonly title: string;
  readonly language: Language;
  readonly serves: Serves;
  /** True for what a person opens in the browser: where a repository has a page and an API, the page is the main app. */
  readonly page?: boolean;
  /** Program of node_modules/.bin that serves a page while it is developed. */
  readonly program?: string;
  /** Name of the app and of its compose service, unless the repository has several. */
  readonly appName: string;
  /** Weights add up; the stack is there from `threshold` on. */
  readonly evidence: readonly Probe[];
  readonly threshold: number;
  /** Stacks that this one is made with: where it is there, they are not (Nest runs on Express). */
  readonly supersedes?: readonly string[];
  /** Where the application object is, or what starts it, each place with its weight. */
  readonly entries: (facts: RepoFacts) => readonly EntryCandidate[];
  readonly port?: {
    readonly stated: readonly ((facts: RepoFacts, entry: Entry) => readonly PortStatement[])[];
    readonly default: number;
    readonly source: string;
  };
  readonly develop: (context: StartContext) => readonly string[];
  readonly produce: (context: StartContext) => readonly string[];
  /** argv that makes what production serves, and the folder with static files that results, relative to the app ('' : none). */
  readonly build?: (context: StartContext) => { readonly argv: readonly string[]; readonly folder: string };
  /** Healthcheck of what serves no HTTP, where something can be asked; HTTP has one for all. Words may hold ${...} for Compose. */
  readonly healthcheck?: (context: StartContext) => readonly string[];
  /** Whether the process has anything to do. Absent: it always has. */
  readonly starts?: (facts: RepoFacts) => {
    readonly value: boolean;
    readonly reason: string;
    readonly evidence: readonly Evidence[];
  };
  /** What has to be different from the code's own defaults for it to answer at its address; `path` is where it runs. */
  readonly hosts?: (facts: RepoFacts, path: string) => HostNeeds;
  /** Environment of the process, beyond what every process gets. */
  readonly environment?: (context: StartContext) => Readonly<Record<string, string>>;
  /** It ends when its standard input ends, so that a container has to keep that open. */
  readonly stdin?: boolean;
  /** The part of it that a development server needs to answer to the router; holds in the author's own container too. */
  readonly behindRouter?: Readonly<Record<string, string>>;
  /** Distributions that the development command needs, unless `packages` has one of them. */
  readonly developRequires?: readonly string[];
  /** Distributions that the production command needs. */
  readonly produceRequires?: readonly string[];
  /** False where no process that a debugger could stop runs the project's code: the server is the tool's own, the code is the browser's. */
  readonly debuggable?: boolean;
  /** Memory limit as Compose writes it. */
  readonly memory: string;
  /** Words for README-DOCKER: how a person runs something by hand. */
  readonly recipes?: (context: StartContext) => readonly { readonly title: string; readonly command: string }[];
}

/** Declares a framework; the identity, there for the types and the reader. */
export const defineStack = (stack: Stack): Stack => stack;
