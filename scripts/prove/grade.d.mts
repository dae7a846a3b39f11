/** What Drydock planned for one app, in the words of test/practice/expected.yml. */
export interface FoundApp {
  readonly path?: string;
  readonly service?: string;
  readonly stack: string;
  readonly manager?: string;
  readonly port?: number;
  readonly start: string;
  readonly serves: string;
}

/** One value, or a list of which each is right. */
export type Accepted = string | number | readonly (string | number)[];

/** The right answer for one app; what it leaves out is not asked. */
export interface ExpectedApp {
  readonly path?: string;
  readonly service?: string;
  readonly stack?: string;
  readonly manager?: Accepted;
  readonly port?: Accepted;
  readonly start?: Accepted;
}

export type Question = 'stack' | 'manager' | 'port' | 'start';

export interface GradedApp {
  readonly expected: ExpectedApp;
  readonly found?: FoundApp;
  readonly right: Readonly<Partial<Record<Question, boolean>>>;
}

export const questions: readonly Question[];

export function gradeApps(
  expected: readonly ExpectedApp[],
  found: readonly FoundApp[],
): { readonly apps: readonly GradedApp[]; readonly unexpected: readonly FoundApp[] };

export function gradeServices(
  expected: { readonly services: readonly string[]; readonly optional?: readonly string[] },
  found: readonly string[],
): boolean;
