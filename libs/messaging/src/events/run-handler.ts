import type { JsMsg } from '@nats-io/jetstream';
import type { Envelope } from '@unitfleet/contracts';
import { continueTrace } from '@unitfleet/observability';
import { causedBy } from '../codec/cause';
import { unwrap } from '../codec/envelopes';
import { incomingTrace } from '../codec/headers';
import type { ConsumerBinding } from '../nest/decorators';
import type { Handler } from '../rpc/rpc-server';

/** Reads a message and runs its handler to the end, in the sender's trace and as caused by the message. */
export const runHandler = (
  consumer: string,
  binding: ConsumerBinding,
  handler: Handler,
  message: JsMsg,
): Promise<void> =>
  continueTrace(consumer, 'consumer', incomingTrace(message.headers), async () => {
    const envelope: Envelope = unwrap(message.data, binding.schema);
    const { id, correlation, actor } = envelope;
    await causedBy({ id, correlation, actor }, () => handler(envelope, { actor, correlation }));
  });
