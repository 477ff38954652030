/** What was read, and when, in milliseconds. */
export interface Reading<Value> {
  readonly at: number;
  readonly value: Value;
}

/** With one more, the newest last; no more than so many are kept. */
export const withReading = <Value>(
  readings: readonly Reading<Value>[],
  reading: Reading<Value>,
  most: number,
): readonly Reading<Value>[] => [...readings, reading].slice(-most);

/** How many readings tell whether a lag grows. */
export const LAG_READINGS = 6;

/**
 * Whether a lag grows: lately it was never as low as it ever was before. A lag that goes up and down, as between two
 * checkpoints, does not grow.
 *
 * @param lags the oldest first
 */
export const isGrowing = (lags: readonly number[]): boolean => {
  if (lags.length < LAG_READINGS) return false;
  const half = Math.floor(lags.length / 2);
  return Math.min(...lags.slice(-half)) > Math.max(...lags.slice(0, half));
};

/** Messages of a client, counted since it connected. */
export interface Counted {
  readonly clientId: string;
  readonly connectedDatetime?: string | null;
  readonly receivedMessages: number;
  readonly sentMessages: number;
}

/** Messages a second. */
export interface Rate {
  readonly received: number;
  readonly sent: number;
}

/** Of clients that have been connected at both readings, by their ids; a new connection counts from zero. */
export const ratesBetween = (
  before: Reading<readonly Counted[]>,
  after: Reading<readonly Counted[]>,
): ReadonlyMap<string, Rate> => {
  const seconds = (after.at - before.at) / 1_000;
  const earlier = new Map(before.value.map((client) => [client.clientId, client]));
  const rates = new Map<string, Rate>();
  for (const client of after.value) {
    const then = earlier.get(client.clientId);
    if (!then || then.connectedDatetime !== client.connectedDatetime || seconds <= 0) continue;
    const received = (client.receivedMessages - then.receivedMessages) / seconds;
    const sent = (client.sentMessages - then.sentMessages) / seconds;
    if (received >= 0 && sent >= 0) rates.set(client.clientId, { received, sent });
  }
  return rates;
};
