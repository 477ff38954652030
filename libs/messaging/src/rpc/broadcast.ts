import { createInbox, type Msg, type NatsConnection } from '@nats-io/nats-core';
import type { ServiceName } from '@unitfleet/contracts';
import { unwrap, wrap } from '../codec/envelopes';
import { outgoingHeaders } from '../codec/headers';
import { encodeMessage } from '../codec/message-pack';
import type { Call } from '../nest/call';
import { z } from 'zod';
import { toErrorReply, type Reply } from './rpc-reply';

/** How long to wait for answers of everybody. */
export interface GatherOptions<Answer> {
  readonly patienceMs: number;
  /** Told each answer; true: nobody else is known of. */
  isAll(answer: Answer): boolean;
  /** How long newcomers are waited for then. */
  readonly graceMs: number;
}

/** Hands each reply to `take` until a while after that has been enough, or until it has taken too long. */
export const hearEverybody = async (
  connection: NatsConnection,
  subject: string,
  request: Uint8Array,
  { patienceMs, graceMs }: Pick<GatherOptions<unknown>, 'patienceMs' | 'graceMs'>,
  take: (reply: Uint8Array) => boolean,
): Promise<void> => {
  const inbox = createInbox();
  const subscription = connection.subscribe(inbox);
  const end = () => subscription.unsubscribe();
  const timers = [setTimeout(end, patienceMs)];
  try {
    connection.publish(subject, request, { reply: inbox, headers: outgoingHeaders() });
    for await (const { data, headers } of subscription) {
      // Nobody is subscribed at all.
      if (headers?.code === 503) return;
      if (take(data)) timers.push(setTimeout(end, graceMs));
    }
  } finally {
    timers.forEach(clearTimeout);
    end();
  }
};

/** Who answers a question that all processes get. */
export interface Answerer {
  readonly service: ServiceName;
  /** What it throws goes back as an error. */
  answer(call: Call): Promise<unknown>;
}

/** Answers each question on a subject, as every other process does that listens; a function that ends it. */
export const answerEverybody = (
  connection: NatsConnection,
  subject: string,
  { service, answer }: Answerer,
): (() => void) => {
  const reply = async ({ data }: Msg): Promise<Reply> => {
    try {
      const { actor, correlation } = unwrap(data, z.unknown());
      return { result: await answer({ actor, correlation }) };
    } catch (error) {
      return toErrorReply(error);
    }
  };
  const callback = async (error: Error | null, message: Msg) => {
    if (error) return;
    const envelope = wrap({ type: subject, version: 1, source: service }, await reply(message));
    // Whoever asked may be gone, and so may the connection: then nobody waits.
    if (!connection.isClosed()) message.respond(encodeMessage(envelope), { headers: outgoingHeaders() });
  };
  const subscription = connection.subscribe(subject, {
    callback: (error, message) => void callback(error, message),
  });
  return () => subscription.unsubscribe();
};
