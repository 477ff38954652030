import { JetStreamApiCodes, JetStreamApiError, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { DEFAULT_STREAM_LIMITS, streamConfigurations, type StreamLimits } from './streams';

/** A server that has just started, on a busy machine, takes its time to open its files. */
const PATIENCE_MS = 30_000;

const isMissing = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound;

/** Brings the streams of a server to what is declared; safe to run from several processes at once. */
export const reconcileStreams = async (
  connection: NatsConnection,
  limits: StreamLimits = DEFAULT_STREAM_LIMITS,
): Promise<void> => {
  const manager = await jetstreamManager(connection, { timeout: PATIENCE_MS });
  for (const configuration of streamConfigurations(limits)) {
    try {
      await manager.streams.update(configuration.name, configuration);
    } catch (error) {
      if (!isMissing(error)) throw error;
      await manager.streams.add(configuration);
    }
  }
};
