import { setTimeout as sleep } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/nats-core';
import { defineUpload, DomainError, type UploadInput } from '@unitfleet/contracts';
import { createLogger } from '@unitfleet/observability';
import { eventually, OwnEngine } from '@unitfleet/testing';
import { z } from 'zod';
import { connectToNats, StreamClient, type Call } from '../src';
import { PART_BYTES, WINDOW_PARTS } from '../src/rpc/stream-frames';
import { RpcServer, UploadServer } from '../src/testing';

const PARTS = 100;

const keep = defineUpload({
  service: 'datapipe',
  name: 'test.keep',
  request: z.object({ limit: z.number().default(Infinity) }),
  response: z.object({ bytes: z.number() }),
  deadlineMs: 60_000,
});
/** Of which silence is to be noticed while the test waits. */
const hasty = defineUpload({ ...keep, name: 'test.hasty', deadlineMs: 4_000 });

type Input = UploadInput<typeof keep>;

describe('uploads', () => {
  let nats: OwnEngine;
  let asking: NatsConnection;
  let answering: NatsConnection;
  let handle: (input: Input, call: Call) => Promise<{ bytes: number }>;
  let produced = 0;
  let freed = 0;

  const size = async (content: AsyncIterable<Uint8Array>): Promise<number> => {
    let bytes = 0;
    for await (const part of content) bytes += part.length;
    return bytes;
  };

  beforeAll(async () => {
    nats = await OwnEngine.start('nats');
    [asking, answering] = await Promise.all([
      connectToNats(nats.url, 'asking'),
      connectToNats(nats.url, 'answering'),
    ]);
    const rpc = new RpcServer(answering, 'datapipe', createLogger('datapipe', 'silent'));
    for (const upload of [keep, hasty])
      new UploadServer(answering, 'datapipe', rpc).serve(upload, (input, call) =>
        handle(input as Input, call as Call),
      );
    await answering.flush();
  });

  beforeEach(() => {
    produced = 0;
    freed = 0;
    handle = async ({ content }) => ({ bytes: await size(content) });
  });

  afterAll(async () => {
    await Promise.all([asking.close(), answering.close()]);
    await nats.remove();
  });

  async function* produce(chunk = Buffer.alloc(10)) {
    try {
      for (; produced < PARTS; produced += 1) yield chunk;
    } finally {
      freed += 1;
    }
  }

  const upload = (content: AsyncIterable<Uint8Array>, of = keep, connection = asking) =>
    new StreamClient(connection, 'gateway-rest').upload(of, {}, content);

  it('arrive whole, in parts that fit into messages', async () => {
    await expect(upload(produce(Buffer.alloc(PART_BYTES * 2 + 1)))).resolves.toEqual({
      bytes: PARTS * (PART_BYTES * 2 + 1),
    });
    await expect(upload(produce())).resolves.toEqual({ bytes: 0 });
  });

  it('carry the request and who asks', async () => {
    const seen: unknown[] = [];
    handle = async ({ request }, { actor }) => {
      seen.push(request.limit, actor.kind);
      return { bytes: 0 };
    };
    await new StreamClient(asking, 'gateway-rest').upload(keep, { limit: 7 }, produce(), { kind: 'Bot' });
    expect(seen).toEqual([7, 'Bot']);
  });

  it('wait for a slow service', async () => {
    handle = async ({ content }) => {
      let read = 0;
      for await (const _ of content) {
        read += 1;
        await answering.flush();
        await asking.flush();
        expect(produced - read).toBeLessThanOrEqual(2 * WINDOW_PARTS);
      }
      return { bytes: read };
    };
    await expect(upload(produce())).resolves.toEqual({ bytes: PARTS });
  });

  it('end at once when the service refuses, and the rest is given up', async () => {
    handle = async ({ content }) => {
      for await (const _ of content) throw new DomainError('DataPipe', 'row 1 is wrong');
      return { bytes: 0 };
    };
    await expect(upload(produce())).rejects.toMatchObject({ errorCode: 'DataPipe', text: 'row 1 is wrong' });
    await eventually(() => expect(freed).toBe(1));
    expect(produced).toBeLessThan(PARTS);
  });

  it('do not wait for a source that says nothing when the service has answered', async () => {
    handle = async () => ({ bytes: -1 });
    let stop = (): void => undefined;
    async function* endless() {
      await new Promise<void>((resolve) => (stop = resolve));
      yield Buffer.alloc(1);
    }
    await expect(upload(endless())).resolves.toEqual({ bytes: -1 });
    stop();
  });

  it('tell the service that their source failed', async () => {
    let failure: unknown;
    handle = async ({ content }) => {
      failure = await size(content).catch((error: unknown) => error);
      return { bytes: 0 };
    };
    async function* broken() {
      yield Buffer.alloc(1);
      await eventually(() => expect(failure).toBeUndefined());
      throw new Error('the browser went away');
    }
    await expect(upload(broken())).rejects.toThrow('the browser went away');
    await eventually(() =>
      expect(failure).toMatchObject({ errorCode: 'Unavailable', text: 'the caller gave up' }),
    );
  });

  it('end when their caller dies', async () => {
    const dying = await connectToNats(nats.url, 'dying');
    let failure: unknown;
    let read = 0;
    handle = async ({ content }) => {
      try {
        for await (const _ of content) read += 1;
      } catch (error) {
        failure = error;
      }
      return { bytes: 0 };
    };
    async function* slow() {
      yield Buffer.alloc(1);
      await new Promise(() => undefined);
    }
    upload(slow(), hasty, dying).catch(() => undefined);
    await eventually(() => expect(read).toBe(1));
    await dying.close();
    await eventually(() => expect(failure).toMatchObject({ text: 'the caller is gone' }));
  });

  it('may take longer than either side may be silent', async () => {
    handle = async ({ content }) => {
      await sleep(hasty.deadlineMs * 1.5);
      return { bytes: await size(content) };
    };
    await expect(upload(produce(), hasty)).resolves.toEqual({ bytes: 10 * PARTS });
  });

  it('are refused where nobody answers', async () => {
    const nobody = defineUpload({ ...keep, name: 'test.nobody' });
    const asked = new StreamClient(asking, 'gateway-rest').upload(nobody, {}, produce());
    await expect(asked).rejects.toMatchObject({ errorCode: 'Unavailable' });
  });
});
