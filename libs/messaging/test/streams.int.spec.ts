import { jetstreamManager } from '@nats-io/jetstream';
import { OwnEngine } from '@unitfleet/testing';
import { connectToNats, DEFAULT_STREAM_LIMITS, reconcileStreams, streamIdentity } from '../src';

describe('the streams of a server', () => {
  let nats: OwnEngine;

  beforeAll(async () => {
    nats = await OwnEngine.start('nats');
  });

  afterAll(async () => {
    await nats?.remove();
  });

  /** As services that start together. */
  const started = async (telemetryMaxBytes: number): Promise<string> => {
    const connections = await Promise.all([1, 2, 3].map(() => connectToNats(nats.url, 'test')));
    try {
      const limits = { ...DEFAULT_STREAM_LIMITS, telemetryMaxBytes };
      await Promise.all(connections.map((connection) => reconcileStreams(connection, limits)));
      const { streams } = await jetstreamManager(connections[0]!);
      const info = await streams.info('TELEMETRY');
      expect(info.config.max_bytes).toBe(telemetryMaxBytes);
      return streamIdentity(info);
    } finally {
      await Promise.all(connections.map((connection) => connection.close()));
    }
  };

  const restart = async (): Promise<void> => {
    await nats.kill();
    await nats.revive();
  };

  it('are the same after restarts and changes, and others once they were deleted', async () => {
    const identity = await started(1_000_000);
    for (const bytes of [1_000_000, 2_000_000, 2_000_000]) {
      await restart();
      expect(await started(bytes)).toBe(identity);
    }
    const connection = await connectToNats(nats.url, 'test');
    await (await jetstreamManager(connection)).streams.delete('TELEMETRY');
    await connection.close();
    expect(await started(2_000_000)).not.toBe(identity);
  });
});
