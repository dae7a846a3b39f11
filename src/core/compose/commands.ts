import * as z from 'zod/mini';

/** A call of the engine's command line as data: run elsewhere, tested without an engine. */
export interface ComposeCommand<T> {
  readonly command: 'docker';
  readonly args: readonly string[];
  /** Reads standard output; throws on what it does not understand. */
  readonly parse: (output: string) => T;
}

/** One container as `docker compose ps --format json` prints it, one object a line (Compose 2.21 and newer). */
const psLine = z.object({
  Name: z.string(),
  Service: z.string(),
  State: z.string(),
  Health: z._default(z.string(), ''),
  Status: z._default(z.string(), ''),
  ExitCode: z._default(z.number(), 0),
});

export interface ContainerRow {
  readonly name: string;
  readonly service: string;
  /** running, exited, created, restarting, ... */
  readonly state: string;
  /** healthy, unhealthy, starting, or '' without a healthcheck. */
  readonly health: string;
  /** As the engine words it: 'Up 3 minutes (healthy)'. */
  readonly status: string;
}

/** All containers of the project in the working directory, stopped ones too. */
export const ps = (): ComposeCommand<readonly ContainerRow[]> => ({
  command: 'docker',
  args: ['compose', '--profile', '*', 'ps', '--all', '--format', 'json'],
  parse: (output) =>
    output
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => psLine.parse(JSON.parse(line)))
      .map((row) => ({
        name: row.Name,
        service: row.Service,
        state: row.State,
        health: row.Health,
        status: row.Status,
      })),
});

/** The last lines of some services, or of all. */
export const logs = (services: readonly string[], tail: number): ComposeCommand<string> => ({
  command: 'docker',
  args: ['compose', 'logs', '--no-color', '--tail', String(tail), ...services],
  parse: (output) => output,
});

/** The same, and then each line as it is written, until it is ended; for a terminal, so that nothing is left to read. */
export const followLogs = (services: readonly string[], tail: number): ComposeCommand<void> => ({
  command: 'docker',
  args: ['compose', 'logs', '--follow', '--tail', String(tail), ...services],
  parse: () => undefined,
});

/** The last lines of router and pages, in infra's traefik folder. */
export const infraLogs = (): ComposeCommand<string> => logs([], 200);

/** A table of router and pages, in the same folder. */
export const infraStatus = (): ComposeCommand<string> => ({
  command: 'docker',
  args: ['compose', 'ps', '--all', '--format', 'table {{.Name}}\t{{.Status}}'],
  parse: (output) => output,
});

/** Imports the planned application in a container of its own, with the planned environment. */
export const importEntry = (service: string, program: string): ComposeCommand<string> => ({
  command: 'docker',
  args: ['compose', 'run', '--rm', '--no-deps', '-T', service, 'python', '-c', program],
  parse: (output) => output,
});
