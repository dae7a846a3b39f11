import * as z from 'zod/mini';
import type { ContainerStatus, ListeningSocket } from '../model/observation';
import { listeningSockets } from '../observe/procNetTcp';
import type { ComposeCommand } from './commands';

/** What this needs of `docker inspect` (https://docs.docker.com/reference/api/engine/version/v1.47/#tag/Container/operation/ContainerInspect). */
const inspected = z.array(
  z.object({
    Name: z.string(),
    RestartCount: z.number(),
    State: z.object({
      Status: z.enum(['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead']),
      ExitCode: z.number(),
      OOMKilled: z.boolean(),
      Error: z.string(),
      StartedAt: z.string(),
      Health: z.optional(z.object({ Status: z.enum(['healthy', 'unhealthy', 'starting', 'none']) })),
    }),
    Config: z.object({ Labels: z.optional(z.nullable(z.record(z.string(), z.string()))) }),
  }),
);

/** By name, those that are there; the exit code is 1 when one is not. */
export const containerStatuses = (
  containers: readonly string[],
): ComposeCommand<ReadonlyMap<string, ContainerStatus>> => ({
  command: 'docker',
  args: ['container', 'inspect', ...containers],
  parse: (output) =>
    new Map(
      inspected.parse(JSON.parse(output)).map(({ Name, RestartCount, State, Config }) => {
        const port = Object.entries(Config.Labels ?? {}).find(([label]) => routerPort.test(label))?.[1];
        const status: ContainerStatus = {
          state: State.Status,
          health: State.Health?.Status ?? 'none',
          exitCode: State.ExitCode,
          restarts: RestartCount,
          outOfMemory: State.OOMKilled,
          error: State.Error,
          startedAt: State.StartedAt,
          ...(port !== undefined && { port: Number(port) }),
        };
        return [Name.replace(/^\//, ''), status];
      }),
    ),
});

const routerPort = /^traefik\.http\.services\..+\.loadbalancer\.server\.port$/;

/** Image of infra's pages: it is there, and has a shell and busybox, which an app's own image may lack. */
export const lookingImage = 'nginx:1-alpine';

/** A shell in a container's network, whatever its image has; it fails while the container does not run. */
const beside = (container: string, script: string, ...args: readonly string[]) =>
  [
    ...['run', '--rm', '--pull', 'never', '--network', `container:${container}`],
    ...['--entrypoint', 'sh', lookingImage, '-c', script, 'sh', ...args],
  ] as const;

/** Every listening socket in a running container, whichever of its processes has it. Where IPv6 is off, there is no second file. */
export const socketsIn = (container: string): ComposeCommand<readonly ListeningSocket[]> => ({
  command: 'docker',
  args: beside(container, 'cat /proc/net/tcp /proc/net/tcp6 2>/dev/null; true'),
  parse: listeningSockets,
});

/** Those of `sockets` that give any answer of HTTP to the container itself; each is waited for up to five seconds. */
export const speakingHttp = (
  container: string,
  sockets: readonly ListeningSocket[],
): ComposeCommand<readonly ListeningSocket[]> => ({
  command: 'docker',
  args: beside(
    container,
    'for place; do wget -S --spider -T 5 "http://$place/" 2>&1 | grep -q "HTTP/[0-9]" && echo "$place"; done; true',
    ...sockets.map(placeOf),
  ),
  parse: (output) => sockets.filter((socket) => output.split('\n').includes(placeOf(socket))),
});

function placeOf({ address, port }: ListeningSocket): string {
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[address] ?? address;
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The last lines of a container, of both streams, which `docker logs` gives each on its own. */
export const lastLines = (container: string, tail: number): ComposeCommand<string> => ({
  command: 'docker',
  args: ['logs', '--tail', String(tail), container],
  parse: (output) => output,
});
