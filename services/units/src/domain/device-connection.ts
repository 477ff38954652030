import type { DeviceCommand, DeviceSession } from '@unitfleet/contracts';
import { commandOfTopic } from './commands/pending-command';

/** One MQTT client of a Unit, as far as sessions were reported; times in milliseconds. */
export interface DeviceConnection {
  readonly clientId: string;
  readonly connectedAt: number;
  /** Base inputs by name, and when each was subscribed to. */
  readonly baseInputs: Readonly<Record<string, number>>;
}

/**
 * Connections and subscriptions are seen by different processes: reports may overtake each other, and clocks differ a
 * little. To take a listening device for a deaf one would keep commands from it until its next connect; the contrary
 * costs one repetition. Hence subscriptions this close to a connect count as its own.
 */
const SKEW_MS = 2_000;

const without = (inputs: DeviceConnection['baseInputs'], olderThan: number) =>
  Object.fromEntries(Object.entries(inputs).filter(([, at]) => at >= olderThan));

const lastSeen = (connection: DeviceConnection): number =>
  Math.max(connection.connectedAt, ...Object.values(connection.baseInputs));

/** The connection after a report; null when there is none. */
export const applySession = (
  known: DeviceConnection | null,
  session: DeviceSession,
): DeviceConnection | null => {
  const at = session.at.getTime();
  const { clientId } = session;
  switch (session.kind) {
    case 'connected':
      if (known && at < known.connectedAt) return known;
      return { clientId, connectedAt: at, baseInputs: without(known?.baseInputs ?? {}, at - SKEW_MS) };
    case 'subscribed':
      return {
        clientId,
        connectedAt: known?.connectedAt ?? at,
        baseInputs: { ...known?.baseInputs, [session.baseInput]: at },
      };
    // A takeover ends the old session of the same client when the new one has begun: what is newer stays.
    case 'disconnected':
      return known && lastSeen(known) > at ? known : null;
    case 'refused':
      return known;
  }
};

/** Since when a Unit's clients hear each command, and when the last of them connected. */
export const listening = (
  connections: readonly DeviceConnection[],
): { listeningSince: Partial<Record<DeviceCommand, number>>; connectedAt: number | null } => {
  const listeningSince: Partial<Record<DeviceCommand, number>> = {};
  for (const { baseInputs } of connections) {
    for (const [topic, at] of Object.entries(baseInputs)) {
      const kind = commandOfTopic(topic);
      if (kind) listeningSince[kind] = Math.max(at, listeningSince[kind] ?? 0);
    }
  }
  const connectedAt = connections.length > 0 ? Math.max(...connections.map((one) => one.connectedAt)) : null;
  return { listeningSince, connectedAt };
};
