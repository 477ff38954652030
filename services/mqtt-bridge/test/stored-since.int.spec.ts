import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { storedSince } from '../src/data/stored-since';
import { NatsRig } from './bridge-rig';

const LONG_AGO = new Date(0);

jest.setTimeout(300_000);

describe('reading what a stream has stored since a time', () => {
  let nats: NatsRig;

  beforeEach(async () => {
    nats = await NatsRig.start();
  });
  afterEach(() => nats.stop());

  const store = async (count: number, subject = 'telemetry.0') => {
    const client = jetstream(nats.connection);
    for (let index = 0; index < count; index += 1) await client.publish(subject, String(index));
  };
  const read = async (since: Date, subject?: string) => {
    const seen: string[] = [];
    for await (const message of storedSince(nats.connection, 'TELEMETRY', since, subject))
      seen.push(message.string());
    return seen;
  };

  it('gives everything in order, over many batches', async () => {
    await store(1_200);
    await expect(read(LONG_AGO)).resolves.toEqual(Array.from({ length: 1_200 }, (_, index) => String(index)));
  });

  it('ends where there is nothing', async () => {
    await expect(read(LONG_AGO)).resolves.toEqual([]);
    await store(1);
    await expect(read(new Date(Date.now() + 3_600_000))).resolves.toEqual([]);
    await expect(read(LONG_AGO, 'telemetry.1')).resolves.toEqual([]);
  });

  it('ends when the last messages are gone, before or while it reads', async () => {
    const { streams } = await jetstreamManager(nats.connection);
    await store(3);
    await streams.deleteMessage('TELEMETRY', 3);
    await expect(read(LONG_AGO)).resolves.toEqual(['0', '1']);
    await store(1_000, 'telemetry.1');
    const seen: string[] = [];
    for await (const message of storedSince(nats.connection, 'TELEMETRY', LONG_AGO)) {
      seen.push(message.string());
      if (seen.length === 1) await streams.purge('TELEMETRY');
    }
    expect(seen.length).toBeLessThan(1_002);
  });

  it('leaves no consumer behind', async () => {
    await store(10);
    for await (const _ of storedSince(nats.connection, 'TELEMETRY', LONG_AGO)) break;
    const { streams } = await jetstreamManager(nats.connection);
    expect((await streams.info('TELEMETRY')).state.consumer_count).toBe(0);
  });
});
