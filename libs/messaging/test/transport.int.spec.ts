import { randomUUID } from 'node:crypto';
import { once, EventEmitter } from 'node:events';
import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload } from '@nestjs/microservices';
import { jetstream } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  ANONYMOUS,
  buildArchive,
  countRegistryEntities,
  DomainError,
  eventSubject,
  getUser,
  listRepos,
  userBlocked,
  type Envelope,
} from '@unitfleet/contracts';
import { createLogger } from '@unitfleet/observability';
import { natsUrl } from '@unitfleet/testing';
import {
  type Call,
  connectToNats,
  DeadLetterBox,
  encodeMessage,
  EventPublisher,
  NatsStrategy,
  OnEvent,
  RpcClient,
  RpcHandler,
  StreamClient,
  StreamHandler,
  wrapEvent,
} from '../src';

const seen = new EventEmitter();
const failures = new Map<string, number>();
const content = Buffer.alloc(5 * 1024 * 1024, 'unitfleet ');

const LARGE = 20_000;
const largeRepos = Array.from({ length: LARGE }, (_, index) => ({
  uuid: randomUUID(),
  visibilityLevel: 'Public' as const,
  name: `repo-${index}`,
  createDatetime: new Date(),
  defaultBranch: 'main',
  isAutoUpdateRepo: true,
  defaultCommit: null,
  isOnlyTagUpdate: true,
  isCompilableRepo: false,
  lastUpdateDatetime: new Date(),
  creatorUuid: randomUUID(),
  repositoryRegistryUuid: randomUUID(),
}));

@Controller()
class SampleController {
  @RpcHandler(listRepos)
  async list() {
    return { count: LARGE, repos: largeRepos };
  }

  @RpcHandler(countRegistryEntities)
  async count(_request: unknown, @Ctx() call: Call) {
    return { userCount: call.actor.kind === 'Bot' ? 1 : 2, repositoryRegistryCount: 0, repoCount: 0 };
  }

  @RpcHandler(getUser)
  async get(@Payload() request: { uuid: string }) {
    if (request.uuid.startsWith('0')) throw new Error('a secret detail');
    throw new DomainError('Validation', `user ${request.uuid} was not found`);
  }

  @StreamHandler(buildArchive)
  async build() {
    return {
      head: { size: content.length },
      content: (async function* () {
        yield content;
      })(),
    };
  }

  @OnEvent(userBlocked, { attempts: 3 })
  async blocked(@Payload() event: Envelope<{ uuid: string }>) {
    const left = failures.get(event.data.uuid) ?? 0;
    failures.set(event.data.uuid, left - 1);
    if (left > 0) throw new Error('not yet');
    seen.emit(event.data.uuid, event);
  }
}

@Module({ controllers: [SampleController] })
class SampleModule {}

