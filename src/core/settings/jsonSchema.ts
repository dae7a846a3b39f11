import * as z from 'zod/mini';
import { settingsSchema } from './schema';

/**
 * drydock.schema.json: what editors complete and check drydock.yml by, made from the schema by which it is read. Draft 7, which
 * YAML language servers know best. Fixed keys are listed instead of being names of one pattern, so that they are offered.
 */
export function settingsJsonSchema(): object {
  const { $schema, ...rest } = z.toJSONSchema(settingsSchema, {
    target: 'draft-07',
    io: 'input',
    override: ({ jsonSchema }) => {
      const keys = jsonSchema.propertyNames;
      if (typeof keys !== 'object' || !Array.isArray(keys.enum)) return;
      jsonSchema.properties = Object.fromEntries(
        keys.enum.map((key) => [String(key), jsonSchema.additionalProperties ?? {}]),
      );
      jsonSchema.additionalProperties = false;
      delete jsonSchema.propertyNames;
      delete jsonSchema.required;
    },
  });
  return {
    $schema,
    title: 'drydock.yml',
    description: 'What a user decides otherwise than Drydock concludes. Every key is optional.',
    ...rest,
  };
}
