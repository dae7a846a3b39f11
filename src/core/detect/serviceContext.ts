import type { CiService, ComposeFile, DeployService } from '../model/dockerFacts';
import type { RepoFacts, Source } from '../model/facts';
import { textsIn, literalOf, ownTexts } from './pythonTexts';

/** What speaks for a service beyond RepoFacts. */
export interface ServiceHints {
  readonly composeFiles?: readonly ComposeFile[];
  readonly ciServices?: readonly CiService[];
  /** Databases that a hosting platform is asked for. */
  readonly deployServices?: readonly DeployService[];
  /** Packages of npm; `group` is '' for what the application needs. */
  readonly packages?: readonly (Source & { readonly name: string; readonly group: string })[];
  /** `process.env.X ?? fallback` and the like. */
  readonly nodeEnvironment?: readonly (Source & { readonly name: string; readonly fallback?: string })[];
  /** Packages that code of Node imports. */
  readonly imports?: readonly (Source & { readonly name: string })[];
  /** What an object-relational mapper is told to talk to: TypeORM's `type`, Sequelize's `dialect`, Knex's `client`, Prisma's `provider`. */
  readonly dialects?: readonly (Source & { readonly value: string })[];
  /** Literal texts in code that is not Python: URLs. */
  readonly texts?: readonly (Source & { readonly value: string })[];
  /** CREATE EXTENSION in SQL and migrations. */
  readonly extensions?: readonly (Source & { readonly name: string })[];
}

/** A place where the code learns a value from its environment. */
export interface EnvironmentRead extends Source {
  readonly name: string;
  /** Literal texts that hold without the variable; [''] for a default that is empty. */
  readonly fallbacks: readonly string[];
  /** True where the code asks for it and goes on without. */
  readonly optional?: boolean;
  /** True for a line of `.env`, whose values are not kept. */
  readonly nameOnly?: boolean;
  /** False for a line of .env.example or of a compose file, which the code may read or not. */
  readonly inCode: boolean;
}

/** Everything from which services are concluded, collected once. */
export interface ServiceContext {
  readonly facts: RepoFacts;
  readonly hints: ServiceHints;
  readonly reads: readonly EnvironmentRead[];
}

/** Reads of Python and Node, then what example files and compose files set for the code. */
export function serviceContext(facts: RepoFacts, hints: ServiceHints): ServiceContext {
  return {
    facts,
    hints,
    reads: [...pythonReads(facts), ...nodeReads(hints), ...exampleFiles(facts), ...composeVariables(hints)],
  };
}

const pythonReads = (facts: RepoFacts): readonly EnvironmentRead[] =>
  facts.modules.flatMap((module) =>
    module.environment.map((read) => ({
      file: read.file,
      line: read.line,
      text: read.text,
      name: read.name,
      fallbacks: read.fallback ? textsAndNumbers(read.fallback) : [],
      inCode: true,
      optional: !read.fallback && !read.required,
    })),
  );

function textsAndNumbers(expression: Parameters<typeof textsIn>[0]): readonly string[] {
  const literal = literalOf(expression);
  return literal === undefined ? [...new Set([...ownTexts(expression), ...textsIn(expression)])] : [literal];
}

const nodeReads = (hints: ServiceHints): readonly EnvironmentRead[] =>
  (hints.nodeEnvironment ?? []).map(({ file, line, text, name, fallback }) => ({
    file,
    line,
    text,
    name,
    fallbacks: fallback === undefined ? [] : [fallback],
    inCode: true,
  }));

/** .env.example and the like with their values; of `.env` itself the names. */
const exampleFiles = (facts: RepoFacts): readonly EnvironmentRead[] =>
  facts.envFiles.flatMap((env) =>
    env.entries.flatMap(({ file, line, text, name, value }): readonly EnvironmentRead[] => {
      const read = { file, line, text, name, inCode: false };
      if (value !== '') return [{ ...read, fallbacks: [value] }];
      return /(^|\/)\.env$/.test(file) ? [{ ...read, fallbacks: [], nameOnly: true }] : [];
    }),
  );

/** What the author's compose file sets for a service that is built here. */
const composeVariables = (hints: ServiceHints): readonly EnvironmentRead[] =>
  (hints.composeFiles ?? []).flatMap((compose) =>
    compose.services
      .filter((service) => service.build)
      .flatMap((service) => service.environment)
      .filter((variable) => variable.value !== '')
      .map(({ file, line, text, name, value }) => ({ file, line, text, name, fallbacks: [value], inCode: false })),
  );
