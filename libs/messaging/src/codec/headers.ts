import { headers, type MsgHdrs } from '@nats-io/nats-core';
import { currentTrace, type TraceCarrier } from '@unitfleet/observability';
import { CONTENT_TYPE } from './message-pack';

/** Headers of everything that is sent: content type and the trace under way. */
export const outgoingHeaders = (extra: Record<string, string> = {}): MsgHdrs => {
  const result = headers();
  const values = { 'content-type': CONTENT_TYPE, ...currentTrace(), ...extra };
  for (const [name, value] of Object.entries(values)) result.set(name, value);
  return result;
};

/** The sender's trace, to be continued. */
export const incomingTrace = (received: MsgHdrs | undefined): TraceCarrier => {
  const traceparent = received?.get('traceparent');
  return traceparent ? { traceparent } : {};
};
