import type { ContainerMount } from '../core/logs/placeInWorkspace';
import type { LastEnd } from '../core/logs/runHistory';
import { nanosOf, timeOf } from '../core/logs/time';
import type { NamedValue } from '../core/redact/redactSecrets';
import { readEnvironment } from './container';

/** What the log view has to know of a container. */
export interface LogSource {
  readonly running: boolean;
  readonly tty: boolean;
  readonly environment: readonly NamedValue[];
  readonly mounts: readonly ContainerMount[];
  readonly workingDirectory: string;
  readonly created: string;
  /** How its last run ended; undefined before it has ended once. While it runs again, the engine knows the time alone. */
  readonly lastEnd: LastEnd | undefined;
}

/** What this needs of GET /containers/{id}/json. */
export interface InspectedSource {
  readonly Created?: string;
  readonly State?: {
    readonly Running?: boolean;
    readonly ExitCode?: number;
    readonly OOMKilled?: boolean;
    readonly FinishedAt?: string;
  };
  readonly Config?: { readonly Env?: readonly string[] | null; readonly Tty?: boolean; readonly WorkingDir?: string };
  readonly Mounts?: readonly { readonly Type?: string; readonly Source?: string; readonly Destination?: string }[];
}

export function readLogSource({ Created, State, Config, Mounts }: InspectedSource): LogSource {
  const running = State?.Running ?? false;
  const finished = nanosOf(State?.FinishedAt ?? '');
  return {
    running,
    tty: Config?.Tty ?? false,
    environment: readEnvironment(Config?.Env ?? []),
    mounts: (Mounts ?? []).map(({ Type, Source = '', Destination = '' }) => ({
      kind: Type === 'bind' || Type === 'volume' ? Type : 'other',
      source: Source,
      destination: Destination,
    })),
    workingDirectory: Config?.WorkingDir || '/',
    created: timeOf(nanosOf(Created ?? '') ?? 0n),
    lastEnd:
      finished === undefined
        ? undefined
        : {
            time: timeOf(finished),
            exitCode: running ? undefined : State?.ExitCode,
            outOfMemory: !running && (State?.OOMKilled ?? false),
          },
  };
}
