import { z } from 'zod';
import { actorSchema } from './actor';

/**
 * What surrounds every message on NATS, shaped after CloudEvents 1.0. `data` is checked against the event's or
 * operation's own schema after the envelope.
 */
export const envelopeSchema = z.object({
  /** Unique; of an event it is also the `Nats-Msg-Id` and the key of the inbox. */
  id: z.uuid(),
  /** `<service>.<aggregate>.<event>` or `<service>.<operation>`. */
  type: z.string(),
  /** Major version of the schema of `data`. */
  version: z.number().int().positive(),
  /** Service that says it. */
  source: z.string(),
  /** Key of the aggregate that an event is about; empty for requests. */
  subject: z.string(),
  /** Version of that aggregate after the change; consumers ignore what is older than what they know. */
  aggregateVersion: z.number().int().nonnegative(),
  time: z.date(),
  actor: actorSchema,
  /** The same through everything that one request of the outside has caused. */
  correlation: z.string(),
  /** Id of the message that caused this one. */
  causation: z.string().nullable(),
  data: z.unknown(),
});

export type Envelope<Data = unknown> = Omit<z.infer<typeof envelopeSchema>, 'data'> & { data: Data };
