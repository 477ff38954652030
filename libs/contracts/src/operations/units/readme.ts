import { z } from 'zod';
import { bytesSchema } from '../../model/bytes';
import { defineOperation } from '../define-operation';

/** The README of a device's repository, made of its `pepeunit.toml` (`docs/protocol/rest-graphql.md 4.11`). */
export const convertTomlToReadme = defineOperation({
  service: 'units',
  name: 'readme.convert-toml',
  request: z.object({ document: bytesSchema }),
  response: z.object({ markdown: z.string() }),
});
