/**
 * Every way in which a verb can fail, and the exit code that it gives. The table is documentation too: `drydock --help`
 * prints it. Numbers are stable; 1 is for what should not happen, 2 for wrong usage, 130 for Ctrl+C as shells have it.
 */
export const failures = {
  unexpected: { exit: 1, title: 'something that should not happen did' },
  usage: { exit: 2, title: 'the command was not understood' },
  'nothing-to-serve': { exit: 3, title: 'nothing in the folder can be served' },
  'framework-unknown': { exit: 3, title: 'the framework is not known yet' },
  'not-found': { exit: 4, title: 'the folder or file does not exist' },
  'folder-denied': { exit: 4, title: 'the folder cannot be read' },
  'manifest-malformed': { exit: 4, title: 'a manifest cannot be read' },
  'settings-invalid': { exit: 4, title: 'drydock.yml has a mistake' },
  'value-unknown': { exit: 4, title: 'the plan has no such value' },
  'slug-invalid': { exit: 5, title: 'the slug is not a DNS label' },
  'slug-taken': { exit: 5, title: 'another folder has the slug' },
  'write-failed': { exit: 6, title: 'files could not be written (nothing was changed)' },
  'journal-busy': { exit: 6, title: 'another Drydock is writing to this folder' },
  'nothing-to-undo': { exit: 6, title: 'there is nothing to undo' },
  'engine-missing': { exit: 7, title: 'no container engine is installed' },
  'engine-down': { exit: 7, title: 'the container engine does not answer' },
  'engine-denied': { exit: 7, title: 'no permission on the socket of the engine' },
  'compose-missing': { exit: 7, title: 'Docker Compose is missing or too old' },
  'port-taken': { exit: 8, title: 'port 80 belongs to another process' },
  'infra-failed': { exit: 8, title: 'the shared infra did not come up' },
  'build-failed': { exit: 9, title: 'an image could not be built' },
  'dependencies-failed': { exit: 9, title: 'dependencies could not be installed' },
  'entry-failed': { exit: 10, title: 'the application cannot be imported' },
  'migration-failed': { exit: 10, title: 'a migration failed' },
  'start-failed': { exit: 10, title: 'a container did not become healthy' },
  'secret-lost': { exit: 11, title: 'a database volume exists and its secret is lost' },
  'not-dockerized': { exit: 12, title: 'the folder has not been dockerized yet' },
  'git-missing': { exit: 13, title: 'git is not installed' },
  'clone-failed': { exit: 13, title: 'the repository could not be cloned' },
  'folder-taken': { exit: 13, title: 'a folder of the repository’s name is there already' },
  cancelled: { exit: 130, title: 'cancelled' },
} as const satisfies Record<string, { readonly exit: number; readonly title: string }>;

export type FailureCode = keyof typeof failures;

/** An expected failure: one sentence for the user, the next step, and where it came from. */
export interface Failure {
  readonly code: FailureCode;
  readonly message: string;
  readonly next?: string;
  readonly file?: string;
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
  /** Output of the command that failed, last lines only, as it came. */
  readonly detail?: string;
  readonly cause?: unknown;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** A success. */
export const ok = <T>(value: T): Result<T> => ({ ok: true, value });

/** An expected failure. */
export const failed = (failure: Failure): Result<never> => ({ ok: false, failure });
