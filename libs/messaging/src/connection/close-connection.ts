import { setTimeout as sleep } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/nats-core';

const PATIENCE_MS = 2_000;

/** False when the work fails, or would wait beyond a moment for a server that is away. */
export const withinAMoment = async (work: Promise<unknown>): Promise<boolean> => {
  const patience = new AbortController();
  const late = sleep(PATIENCE_MS, false, { signal: patience.signal }).catch(() => false);
  try {
    return await Promise.race([
      work.then(
        () => true,
        () => false,
      ),
      late,
    ]);
  } finally {
    patience.abort();
  }
};

/** Sends what is still to be sent and closes; a server that is away does not keep the process from ending. */
export const closeConnection = async (connection: NatsConnection): Promise<void> => {
  if (connection.isClosed()) return;
  const isDrained = await withinAMoment(connection.isDraining() ? connection.closed() : connection.drain());
  if (!isDrained && !connection.isClosed()) await connection.close();
};
