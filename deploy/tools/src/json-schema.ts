import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

interface Override {
  zodSchema: { _zod: { def: { type: string } } };
  jsonSchema: JsonSchema;
}

// Neither a time nor bytes exist in JSON; these are their usual spellings there.
const spellings: Record<string, JsonSchema> = {
  date: { type: 'string', format: 'date-time' },
  custom: { type: 'string', contentEncoding: 'base64' },
};

/** The JSON Schema of what may be sent where this schema reads. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema => {
  const { $schema: _dialect, ...result } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }: Override) => {
      Object.assign(jsonSchema, spellings[zodSchema._zod.def.type]);
    },
  } as Parameters<typeof z.toJSONSchema>[1]);
  return result;
};
