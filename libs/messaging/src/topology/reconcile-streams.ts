import {
  JetStreamApiCodes,
  JetStreamApiError,
  jetstreamManager,
  type StreamAPI,
  type StreamInfo,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { DEFAULT_STREAM_LIMITS, streamConfigurations, type StreamLimits } from './streams';

/** A server that has just started, on a busy machine, takes its time to open its files. */
const PATIENCE_MS = 30_000;
const STREAM_NAME_IN_USE = 10_058;

type Declared = ReturnType<typeof streamConfigurations>[number];

const hasCode = (error: unknown, code: number): boolean =>
  error instanceof JetStreamApiError && error.code === code;

/**
 * What tells a stream from another of the same name: its time of creation as it was first seen, which its description
 * keeps. A server before 2.10 that changed a stream says another time after each restart.
 */
export const streamIdentity = ({ config, created }: Pick<StreamInfo, 'config' | 'created'>): string =>
  config.description || String(created);

const find = async (streams: StreamAPI, name: string): Promise<StreamInfo | null> => {
  try {
    return await streams.info(name);
  } catch (error) {
    if (hasCode(error, JetStreamApiCodes.StreamNotFound)) return null;
    throw error;
  }
};

const addUnlessThere = async (streams: StreamAPI, configuration: Declared): Promise<void> => {
  try {
    await streams.add(configuration);
  } catch (error) {
    if (!hasCode(error, STREAM_NAME_IN_USE)) throw error;
  }
};

/** Brings the streams of a server to what is declared; safe to run from several processes at once. */
export const reconcileStreams = async (
  connection: NatsConnection,
  limits: StreamLimits = DEFAULT_STREAM_LIMITS,
): Promise<void> => {
  const { streams } = await jetstreamManager(connection, { timeout: PATIENCE_MS });
  for (const configuration of streamConfigurations(limits)) {
    if (!(await find(streams, configuration.name))) await addUnlessThere(streams, configuration);
    const description = streamIdentity(await streams.info(configuration.name));
    await streams.update(configuration.name, { ...configuration, description });
  }
};
