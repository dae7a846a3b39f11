import type { AuthoredStack } from './authored';
import type { Conclusion } from './evidence';
import type { ObservedAddress } from './observation';
import type { Guard, HealthcheckPlan, Mount, Route } from './plan';

/** The author's services as they come up: their own definition, and what an override adds to it. */
export interface AuthoredPlan extends Pick<AuthoredStack, 'networks' | 'external' | 'missing'> {
  /** True: compose files of the author's are merged with the override; false: there are Dockerfiles only. */
  readonly overrides: boolean;
  /** The main one first, then in the order of the files. */
  readonly services: readonly PlannedAuthored[];
}

export interface PlannedAuthored {
  readonly name: string;
  /** What runs in it, for people: 'nginx:1', 'Dockerfile of backend'. */
  readonly title: string;
  readonly role: Conclusion<string>;
  /** Id in core/services; name of the detected app; what it starts, as its author wrote it. */
  readonly backing?: string;
  readonly app?: string;
  readonly command?: string;
  /** Only where no compose file of the author's says it. */
  readonly build?: { readonly context: string; readonly dockerfile?: string };
  /** What a start builds again once one of the files is newer; absent for what is pulled, or whose name only Compose knows. */
  readonly built?: { /** Absent: as Compose names it. */ readonly image?: string; readonly inputs: readonly string[] };
  /** In the container, as Compose writes it. */
  readonly port?: Conclusion<string>;
  /** Where its running container was seen to listen, when the repository says otherwise. */
  readonly observed?: ObservedAddress;
  /** Absent for what the router does not reach. */
  readonly route?: Route;
  /** Ports that it would publish, as written; they are taken away. */
  readonly published: readonly string[];
  /** False where several containers of it run, which cannot share one name. */
  readonly named: boolean;
  /** Names that others may call it by on the project's own networks. */
  readonly aliases: readonly string[];
  readonly networks: readonly string[];
  /** Labels that stay where those for the author's router are replaced; absent: Drydock's are added to them. */
  readonly otherLabels?: readonly string[];
  /** True: it is started again after a crash, which its author left open. */
  readonly restarts: boolean;
  /** True: a start waits until it runs. */
  readonly awaited: boolean;
  readonly healthcheck?: HealthcheckPlan;
  /** Added to the author's variables. */
  readonly environment: Readonly<Record<string, string>>;
  /** A ceiling, where the author set none. */
  readonly memory?: string;
  /** A volume for data that the author keeps nowhere. */
  readonly volume?: Mount;
  /** Secrets without which nobody reads its data. */
  readonly guards: readonly Guard[];
  /** All of its env files, where one may be missing. */
  readonly envFiles?: readonly { readonly path: string; readonly required: boolean }[];
}
