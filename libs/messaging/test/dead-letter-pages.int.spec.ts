import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { OwnEngine } from '@unitfleet/testing';
import { connectToNats, DeadLetterBox, reconcileStreams, StreamReports } from '../src';

describe('pages of dead letters', () => {
  let nats: OwnEngine;
  let connection: NatsConnection;
  let box: DeadLetterBox;

  beforeAll(async () => {
    nats = await OwnEngine.start('nats');
    connection = await connectToNats(nats.url, 'test');
    await reconcileStreams(connection);
    box = new DeadLetterBox(connection);
  });

  beforeEach(async () => {
    await (await jetstreamManager(connection)).streams.purge('DEAD');
  });

  afterAll(async () => {
    await connection.close();
    await nats.remove();
  });

  /** As a consumer leaves them behind; answers the sequence. */
  const bury = async (consumer: string): Promise<number> => {
    const kept = headers();
    kept.set('Unitfleet-Consumer', consumer);
    const { seq } = await jetstream(connection).publish(`dead.${consumer}`, 'x', { headers: kept });
    return seq;
  };

  const page = async (limit: number, before?: number, consumer?: string) => {
    const { count, letters } = await box.newest({ limit, before, consumer });
    return { count, sequences: letters.map(({ sequence }) => sequence) };
  };

  it('there are none', async () => {
    expect(await page(10)).toEqual({ count: 0, sequences: [] });
    expect(await page(10, 5, 'units--x')).toEqual({ count: 0, sequences: [] });
  });

  it('have the newest first, and each letter once', async () => {
    const all: number[] = [];
    for (let index = 0; index < 120; index += 1) all.unshift(await bury('units--x'));
    const seen: number[] = [];
    for (let before: number | undefined; ;) {
      const { count, sequences } = await page(7, before);
      expect(count).toBe(120);
      if (sequences.length === 0) break;
      expect(sequences.length).toBeLessThanOrEqual(7);
      seen.push(...sequences);
      before = sequences.at(-1);
    }
    expect(seen).toEqual(all);
  });

  it('find the few of one consumer among many of another, and what is left between gaps', async () => {
    const rare: number[] = [];
    for (let index = 0; index < 300; index += 1) {
      const consumer = index % 60 === 30 ? 'notifier--rare' : 'units--common';
      const sequence = await bury(consumer);
      if (consumer === 'notifier--rare') rare.unshift(sequence);
    }
    expect(await page(2, undefined, 'notifier--rare')).toEqual({ count: 5, sequences: rare.slice(0, 2) });
    expect(await page(2, rare[1], 'notifier--rare')).toEqual({ count: 5, sequences: rare.slice(2, 4) });
    expect(await page(2, rare[3], 'notifier--rare')).toEqual({ count: 5, sequences: rare.slice(4) });
    expect((await page(50, undefined, 'units--common')).sequences).toHaveLength(50);

    await (await jetstreamManager(connection)).streams.purge('DEAD', { filter: 'dead.units--common' });
    expect(await page(3)).toEqual({ count: 5, sequences: rare.slice(0, 3) });
    expect(await page(3, rare[2])).toEqual({ count: 5, sequences: rare.slice(3) });
  });

  it('leave no consumer behind', async () => {
    await bury('units--x');
    await page(5);
    const { consumer_count } = (await (await jetstreamManager(connection)).streams.info('DEAD')).state;
    expect(consumer_count).toBe(0);
  });

  it.each(['', 'a b', 'a.b', '*', '>'])('know no consumer of the name "%s"', async (consumer) => {
    await expect(box.newest({ limit: 1, consumer })).rejects.toMatchObject({ errorCode: 'Validation' });
  });
});

describe('reports of streams', () => {
  it('tell what is there and how far consumers are', async () => {
    const nats = await OwnEngine.start('nats');
    const connection = await connectToNats(nats.url, 'test');
    try {
      await reconcileStreams(connection, { replicas: 1, telemetryMaxBytes: 64 * 1024 * 1024 });
      const { consumers } = await jetstreamManager(connection);
      await consumers.add('EVENTS', {
        durable_name: 'units--x',
        filter_subject: 'ev.a.>',
        ack_policy: 'explicit' as never,
      });
      await consumers.add('EVENTS', {
        filter_subject: 'ev.a.>',
        ack_policy: 'none' as never,
        inactive_threshold: 60e9,
      });
      for (const subject of ['ev.a.1', 'ev.a.2', 'ev.b.1']) await jetstream(connection).publish(subject, 'x');
      const reader = await jetstream(connection).consumers.get('EVENTS', 'units--x');
      await reader.next();

      const reports = new StreamReports(connection);
      const all = await reports.all();
      expect(all.map(({ name }) => name)).toEqual(['DEAD', 'DEVICE', 'EVENTS', 'LIVE', 'TELEMETRY']);
      expect(all[2]).toMatchObject({
        subjects: ['ev.>'],
        messages: 3,
        bytes: expect.any(Number),
        maxBytes: null,
        firstDatetime: expect.any(Date),
        lastDatetime: expect.any(Date),
        consumers: [
          {
            name: 'units--x',
            pending: 1,
            waitingForAck: 1,
            redelivered: 0,
            lastDeliveredDatetime: expect.any(Date),
          },
        ],
      });
      expect(all[0]).toMatchObject({ messages: 0, firstDatetime: null, lastDatetime: null, consumers: [] });
      expect(all[4]).toMatchObject({ name: 'TELEMETRY', maxBytes: 64 * 1024 * 1024 });
      expect(await reports.countFrom('EVENTS', 'ev.a.>', 2)).toBe(1);
      expect(await reports.countFrom('EVENTS', 'ev.>', 99)).toBe(0);
    } finally {
      await connection.close();
      await nats.remove();
    }
  });
});
