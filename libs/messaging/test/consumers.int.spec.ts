import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  DomainError,
  eventSubject,
  eventType,
  userBlocked,
  userUnblocked,
  type Envelope,
  type EventDefinition,
} from '@unitfleet/contracts';
import { createLogger } from '@unitfleet/observability';
import { eventually, OwnEngine } from '@unitfleet/testing';
import {
  connectToNats,
  type ConsumerOptions,
  DeadLetterBox,
  encodeMessage,
  EventConsumer,
  reconcileStreams,
  wrapEvent,
} from '../src';
import { BroadcastConsumer } from '../src/events/broadcast-consumer';

type Handler = (event: Envelope<{ uuid: string }>) => Promise<void>;

const log = createLogger('units', 'silent');
const event = userBlocked;
const binding = (options: ConsumerOptions = {}, of: EventDefinition = event) => ({
  stream: 'EVENTS' as const,
  filterSubject: eventSubject(of),
  type: eventType(of),
  schema: of.schema,
  options,
});

describe('consumers of events', () => {
  let nats: OwnEngine;
  let connection: NatsConnection;
  let box: DeadLetterBox;
  const ends: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    nats = await OwnEngine.start('nats');
    connection = await connectToNats(nats.url, 'test');
    await reconcileStreams(connection);
    box = new DeadLetterBox(connection);
  });

  beforeEach(async () => {
    const manager = await jetstreamManager(connection);
    await manager.consumers.delete('EVENTS', 'units--registry-user-blocked').catch(() => undefined);
    await manager.streams.purge('EVENTS');
    await manager.streams.purge('DEAD');
  });

  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  afterAll(async () => {
    await connection.close();
    await nats.remove();
  });

  const publish = async (count = 1, of = event): Promise<string[]> => {
    const uuids = Array.from({ length: count }, () => randomUUID());
    for (const uuid of uuids) {
      const envelope = wrapEvent(of, { uuid, version: 1 }, { uuid });
      await jetstream(connection).publish(eventSubject(of), encodeMessage(envelope));
    }
    return uuids;
  };

  const consume = async (
    handler: Handler,
    options: ConsumerOptions = {},
    isReady = () => Promise.resolve(true),
    over = connection,
  ) => {
    const consumer = new EventConsumer(over, 'units', binding(options), handler as never, box, log, isReady);
    await consumer.start();
    ends.push(() => consumer.stop());
    return consumer;
  };

  const letters = async () => {
    const found = [];
    for await (const letter of box.list()) found.push(letter);
    return found;
  };

  const consumerInfo = async () =>
    (await jetstreamManager(connection)).consumers.info('EVENTS', 'units--registry-user-blocked');

  it('keep the order of the stream', async () => {
    const seen: string[] = [];
    await consume(async ({ data }) => void seen.push(data.uuid));
    const sent = await publish(100);
    await eventually(() => expect(seen).toEqual(sent));
  });

  it('handle no more side by side than they may', async () => {
    let running = 0;
    let most = 0;
    let open = (): void => undefined;
    const full = new Promise<void>((resolve) => (open = resolve));
    const seen = new Set<string>();
    const sent = await publish(40);
    await consume(
      async ({ data }) => {
        most = Math.max(most, ++running);
        // The first wait until there are so many: messages may come one by one.
        if (running === 3) open();
        await full;
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        seen.add(data.uuid);
      },
      { concurrency: 3 },
    );
    await eventually(() => expect(seen.size).toBe(sent.length));
    expect(most).toBe(3);
  });

  it('end the message under way before they stop, and give back the others at once', async () => {
    const signals = new EventEmitter();
    const begun: string[] = [];
    const seen: string[] = [];
    const first = await consume(async ({ data }) => {
      begun.push(data.uuid);
      if (begun.length === 4) await once(signals, 'go on');
      seen.push(data.uuid);
    });
    const sent = await publish(30);
    await eventually(() => expect(begun).toHaveLength(4));
    const stopped = first.stop();
    await expect(Promise.race([stopped, Promise.resolve('waits')])).resolves.toBe('waits');
    signals.emit('go on');
    await stopped;
    expect(seen).toEqual(sent.slice(0, 4));
    await consume(async ({ data }) => void seen.push(data.uuid));
    await eventually(() => expect([...seen].sort()).toEqual([...sent].sort()));
  });

  it('survive a server that dies and comes back', async () => {
    const seen = new Set<string>();
    await consume(async ({ data }) => void seen.add(data.uuid));
    const before = await publish(5);
    await eventually(() => expect(seen.size).toBe(5));
    await nats.kill();
    await nats.revive();
    await eventually(() => connection.flush());
    const after = await publish(5);
    await eventually(() => expect([...seen]).toEqual([...before, ...after]));
  });

  it('come back when they are deleted on the server', async () => {
    const seen = new Set<string>();
    await consume(async ({ data }) => void seen.add(data.uuid));
    const manager = await jetstreamManager(connection);
    await manager.consumers.delete('EVENTS', 'units--registry-user-blocked');
    const sent = await publish(3);
    await eventually(() => expect([...seen]).toEqual(sent));
  });

  it('hold a message while an engine is away, without counting, and go on when it is back', async () => {
    let isThere = false;
    let tries = 0;
    const seen: string[] = [];
    await consume(
      async ({ data }) => {
        tries += 1;
        if (!isThere) throw new Error('connect ECONNREFUSED');
        seen.push(data.uuid);
      },
      { attempts: 1 },
      () => Promise.resolve(isThere),
    );
    const sent = await publish(3);
    await eventually(() => expect(tries).toBeGreaterThan(2));
    isThere = true;
    await eventually(() => expect(seen).toEqual(sent));
    expect(await letters()).toEqual([]);
  });

  it('wait for another service that is unavailable', async () => {
    let tries = 0;
    const seen: string[] = [];
    await consume(
      async ({ data }) => {
        tries += 1;
        if (tries < 4) throw new DomainError('Unavailable', 'registry does not answer');
        seen.push(data.uuid);
      },
      { attempts: 1 },
    );
    const sent = await publish();
    await eventually(() => expect(seen).toEqual(sent));
    expect(await letters()).toEqual([]);
  });

  it('set a message aside that killed its process again and again, and it alone', async () => {
    await (await consume(() => Promise.resolve())).stop();
    const [deadly] = await publish();
    const consumer = await jetstream(connection).consumers.get('EVENTS', 'units--registry-user-blocked');
    for (let death = 1; death <= 4; death += 1) (await consumer.next())!.nak();
    const others = await publish(5);
    const seen: string[] = [];
    await consume(async ({ data }) => void seen.push(data.uuid), { attempts: 1 });
    await eventually(() => expect([...seen].sort()).toEqual([...others].sort()));
    const [letter] = await eventually(async () => {
      const found = await letters();
      return found.length > 0 && found;
    });
    expect(letter!.error).toBe('the process died of it repeatedly');
    expect(Buffer.from(letter!.payload).toString('latin1')).toContain(deadly);
    // The server counts what it is told of behind what it answers.
    await eventually(async () => expect((await consumerInfo()).num_ack_pending).toBe(0));
  });

  describe('in every process', () => {
    const broadcast = async (handler: Handler, over: NatsConnection, of = userUnblocked) => {
      const consumer = new BroadcastConsumer(over, 'gateway-rest', binding({}, of), handler as never, log);
      await consumer.start();
      ends.push(() => consumer.stop());
    };

    it('see each message from now on, also across a lost server', async () => {
      await publish(3, userUnblocked);
      const second = await connectToNats(nats.url, 'second process');
      ends.push(() => second.close());
      const seen: string[][] = [[], []];
      await broadcast(async ({ data }) => void seen[0]!.push(data.uuid), connection);
      await broadcast(async ({ data }) => void seen[1]!.push(data.uuid), second);
      await nats.kill();
      await nats.revive();
      await eventually(() => connection.flush());
      const sent = await publish(3, userUnblocked);
      await eventually(() => expect(seen).toEqual([sent, sent]));
    });

    it('try again on the spot and then leave a message out', async () => {
      const tries: string[] = [];
      await broadcast(async ({ data }) => {
        tries.push(data.uuid);
        if (data.uuid === tries[0]) throw new Error('never');
      }, connection);
      const [bad, good] = await publish(2, userUnblocked);
      await eventually(() => expect(tries).toEqual([bad, bad, bad, good]));
    });
  });
});