describe('NATS as a transport', () => {
  let connection: NatsConnection;
  let close: () => Promise<void>;
  let rpc: RpcClient;

  beforeAll(async () => {
    connection = await connectToNats(natsUrl(), 'test');
    const log = createLogger('registry', 'CRITICAL');
    const app = await NestFactory.createMicroservice(SampleModule, {
      strategy: new NatsStrategy(connection, 'registry', log),
      logger: false,
    });
    await app.listen();
    rpc = new RpcClient(connection, 'units');
    close = async () => {
      await app.close();
      await connection.drain();
    };
  });

  afterAll(() => close());

  const publish = async (uuid: string) => {
    const envelope = wrapEvent(userBlocked, { uuid, version: 1 }, { uuid });
    const message = {
      id: envelope.id,
      subject: eventSubject(userBlocked),
      payload: encodeMessage(envelope),
      headers: {},
    };
    const publisher = new EventPublisher(connection, 'registry');
    return [await publisher.publish(message), await publisher.publish(message)];
  };

  it('answers an operation and tells the actor', async () => {
    await expect(rpc.call(countRegistryEntities, {}, ANONYMOUS)).resolves.toMatchObject({ userCount: 1 });
    await expect(rpc.call(countRegistryEntities, {})).resolves.toMatchObject({ userCount: 2 });
  });

  it('answers with more than any message holds', async () => {
    const large = await rpc.call(listRepos, {});
    expect(large.count).toBe(LARGE);
    expect(large.repos.map(({ name }) => name)).toEqual(largeRepos.map(({ name }) => name));
  });

  it('carries an expected error with its code, and hides an unexpected one', async () => {
    const uuid = `f${randomUUID().slice(1)}`;
    await expect(rpc.call(getUser, { uuid })).rejects.toMatchObject({
      errorCode: 'Validation',
      message: `422: 2: Validation Error: user ${uuid} was not found`,
    });
    await expect(rpc.call(getUser, { uuid: `0${uuid.slice(1)}` })).rejects.toMatchObject({
      errorCode: 'Internal',
      text: expect.not.stringContaining('secret'),
    });
  });

  it('refuses a request that does not fit, and an operation that nobody serves', async () => {
    await expect(rpc.call(getUser, { uuid: 'no uuid' })).rejects.toMatchObject({ errorCode: 'Validation' });
    const unserved = { ...getUser, name: 'user.unserved' };
    await expect(rpc.call(unserved, { uuid: randomUUID() })).rejects.toMatchObject({
      errorCode: 'Unavailable',
    });
  });

  it('refuses a request that no message holds, and goes on with one that a message just holds', async () => {
    const limit = connection.info!.max_payload;
    const ofAbout = (bytes: number) =>
      ({ padding: 'x'.repeat(bytes) }) as Record<string, string> as Record<string, never>;
    await expect(rpc.call(countRegistryEntities, ofAbout(limit), ANONYMOUS)).rejects.toMatchObject({
      errorCode: 'Validation',
      message: expect.stringMatching(/^422: 2: Validation Error: the request is too large: \d+ bytes/),
    });
    await expect(rpc.call(countRegistryEntities, ofAbout(limit - 2_048), ANONYMOUS)).resolves.toMatchObject({
      userCount: 1,
    });
  });

  it('streams an answer larger than any message, in order', async () => {
    const request = {
      registryUuid: randomUUID(),
      commit: null,
      files: {},
      format: 'tar' as const,
      windowBits: 9,
      level: 9,
    };
    const opened = await new StreamClient(connection, 'gateway-rest').open(buildArchive, request);
    const parts: Uint8Array[] = [];
    for await (const part of opened.content) parts.push(part);
    expect(opened.head.size).toBe(content.length);
    expect(Buffer.concat(parts).equals(content)).toBe(true);
  });

  it('delivers an event that is published twice once, with its cause', async () => {
    const uuid = randomUUID();
    const arrival = once(seen, uuid);
    const [, repetition] = await publish(uuid);
    const [event] = await arrival;
    expect(repetition!.duplicate).toBe(true);
    expect(event).toMatchObject({ type: 'registry.user.blocked', subject: uuid, aggregateVersion: 1 });
  });

  it('tries a failing event again', async () => {
    const uuid = randomUUID();
    failures.set(uuid, 2);
    const arrival = once(seen, uuid);
    await publish(uuid);
    await arrival;
  });

  it('makes a dead letter of what keeps failing, and redrives it', async () => {
    const uuid = randomUUID();
    failures.set(uuid, 3);
    const box = new DeadLetterBox(connection);
    const dead = connection.subscribe('dead.registry--registry-user-blocked', { max: 1 });
    await publish(uuid);
    for await (const _ of dead) break;
    const letters = [];
    for await (const letter of box.list('registry--registry-user-blocked')) letters.push(letter);
    const letter = letters.at(-1)!;
    expect(letter).toMatchObject({ subject: 'ev.registry.user.blocked.v1', error: 'not yet' });
    const arrival = once(seen, uuid);
    await box.redrive(letter);
    await arrival;
    expect(await box.get(letter.sequence)).toBeNull();
  });

  it('makes a dead letter at once of what nobody can read, and goes on', async () => {
    const dead = connection.subscribe('dead.registry--registry-user-blocked', { max: 1 });
    await jetstream(connection).publish(
      eventSubject(userBlocked),
      Buffer.from('not MessagePack of an envelope'),
    );
    for await (const letter of dead)
      expect(letter.headers?.get('Unitfleet-Subject')).toBe('ev.registry.user.blocked.v1');
    const uuid = randomUUID();
    const arrival = once(seen, uuid);
    await publish(uuid);
    await arrival;
  });
});
