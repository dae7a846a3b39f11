/** One container of a Compose project, as far as a person wants to see it in a list. */
export interface Container {
  readonly id: string;
  /** Without the leading '/'. */
  readonly name: string;
  readonly project: string;
  readonly service: string;
  /** The folder in which Compose was called; undefined when the label is missing. */
  readonly workingDir: string | undefined;
  readonly image: string;
  readonly state: ContainerState;
  readonly health: Health;
  /** As the engine words it: 'Up 3 minutes (healthy)'. */
  readonly status: string;
  /** True for what `docker compose run` made. */
  readonly oneOff: boolean;
  /** Of a container that has ended, where the engine says so. */
  readonly exitCode: number | undefined;
}

export type ContainerState =
  'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead' | 'unknown';
export type Health = 'healthy' | 'unhealthy' | 'starting' | 'none';

/** What this needs of an entry of GET /containers/json (https://docs.docker.com/reference/api/engine/version/v1.47/). */
export interface ContainerEntry {
  readonly Id: string;
  readonly Names: readonly string[];
  readonly Image: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly State: string;
  readonly Status: string;
}

const states: readonly string[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];
const isState = (text: string): text is ContainerState => states.includes(text);

/** Reads one entry of the list. The list has no field for health before API 1.52: it stands in brackets in Status. */
export function readContainer(entry: ContainerEntry): Container {
  const label = (name: string): string | undefined => entry.Labels[`com.docker.compose.${name}`];
  const exit = /^Exited \((\d+)\)/.exec(entry.Status)?.[1];
  return {
    id: entry.Id,
    name: (entry.Names[0] ?? entry.Id.slice(0, 12)).replace(/^\//, ''),
    project: label('project') ?? '',
    service: label('service') ?? '',
    workingDir: label('project.working_dir'),
    image: entry.Image,
    state: isState(entry.State) ? entry.State : 'unknown',
    health: healthOf(entry.Status),
    status: entry.Status,
    oneOff: label('oneoff') === 'True',
    exitCode: exit === undefined ? undefined : Number(exit),
  };
}

function healthOf(status: string): Health {
  if (status.endsWith('(healthy)')) return 'healthy';
  if (status.endsWith('(unhealthy)')) return 'unhealthy';
  return status.endsWith('(health: starting)') ? 'starting' : 'none';
}
