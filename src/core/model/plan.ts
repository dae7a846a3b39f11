import type { Diagnostic } from './diagnostic';
import type { Conclusion, Evidence } from './evidence';
import type { Entry, InstalledManifest, Migration, Serves } from './stackModel';

/** What the user wants otherwise. Precedence: detected < drydock.yml < flags. */
export interface PlanOptions {
  /** A DNS label; default: the slug of the lock file, else made from the folder's name. */
  readonly slug?: string;
}

/** What will be written and started, decided to the last name. Plain data. */
export interface Plan {
  readonly version: 1;
  readonly slug: string;
  readonly runtime: RuntimePlan;
  readonly apps: readonly PlannedApp[];
  readonly services: readonly PlannedService[];
  readonly migration?: Conclusion<Migration>;
  /** Environment of the migration alone, beyond that of every app. */
  readonly migrationEnvironment: readonly PlannedEnvironment[];
  /** The variables of .env.example, in order. */
  readonly variables: readonly PlannedVariable[];
  /** Under `environment:` of every app: stronger than .env. Values may hold ${...} for Compose. */
  readonly environment: readonly PlannedEnvironment[];
  /** Project volumes by their short names; Compose prefixes them with the project's name. */
  readonly volumes: readonly PlannedVolume[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface RuntimePlan {
  readonly language: 'python';
  /** 'X.Y' */
  readonly version: Conclusion<string>;
  /** Local image that the dev target extends, e.g. 'base-python-dev:3.12'. */
  readonly developImage: string;
  /** Official image that the prod target extends, e.g. 'python:3.12-slim'. */
  readonly produceImage: string;
  readonly manifests: Conclusion<readonly InstalledManifest[]>;
  /** Absolute folders in the container, for PYTHONPATH. */
  readonly importRoots: readonly string[];
  /** Debian packages that the prod target needs: to build wheels, and to run. */
  readonly packages: { readonly build: readonly string[]; readonly run: readonly string[] };
  /** Requirements that the prod target needs beyond the repository's own, e.g. gunicorn. */
  readonly extraRequirements: readonly string[];
  readonly sharedCache: string;
}

export interface PlannedApp {
  /** Compose service name; the container is <slug>-<name>. */
  readonly name: string;
  readonly serves: Serves;
  /** Title of the stack: 'Flask', 'Celery worker'. */
  readonly title: string;
  readonly stack: Conclusion<string>;
  readonly entry: Conclusion<Entry>;
  /** Folder in the container in which it runs. */
  readonly directory: string;
  readonly develop: readonly string[];
  readonly produce: readonly string[];
  readonly port?: {
    readonly number: Conclusion<number>;
    /** Variable in .env, e.g. 'WEB_PORT'. */ readonly variable: string;
  };
  /** Absent for what no browser talks to. */
  readonly route?: Route;
  /** argv of a healthcheck, for CMD; words may hold ${VARIABLE} for Compose. */
  readonly healthcheck: HealthcheckPlan;
  readonly environment: readonly PlannedEnvironment[];
  /** Compose profile under which it starts; absent: always. */
  readonly profile?: string;
  readonly starts: Conclusion<boolean>;
  /** Memory limit as Compose writes it, e.g. '1g'. */
  readonly memory: string;
}

export interface Route {
  /** Before '.localhost': '' for the main app (http://<slug>.localhost), else the app's name. */
  readonly subdomain: string;
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
  readonly image: string;
  readonly port: number;
  readonly environment: readonly PlannedEnvironment[];
  readonly command?: readonly string[];
  readonly healthcheck: HealthcheckPlan;
  readonly volume?: { readonly name: string; readonly path: string };
  /** Variables whose values ops/up.sh makes. */
  readonly secrets: readonly string[];
  readonly memory: string;
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
}

export interface PlannedVolume {
  readonly name: string;
  readonly holds: 'data' | 'dependencies' | 'home';
  /** True: made by infra and shared by all projects. */
  readonly shared: boolean;
  readonly comment: string;
}
