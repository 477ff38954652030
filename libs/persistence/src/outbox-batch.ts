import { decodeMessage, type EventPublisher, type OutgoingMessage } from '@unitfleet/messaging';
import { envelopeSchema } from '@unitfleet/contracts';

export interface OutboxRow extends OutgoingMessage {
  readonly position: string;
}

/** What must stay in order: the messages of one aggregate; of what is no event, those of one subject. */
const orderKey = (row: OutboxRow): string => {
  if (!row.subject.startsWith('ev.')) return row.subject;
  const { data } = envelopeSchema.pick({ subject: true }).safeParse(decodeMessage(row.payload));
  return data?.subject ?? row.subject;
};

const chains = (rows: readonly OutboxRow[]): OutboxRow[][] => {
  const byKey = new Map<string, OutboxRow[]>();
  for (const row of rows) {
    const key = orderKey(row);
    const chain = byKey.get(key);
    if (chain) chain.push(row);
    else byKey.set(key, [row]);
  }
  return [...byKey.values()];
};

/** What came of a batch: the rows that the stream holds, and why the others are not there. */
export interface PublishedBatch {
  readonly stored: readonly OutboxRow[];
  readonly failure: unknown;
}

/**
 * Publishes a batch, aggregates side by side and each in order: the next message of an aggregate goes when the stream
 * has the one before, so that a lost connection leaves no gap that would be filled later.
 */
export const publishBatch = async (
  publisher: EventPublisher,
  rows: readonly OutboxRow[],
): Promise<PublishedBatch> => {
  const stored: OutboxRow[] = [];
  const results = await Promise.allSettled(
    chains(rows).map(async (chain) => {
      for (const row of chain) {
        await publisher.publish(row);
        stored.push(row);
      }
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  return { stored, failure: failed?.reason };
};
