import type { ParseArgsConfig } from 'node:util';
import type { Result } from '../core/model/failure';
import type { Progress } from '../core/model/ports';

/** What a verb works with; built once in main.ts. */
export interface Context {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly templates: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly json: boolean;
  readonly terminal: boolean;
}

export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** What a verb gives: data for --json, and lines for a person. */
export interface Outcome {
  readonly data: unknown;
  readonly lines: readonly string[];
}

/** One verb of the command line, one file each. */
export interface Verb {
  readonly name: string;
  readonly usage: string;
  readonly summary: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** A line for each option. */
  readonly help: Readonly<Record<string, string>>;
  readonly run: (context: Context, values: Values, positionals: readonly string[]) => Promise<Result<Outcome>>;
}

/** Declares a verb. */
export const defineVerb = (verb: Verb): Verb => verb;
