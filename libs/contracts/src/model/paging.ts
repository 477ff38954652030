import { z } from 'zod';
import { uuidSchema } from './scalars';

/** A page of a list: without a limit, or with limit 0, everything (`docs/protocol/rest-graphql.md 2`). */
export const pageSchema = z.object({
  offset: z.number().int().min(0).nullish(),
  limit: z.number().int().min(0).nullish(),
});

export type Page = z.infer<typeof pageSchema>;

/** A list filter of keys: an empty, missing or null one picks everything (`docs/protocol/rest-graphql.md 2`). */
export const uuidFilterSchema = z
  .array(uuidSchema)
  .nullish()
  .transform((uuids) => uuids ?? []);
