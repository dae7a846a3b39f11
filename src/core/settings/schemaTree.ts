import * as z from 'zod/mini';
import type { $ZodType, $ZodTypes } from 'zod/v4/core';
import { settingsSchema } from './schema';

/** One place in the schema: what it is for, what it may hold, and the keys that may stand below it. */
export interface SchemaNode {
  readonly description: string;
  /** In words: 'a whole number', 'one of flask, django'. */
  readonly holds: string;
  /** Keys of a map with fixed ones. */
  readonly keys: readonly string[];
  /** Values that are allowed, where they can be listed. */
  readonly options: readonly string[];
}

/** What the schema says at a path of keys; names of apps and the like match any. undefined: nothing may stand there. */
export function schemaNode(path: readonly PropertyKey[]): SchemaNode | undefined {
  let schema: $ZodType | undefined = settingsSchema;
  for (const key of path) schema = schema && below(schema, key);
  if (!schema) return undefined;
  const { def } = bare(schema)._zod as $ZodTypes['_zod'];
  return {
    description: descriptionOf(schema),
    holds: holds(schema),
    keys: keysOf(def),
    options: schemaOptions(schema) ?? [],
  };
}

function keysOf(def: $ZodTypes['_zod']['def']): readonly string[] {
  if (def.type === 'object') return Object.keys(def.shape);
  return def.type === 'record' ? (schemaOptions(def.keyType) ?? []) : [];
}

function schemaOptions(schema: $ZodType): readonly string[] | undefined {
  const { def } = bare(schema)._zod as $ZodTypes['_zod'];
  return def.type === 'enum' ? Object.values(def.entries).map(String) : undefined;
}

function below(schema: $ZodType, key: PropertyKey): $ZodType | undefined {
  const { def } = bare(schema)._zod as $ZodTypes['_zod'];
  if (def.type === 'object') return Object.hasOwn(def.shape, key) ? def.shape[String(key)] : undefined;
  if (def.type === 'record') return def.valueType;
  return def.type === 'array' ? def.element : undefined;
}

/** Without what only says that it may be absent, empty or converted. */
function bare(schema: $ZodType): $ZodType {
  const { def } = schema._zod as $ZodTypes['_zod'];
  if (def.type === 'optional' || def.type === 'nullable') return bare(def.innerType);
  return def.type === 'pipe' ? bare(def.in) : schema;
}

function descriptionOf(schema: $ZodType): string {
  const own = z.globalRegistry.get(schema)?.description;
  const { def } = schema._zod as $ZodTypes['_zod'];
  if (own !== undefined) return own;
  return def.type === 'optional' || def.type === 'nullable' ? descriptionOf(def.innerType) : '';
}

function holds(schema: $ZodType): string {
  const { def } = bare(schema)._zod as $ZodTypes['_zod'];
  switch (def.type) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'literal':
      return def.values.join(' or ');
    case 'enum':
      return `one of ${Object.values(def.entries).join(', ')}`;
    case 'array':
      return 'a list of texts';
    case 'union':
      return [...new Set(def.options.map(holds))].join(' or ');
    default:
      return 'a map of keys';
  }
}
