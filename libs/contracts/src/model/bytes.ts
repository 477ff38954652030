import { z } from 'zod';

/** Bytes as they come, whatever memory they are a view of. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'must be bytes');
