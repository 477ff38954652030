import { randomUUID } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { userBlocked, type Envelope } from '@unitfleet/contracts';
import {
  connectToNats,
  decodeMessage,
  EventPublisher,
  reconcileStreams,
  type OutgoingMessage,
} from '@unitfleet/messaging';
import { createLogger, JobRegistry } from '@unitfleet/observability';
import { createTestDatabase, eventually, OwnEngine, type TestDatabase } from '@unitfleet/testing';
import type { DataSource } from 'typeorm';
import { openDataSource, Transactions } from '../src';
import { OutboxRelay } from '../src/outbox-relay';
import { sampleSchema } from './sample-schema';

const log = createLogger('sample', 'silent');
type Publish = EventPublisher['publish'];

describe('the relay of an outbox', () => {
  let database: TestDatabase;
  let nats: OwnEngine;
  let connection: NatsConnection;
  let source: DataSource;
  let transactions: Transactions;
  const relays: OutboxRelay[] = [];

  beforeAll(async () => {
    [database, nats] = await Promise.all([createTestDatabase('relay'), OwnEngine.start('nats')]);
    connection = await connectToNats(nats.url, 'test');
    await reconcileStreams(connection);
    source = await openDataSource(sampleSchema, { url: database.url, poolSize: 8 }, log);
    transactions = new Transactions(source);
  });

  beforeEach(async () => (await jetstreamManager(connection)).streams.purge('EVENTS'));

  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.onApplicationShutdown()));
  });

  afterAll(async () => {
    await source.destroy();
    await connection.close();
    await database.drop();
    await nats.remove();
  });

  /** @param around what happens on the way to the stream, for relays that meet with an accident. */
  const relay = (
    around: (publish: Publish) => Publish = (publish) => publish,
    jobs = new JobRegistry(),
  ): OutboxRelay => {
    const publisher = new EventPublisher(connection, 'registry');
    publisher.publish = around(publisher.publish.bind(publisher));
    const result = new OutboxRelay(source, publisher, log, jobs);
    result.onApplicationBootstrap();
    relays.push(result);
    return result;
  };

  const emit = (uuid: string = randomUUID(), version = 1) =>
    transactions.run(async (transaction) => {
      transaction.emit(userBlocked, { uuid, version }, { uuid });
      return uuid;
    });

  const stored = async (): Promise<Envelope[]> => {
    const manager = await jetstreamManager(connection);
    const { state } = await manager.streams.info('EVENTS');
    const found: Envelope[] = [];
    for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
      const message = await manager.streams.getMessage('EVENTS', { seq });
      if (message) found.push(decodeMessage(message.data) as Envelope);
    }
    return found;
  };

  const isEmpty = () =>
    eventually(async () => {
      const [{ count }] = await source.query('select count(*)::int from outbox');
      return count === 0;
    });

  const relayBackends = async (): Promise<{ pid: number; leads: boolean }[]> =>
    source.query(
      `select a.pid, exists(select from pg_locks l where l.pid = a.pid and l.locktype = 'advisory') as leads
         from pg_stat_activity a where a.application_name = 'sample-relay' and a.datname = $1`,
      [database.name],
    );

  const cut = (pid: number) => source.query('select pg_terminate_backend($1)', [pid]);
  const leader = () => eventually(async () => (await relayBackends()).find(({ leads }) => leads) ?? null);

  it('publishes what was committed, once', async () => {
    relay();
    const uuid = await emit();
    await isEmpty();
    expect(await stored()).toMatchObject([{ subject: uuid, aggregateVersion: 1, source: 'registry' }]);
  });

  it('publishes once in effect when it dies between publishing and forgetting', async () => {
    let deaths = 0;
    relay((publish) => async (message: OutgoingMessage) => {
      const answer = await publish(message);
      if (deaths < 2) {
        deaths += 1;
        await cut((await leader()).pid);
      }
      return answer;
    });
    const uuid = await emit();
    await isEmpty();
    expect(deaths).toBe(2);
    expect((await stored()).map(({ subject }) => subject)).toEqual([uuid]);
  });

  it('keeps the order of each aggregate, whatever is lost on the way', async () => {
    const uuids = [randomUUID(), randomUUID(), randomUUID()];
    for (let version = 1; version <= 20; version += 1) for (const uuid of uuids) await emit(uuid, version);
    let calls = 0;
    relay((publish) => (message: OutgoingMessage) => {
      calls += 1;
      return calls % 7 === 0 ? Promise.reject(new Error('lost')) : publish(message);
    });
    await isEmpty();
    const events = await stored();
    const versions = Array.from({ length: 20 }, (_, index) => index + 1);
    for (const uuid of uuids)
      expect(
        events.filter(({ subject }) => subject === uuid).map(({ aggregateVersion }) => aggregateVersion),
      ).toEqual(versions);
  });

  it('leads alone, and another takes over when the leader loses its connection', async () => {
    const published = [0, 0];
    for (const index of [0, 1])
      relay((publish) => (message: OutgoingMessage) => {
        published[index]! += 1;
        return publish(message);
      });
    const first = await leader();
    await eventually(async () => (await relayBackends()).length === 2);
    await Promise.all(Array.from({ length: 10 }, () => emit()));
    await isEmpty();
    expect([...published].sort((left, right) => left - right)).toEqual([0, 10]);
    await cut(first.pid);
    await emit();
    await isEmpty();
    expect((await leader()).pid).not.toBe(first.pid);
    expect(await stored()).toHaveLength(11);
  });

  it('waits for a NATS that is away', async () => {
    relay();
    await leader();
    await nats.kill();
    const uuids = [await emit(), await emit()];
    await nats.revive();
    await isEmpty();
    expect((await stored()).map(({ subject }) => subject).sort()).toEqual([...uuids].sort());
  });

  it('notes how each look at the outbox went', async () => {
    const jobs = new JobRegistry();
    let attempts = 0;
    relay(
      (publish) => (message: OutgoingMessage) =>
        attempts++ === 0 ? Promise.reject(new Error('no stream')) : publish(message),
      jobs,
    );
    await emit();
    await isEmpty();
    await eventually(() => jobs.views()[0]?.lastError === null);
    expect(jobs.views()).toMatchObject([
      { name: 'look at the outbox', everySeconds: 1, lastStart: expect.any(Date), failures: 1 },
    ]);
    expect(jobs.views()[0]!.runs).toBeGreaterThan(1);
  });

  it('publishes what is left before it stops', async () => {
    const stopping = relay();
    await leader();
    const uuid = await emit();
    await stopping.onApplicationShutdown();
    expect((await stored()).map(({ subject }) => subject)).toEqual([uuid]);
    await eventually(async () => expect(await relayBackends()).toEqual([]));
  });
});
