import type { PyExpression } from '../model/facts';

/** What a call or a field says of a variable. */
export interface VariableRead {
  readonly name: string;
  /** Absent when the code gives none. */
  readonly fallback?: PyExpression;
  /** True when the code fails without it. */
  readonly required: boolean;
}

/** Names by which what these calls make is known afterwards: `env = Env()`. */
const readers: Readonly<Record<string, string>> = {
  'environs.Env': 'environs.Env()',
  'environs.FileAwareEnv': 'environs.Env()',
  'environ.Env': 'environ.Env()',
  'environ.FileAwareEnv': 'environ.Env()',
  'decouple.Config': 'decouple.config',
  'decouple.AutoConfig': 'decouple.config',
  'starlette.config.Config': 'starlette.config()',
};

/** The name of a reader of variables that an expression makes, as {@link environmentCall} knows it. */
export function readerMade(value: PyExpression): string | undefined {
  if (value.kind === 'name' && value.name === 'os.environ') return 'os.environ';
  return value.kind === 'call' && Object.hasOwn(readers, value.callee) ? readers[value.callee] : undefined;
}

/** Defaults that `environ.Env(DEBUG=(bool, False))` gives in advance. */
export function schemeOf(value: PyExpression): Readonly<Record<string, PyExpression>> {
  if (value.kind !== 'call' || readers[value.callee] !== 'environ.Env()') return {};
  return Object.fromEntries(
    Object.entries(value.keywords).flatMap(([name, pair]) => {
      const fallback = pair.kind === 'list' ? pair.items[1] : undefined;
      return fallback ? [[name, fallback]] : [];
    }),
  );
}

/** Variables that django-environ reads when no name is given. */
const implied: Readonly<Record<string, string>> = {
  db: 'DATABASE_URL',
  db_url: 'DATABASE_URL',
  cache: 'CACHE_URL',
  cache_url: 'CACHE_URL',
  email: 'EMAIL_URL',
  email_url: 'EMAIL_URL',
};

/**
 * The variable that a call reads, by the name that its callee resolves to:
 * os.getenv, os.environ.get and the like; python-decouple's config("X", default=…); Starlette's config("X", cast=…, default=…);
 * environs' and django-environ's env("X", …), env.bool("X", …) (https://django-environ.readthedocs.io/en/latest/types.html), also
 * where another module of the repository makes `env`; dj_database_url.config(), which reads DATABASE_URL.
 */
export function environmentCall(
  callee: string,
  args: readonly PyExpression[],
  keywords: Readonly<Record<string, PyExpression>>,
): VariableRead | undefined {
  const [first, second] = args;
  if (callee === 'dj_database_url.config') {
    const { env, default: fallback } = keywords;
    return { name: textOf(env) ?? 'DATABASE_URL', ...(fallback && { fallback }), required: false };
  }
  const fallback = keywords['default'] ?? second;
  const read = (name: string, optional = false): VariableRead => ({
    name,
    ...(fallback && { fallback }),
    required: fallback === undefined && !optional,
  });
  const plain = /^(os\.getenv|os\.environ\.(get|pop|setdefault)|decouple\.config|starlette\.config\(\))$/.test(callee);
  const name = textOf(first) ?? textOf(keywords['var']);
  if (plain) return name === undefined ? undefined : read(name, /^os\.(getenv|environ\.get)$/.test(callee));
  const method = /^(?:environs?\.Env\(\)|(?!self\.)[\w.]+\.env)(?:\.(\w+))?$/.exec(callee);
  if (!method || ['prefixed', 'read_env', 'read_envfile'].includes(method[1] ?? '')) return undefined;
  const variable = name ?? (args.length === 0 ? implied[method[1] ?? ''] : undefined);
  return variable !== undefined && /^[A-Z_][A-Z0-9_]*$/.test(variable) ? read(variable) : undefined;
}

/** Bases of a class whose fields are variables: https://docs.pydantic.dev/latest/concepts/pydantic_settings/. */
export const isSettingsBase = (name: string): boolean =>
  /^pydantic(_settings|\.env_settings|\.v1)?\.BaseSettings$/.test(name);

/** One field of a class of settings, as written: `name: type = value`. */
export interface SettingsField {
  readonly name: string;
  /** Absent for `name: type`. */
  readonly value?: PyExpression;
}

/** The prefix that a class of settings gives its variables, of `model_config` or of an inner `class Config`. */
export function settingsPrefix(fields: readonly SettingsField[]): string {
  const config = fields.find(({ name }) => name === 'model_config')?.value;
  return (config?.kind === 'call' ? textOf(config.keywords['env_prefix']) : undefined) ?? '';
}

/** The variable that a field of pydantic's settings is read from: its name in any case, with the prefix, or its alias. */
export function settingsRead({ name, value }: SettingsField, prefix: string): VariableRead | undefined {
  if (name === 'model_config' || name.startsWith('_')) return undefined;
  const field = value?.kind === 'call' && /(^|\.)Field$/.test(value.callee) ? value : undefined;
  const alias = [field?.keywords['validation_alias'], field?.keywords['alias'], field?.keywords['env']]
    .map(textOf)
    .find((text) => text !== undefined);
  const given = field ? (field.args[0] ?? field.keywords['default'] ?? field.keywords['default_factory']) : value;
  // `Field(...)` has no value; the ellipsis is no expression that is looked at.
  const fallback = field?.args[0]?.kind === 'other' ? undefined : given;
  return {
    name: (alias ?? `${prefix}${name}`).toUpperCase(),
    ...(fallback && { fallback }),
    required: fallback === undefined,
  };
}

const textOf = (expression: PyExpression | undefined): string | undefined =>
  expression?.kind === 'string' ? expression.value : undefined;
