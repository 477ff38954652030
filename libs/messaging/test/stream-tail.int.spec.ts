import { randomUUID } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { liveUnitLogs, liveSubject } from '@unitfleet/contracts';
import { createLogger } from '@unitfleet/observability';
import { eventually, OwnEngine } from '@unitfleet/testing';
import { connectToNats, LivePublisher, reconcileStreams, StreamTail } from '../src';

const log = createLogger('units', 'silent');

describe('the reader of a whole stream', () => {
  let nats: OwnEngine;
  let connection: NatsConnection;
  const tails: StreamTail[] = [];

  const follow = async (lookBack: number) => {
    const read: string[] = [];
    let gaps = 0;
    const tail = new StreamTail(connection, 'LIVE', log, {
      lookBack,
      onMessage: ({ data }) => read.push(Buffer.from(data).toString()),
      onGap: () => (gaps += 1),
    });
    tails.push(tail);
    await tail.start();
    return { tail, read, gaps: () => gaps };
  };

  const write = async (...texts: string[]): Promise<void> => {
    for (const text of texts) await jetstream(connection).publish(liveSubject(liveUnitLogs, 1), text);
  };

  beforeEach(async () => {
    nats = await OwnEngine.start('nats');
    connection = await connectToNats(nats.url, 'test');
    await reconcileStreams(connection);
  });
  afterEach(async () => {
    await Promise.all(tails.splice(0).map((tail) => tail.stop()));
    await connection.close();
    await nats.remove();
  });

  it('gives the newest first that were there at the start, then what comes', async () => {
    const empty = await follow(2);
    expect(empty.tail.sequence).toBe(0);
    await write('1', '2', '3');
    const { tail, read } = await follow(2);
    expect(read).toEqual(['2', '3']);
    await write('4');
    await eventually(() => expect(read).toEqual(['2', '3', '4']));
    expect(tail.sequence).toBe(4);
    await eventually(() => expect(empty.read).toEqual(['1', '2', '3', '4']));
    expect(empty.gaps()).toBe(0);
  });

  it('goes on where it was when the server comes back', async () => {
    const { read, gaps } = await follow(0);
    await write('1');
    await eventually(() => expect(read).toEqual(['1']));
    await nats.kill();
    await nats.revive();
    await eventually(() => write('2'));
    await eventually(() => expect(read.at(-1)).toBe('2'));
    expect(read[0]).toBe('1');
    expect(gaps()).toBe(0);
  });

  it('says that messages are missing, and that the stream is another one', async () => {
    const { read, gaps, tail } = await follow(0);
    await write('1');
    await eventually(() => expect(read).toEqual(['1']));
    const identity = tail.identity;
    const { streams } = await jetstreamManager(connection);
    await streams.delete('LIVE');
    await reconcileStreams(connection);
    await write('new');
    await eventually(() => expect(gaps()).toBeGreaterThan(0));
    expect(tail.identity).not.toBe(identity);
    await write('newer');
    await eventually(() => expect(read.at(-1)).toBe('newer'));
  });

  it('reads what was published without waiting, in its order', async () => {
    const { read } = await follow(0);
    const live = new LivePublisher(connection, 'datapipe');
    const unitUuid = randomUUID();
    for (let count = 0; count < 100; count += 1)
      live.about(liveUnitLogs, unitUuid, { unitUuid, unitLogs: [] });
    await eventually(() => expect(read).toHaveLength(100));
    await connection.close();
    expect(() => live.about(liveUnitLogs, unitUuid, { unitUuid, unitLogs: [] })).not.toThrow();
  });
});
