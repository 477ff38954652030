import { randomUUID } from 'node:crypto';
import {
  PLATFORM,
  DomainError,
  envelopeSchema,
  type Actor,
  type Envelope,
  type EventDefinition,
  eventType,
  type ServiceName,
} from '@unitfleet/contracts';
import { z } from 'zod';
import { currentCause } from './cause';
import { decodeMessage } from './message-pack';

/** The aggregate that an event is about, after the change. */
export interface AggregateReference {
  readonly uuid: string;
  readonly version: number;
}

/** What an envelope says about itself; cause and actor come from the request or event under way, if any. */
interface EnvelopeFacts {
  type: string;
  version: number;
  source: ServiceName;
  aggregate?: AggregateReference;
  actor?: Actor;
}

/** Puts data into an envelope. */
export const wrap = <Data>(facts: EnvelopeFacts, data: Data): Envelope<Data> => {
  const id = randomUUID();
  const cause = currentCause();
  return {
    id,
    type: facts.type,
    version: facts.version,
    source: facts.source,
    subject: facts.aggregate?.uuid ?? '',
    aggregateVersion: facts.aggregate?.version ?? 0,
    time: new Date(),
    actor: facts.actor ?? cause?.actor ?? PLATFORM,
    correlation: cause?.correlation ?? id,
    causation: cause?.id ?? null,
    data,
  };
};

/** Puts an event's data, which must fit its schema, into an envelope. */
export const wrapEvent = <Schema extends z.ZodType>(
  event: EventDefinition<Schema>,
  aggregate: AggregateReference,
  data: z.input<Schema>,
): Envelope<z.infer<Schema>> =>
  wrap(
    { type: eventType(event), version: event.version, source: event.service, aggregate },
    event.schema.parse(data),
  );

/**
 * Reads an envelope and its data.
 *
 * @throws DomainError `Validation` for anything else than an envelope around data of this schema.
 */
export const unwrap = <Schema extends z.ZodType>(
  bytes: Uint8Array,
  schema: Schema,
): Envelope<z.infer<Schema>> => {
  try {
    const envelope = envelopeSchema.parse(decodeMessage(bytes));
    return { ...envelope, data: schema.parse(envelope.data) };
  } catch (error) {
    const text = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new DomainError('Validation', text, { cause: error });
  }
};
