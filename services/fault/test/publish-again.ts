import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { PARTITIONS, telemetrySubject } from '@unitfleet/contracts';
import { connectToNats } from '@unitfleet/messaging';
import type { TestFleet } from '@unitfleet/testing-fleet';

/** Sends the newest frame of every partition to the stream once more, as it is, and counts those taken for new. */
export const publishAgain = async (fleet: TestFleet): Promise<{ frames: number; stored: number }> => {
  const connection = await connectToNats(fleet.engines.NATS_URL!, 'publish-again');
  try {
    const { streams } = await jetstreamManager(connection);
    let frames = 0;
    let stored = 0;
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      const subject = telemetrySubject(partition);
      const frame = await streams.getMessage('TELEMETRY', { last_by_subj: subject });
      if (!frame) continue;
      frames += 1;
      const { duplicate } = await jetstream(connection).publish(subject, frame.data, {
        headers: frame.header,
      });
      if (!duplicate) stored += 1;
    }
    return { frames, stored };
  } finally {
    await connection.drain();
  }
};
