import { debuggerLabel, isDebugger } from '../core/debug/attach';
import type { Debugger } from '../core/model/plan';

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
  /** What ops/debug.sh lets listen in it. */
  readonly debugger?: Debugger;
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
  const listens = entry.Labels[debuggerLabel];
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
    ...(isDebugger(listens) && { debugger: listens }),
    exitCode: exit === undefined ? undefined : Number(exit),
  };
}

function healthOf(status: string): Health {
  if (status.endsWith('(healthy)')) return 'healthy';
  if (status.endsWith('(unhealthy)')) return 'unhealthy';
  return status.endsWith('(health: starting)') ? 'starting' : 'none';
}

/** What only a look at one container tells; the list has none of it. */
export interface ContainerDetail {
  /** How often the engine has started it again by itself. */
  readonly restarts: number;
  readonly exitCode: number;
  /** True when the kernel ended it for its memory limit. */
  readonly outOfMemory: boolean;
  /** Why the engine could not start it; '' where it could. */
  readonly error: string;
  /** Bytes; 0: no limit. */
  readonly memoryLimit: number;
  /** Bytes in use, without the kernel's cache of files; absent while it does not run. */
  readonly memory?: number;
  /** The last healthcheck: its exit code and what it printed. Absent without a healthcheck. */
  readonly lastCheck?: { readonly exitCode: number; readonly output: string };
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  /** The engine's whole answer. */
  readonly inspected: object;
}

interface InspectedHealth {
  readonly Log?: readonly { readonly ExitCode: number; readonly Output: string }[] | null;
}

/** What this needs of GET /containers/{id}/json. */
export interface InspectedContainer {
  readonly RestartCount?: number;
  readonly State?: {
    readonly ExitCode?: number;
    readonly OOMKilled?: boolean;
    readonly Error?: string;
    readonly Running?: boolean;
    readonly Health?: InspectedHealth | null | undefined;
  };
  readonly HostConfig?: { readonly Memory?: number | undefined };
  readonly Config?: { readonly Env?: readonly string[] | null };
}

/** What this needs of GET /containers/{id}/stats; cgroup 2 has inactive_file, cgroup 1 total_inactive_file. */
export interface MemoryStats {
  readonly memory_stats?: {
    readonly usage?: number;
    readonly stats?: { readonly inactive_file?: number; readonly total_inactive_file?: number };
  };
}

/** Reads what the engine says of one container. Memory is counted as `docker stats` does. */
export function readDetail(inspected: InspectedContainer, stats?: MemoryStats): ContainerDetail {
  const { State: state = {}, HostConfig: host = {}, Config: config = {} } = inspected;
  const last = state.Health?.Log?.at(-1);
  const usage = stats?.memory_stats?.usage;
  const cache = stats?.memory_stats?.stats?.inactive_file ?? stats?.memory_stats?.stats?.total_inactive_file ?? 0;
  return {
    restarts: inspected.RestartCount ?? 0,
    exitCode: state.ExitCode ?? 0,
    outOfMemory: state.OOMKilled ?? false,
    error: state.Error ?? '',
    memoryLimit: host.Memory ?? 0,
    ...(usage !== undefined && { memory: Math.max(0, usage - cache) }),
    ...(last && { lastCheck: { exitCode: last.ExitCode, output: last.Output.trim() } }),
    environment: readEnvironment(config.Env ?? []),
    inspected,
  };
}

/** The engine's 'NAME=value'. */
export const readEnvironment = (lines: readonly string[]): ContainerDetail['environment'] =>
  lines.map((line) => {
    const at = line.indexOf('=');
    return at < 0 ? { name: line, value: '' } : { name: line.slice(0, at), value: line.slice(at + 1) };
  });
