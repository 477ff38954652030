import { setTimeout as sleep } from 'node:timers/promises';
import { jetstreamManager } from '@nats-io/jetstream';
import { connectToNats } from '@unitfleet/messaging';

const LOOK_MS = 100;
const PATIENCE_MS = 120_000;
const STREAM = 'DEVICE';

/** Resolves when everything that devices reported is worked off; answers what of it was left when time was up. */
export const untilCalm = async (natsUrl: string): Promise<{ seconds: number; left: number }> => {
  const connection = await connectToNats(natsUrl, 'bench-calm');
  try {
    const manager = await jetstreamManager(connection);
    const begunAt = performance.now();
    for (;;) {
      const consumers = await manager.consumers.list(STREAM).next();
      const left = consumers.reduce((sum, one) => sum + one.num_pending + one.num_ack_pending, 0);
      const passedMs = performance.now() - begunAt;
      if (left === 0 || passedMs > PATIENCE_MS)
        return { seconds: Number((passedMs / 1_000).toFixed(2)), left };
      await sleep(LOOK_MS);
    }
  } finally {
    await connection.drain();
  }
};
