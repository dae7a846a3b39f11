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

function pythonReads(facts: RepoFacts): readonly EnvironmentRead[] {
  return facts.modules.flatMap((module) => {
    const known = module.environment.map((read) => ({
      file: read.file,
      line: read.line,
      text: read.text,
      name: read.name,
      fallbacks: read.fallback ? textsAndNumbers(read.fallback) : [],
      inCode: true,
      optional: !read.fallback && !read.required,
    }));
    return [...known, ...environReads(module), ...settingsReads(module)];
  });
}

/** Fields of pydantic's BaseSettings (https://docs.pydantic.dev/latest/concepts/pydantic_settings/): each is a variable of its name, in any case. */
function settingsReads(module: RepoFacts['modules'][number]): readonly EnvironmentRead[] {
  if (!module.imports.some(({ name }) => /^pydantic(_settings|\.env_settings|\.v1)?\.BaseSettings$/.test(name)))
    return [];
  return module.assignments.flatMap((assignment) => {
    const field = /^[A-Z]\w*\.([A-Za-z]\w*)$/.exec(assignment.target)?.[1];
    if (!field || field === 'model_config') return [];
    const { file, line, text, value } = assignment;
    return [{ file, line, text, name: field.toUpperCase(), fallbacks: textsAndNumbers(value), inCode: true }];
  });
}

/**
 * django-environ (https://django-environ.readthedocs.io/en/latest/types.html): `env = environ.Env()`, then env("X", default=…),
 * env.db() for DATABASE_URL, env.cache(), env.email(); dj_database_url.config() reads DATABASE_URL too.
 */
function environReads(module: RepoFacts['modules'][number]): readonly EnvironmentRead[] {
  const environ = module.imports.some(({ name }) => name === 'environ' || name.startsWith('environ.'));
  const implied: Readonly<Record<string, string>> = {
    db: 'DATABASE_URL',
    db_url: 'DATABASE_URL',
    cache: 'CACHE_URL',
    cache_url: 'CACHE_URL',
    email: 'EMAIL_URL',
    email_url: 'EMAIL_URL',
  };
  return module.calls.flatMap((call) => {
    const method = /^(?:\w*[eE]nv|ENV)(?:\.(\w+))?$/.exec(call.callee);
    const url = call.callee === 'dj_database_url.config';
    if (!url && !(environ && method)) return [];
    const named = url ? literalOf(call.keywords['env']) : literalOf(call.args[0] ?? call.keywords['var']);
    const name = named ?? (url ? 'DATABASE_URL' : implied[method?.[1] ?? '']);
    if (name === undefined || !/^[A-Z_][A-Z0-9_]*$/.test(name)) return [];
    const fallback = call.keywords['default'] ?? (url ? undefined : call.args[1]);
    return [
      {
        file: call.file,
        line: call.line,
        text: call.text,
        name,
        fallbacks: fallback ? textsAndNumbers(fallback) : [],
        inCode: true,
      },
    ];
  });
}

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
