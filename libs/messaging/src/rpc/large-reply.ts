import { createInbox, type MsgHdrs, type Msg, type NatsConnection } from '@nats-io/nats-core';

/** What fits into one message whatever the server's limit is; a larger answer is fetched in parts of this size. */
export const REPLY_PART_BYTES = 512 * 1024;

const PARTS_HEADER = 'Unitfleet-Reply-Parts';
const SUBJECT_HEADER = 'Unitfleet-Reply-Subject';
const KEPT_MS = 60_000;

/**
 * Keeps a large answer until its caller has fetched it, or a minute at most. The caller asks for each part by its
 * number, so that it never gets more than it can take.
 *
 * @returns headers of the empty reply that says where the parts are.
 */
export const offerParts = (connection: NatsConnection, bytes: Uint8Array): Record<string, string> => {
  const subject = createInbox();
  const count = Math.ceil(bytes.length / REPLY_PART_BYTES);
  const subscription = connection.subscribe(subject, {
    callback: (error, message) => {
      if (error) return;
      const part = Number(message.string());
      message.respond(bytes.subarray(part * REPLY_PART_BYTES, (part + 1) * REPLY_PART_BYTES));
      if (part === count - 1) end();
    },
  });
  const timer = setTimeout(() => end(), KEPT_MS).unref();
  const end = (): void => {
    clearTimeout(timer);
    subscription.unsubscribe();
  };
  return { [PARTS_HEADER]: String(count), [SUBJECT_HEADER]: subject };
};

const partsOf = (headers: MsgHdrs | undefined): { count: number; subject: string } | null => {
  const count = headers?.get(PARTS_HEADER);
  return count ? { count: Number(count), subject: headers!.get(SUBJECT_HEADER) } : null;
};

/** The whole answer, in however many parts it comes. */
export const wholeReply = async (
  connection: NatsConnection,
  reply: Msg,
  deadlineMs: number,
): Promise<Uint8Array> => {
  const parts = partsOf(reply.headers);
  if (!parts) return reply.data;
  const received: Uint8Array[] = [];
  for (let part = 0; part < parts.count; part += 1) {
    const message = await connection.request(parts.subject, String(part), { timeout: deadlineMs });
    received.push(message.data);
  }
  return Buffer.concat(received);
};
