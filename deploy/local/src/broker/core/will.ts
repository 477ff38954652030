import type { WillPacket } from '../wire/connect-packet';
import { PROPERTY } from '../wire/properties';
import type { Connection } from './connection';
import { MessageExtra } from './message';

/** How long a will waits for a hook that does not answer. */
const PATIENCE_MS = 30_000;

/** Milliseconds for which a will waits whether its client comes back (MQTT 5, 3.1.3.2.2). */
export function willDelayMs({ properties }: WillPacket): number {
  return (properties.number(PROPERTY.willDelay) ?? 0) * 1000;
}

/**
 * Publishes the will of a connection that has ended, if its client may publish there now (docs/protocol/emqx.md,
 * "HTTP authorisation"). Never rejects.
 */
export async function publishWill(connection: Connection, will: WillPacket): Promise<void> {
  const { authorizer, core, listener } = connection;
  const { counters } = core.metrics;
  const giveUpAt = Date.now() + PATIENCE_MS;
  const decision = await authorizer?.publish(will.topic, will.qos, false, () => Date.now() > giveUpAt);
  if (decision !== 'allow') {
    counters[`messages.dropped.${decision === 'deny' ? 'not_authorized' : 'withheld'}`]++;
    return;
  }
  const route = core.router.route(will.topic);
  if (!route || route.levels > listener.zone.maxTopicLevels) {
    counters['messages.dropped.not_authorized']++;
    return;
  }
  const { properties } = will;
  const expirySeconds = properties.number(PROPERTY.messageExpiry);
  const expiresAt = expirySeconds === undefined ? 0 : Date.now() + expirySeconds * 1000;
  const isPlain = expiresAt === 0 && properties.passedOn.length === 0;
  const extra = isPlain ? null : new MessageExtra(null, properties.passedOn, expiresAt, 0);
  counters['messages.received']++;
  core.router.publish(route, will.payload, will.qos, extra);
}
