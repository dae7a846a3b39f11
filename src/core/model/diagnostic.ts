import type { FailureCode } from './failure';

/** What a person should know about the repository or the plan. An 'error' stops the run with the exit code of its `code`. */
export interface Diagnostic {
  readonly code: FailureCode | NoticeCode;
  readonly severity: 'error' | 'warning' | 'note';
  /** One sentence. */
  readonly message: string;
  /** The next step, as one sentence or command. */
  readonly next?: string;
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
}

/** Codes of warnings and notes, which stop nothing. */
export type NoticeCode =
  | 'manifest-unreadable'
  | 'file-skipped'
  | 'port-uncertain'
  | 'port-disputed'
  | 'address-fixed'
  | 'docker-present'
  | 'node-modules-shared'
  | 'web-target-missing';
