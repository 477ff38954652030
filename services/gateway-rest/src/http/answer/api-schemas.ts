import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const withSnakeKeys = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(withSnakeKeys);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { properties, required, ...rest } = schema as JsonSchema;
  const result: JsonSchema = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, withSnakeKeys(value)]),
  );
  if (properties)
    result.properties = Object.fromEntries(
      Object.entries(properties).map(([key, value]) => [snakeCase(key), withSnakeKeys(value)]),
    );
  if (Array.isArray(required)) result.required = required.map((key) => snakeCase(String(key)));
  return result;
};

/** Not the format `date-time`: that demands a zone, and strict clients would refuse ours (`docs/protocol/rest-graphql.md 1.6`). */
const TIME = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{6})?$',
  description: 'UTC, without a zone',
  example: '2025-01-02T03:04:05.123456',
};

/** The JSON schema of what the presenter makes of a view. */
export const presentedSchema = (view: z.ZodType): JsonSchema => {
  const schema = z.toJSONSchema(view, {
    target: 'openapi-3.0',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, TIME);
      if (jsonSchema.format === 'uuid') delete jsonSchema.pattern;
      // OpenAPI 3.0: an enumeration that does not name null excludes it, nullable or not.
      if (jsonSchema.nullable && jsonSchema.enum) jsonSchema.enum = [...new Set([...jsonSchema.enum, null])];
    },
  });
  return withSnakeKeys(schema) as JsonSchema;
};

const models = new Map<string, JsonSchema>();

/** Names a view in the API document; answers a reference to it. */
export const modelReference = (name: string, view: z.ZodType): { $ref: string } => {
  models.set(name, presentedSchema(view));
  return { $ref: `#/components/schemas/${name}` };
};

/** All named views, as the components of the API document. */
export const modelSchemas = (): Record<string, JsonSchema> =>
  Object.fromEntries([...models].sort(([one], [other]) => one.localeCompare(other)));
