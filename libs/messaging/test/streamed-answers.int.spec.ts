import { randomUUID } from 'node:crypto';
import type { NatsConnection } from '@nats-io/nats-core';
import { buildArchive, listMirrorBranches } from '@unitfleet/contracts';
import { createLogger } from '@unitfleet/observability';
import { eventually, OwnEngine } from '@unitfleet/testing';
import { connectToNats, RpcClient, StreamClient } from '../src';
import { WINDOW_PARTS } from '../src/rpc/stream-frames';
import { RpcServer, StreamServer } from '../src/testing';

const PARTS = 100;
const request = {
  registryUuid: randomUUID(),
  commit: null,
  files: {},
  format: 'tar' as const,
  windowBits: 9,
  level: 9,
};

describe('answers in parts', () => {
  let nats: OwnEngine;
  let asking: NatsConnection;
  let answering: NatsConnection;
  let produced = 0;
  let freed = 0;
  let rpc: RpcServer;

  beforeAll(async () => {
    nats = await OwnEngine.start('nats');
    [asking, answering] = await Promise.all([
      connectToNats(nats.url, 'asking'),
      connectToNats(nats.url, 'answering'),
    ]);
    rpc = new RpcServer(answering, 'builder', createLogger('builder', 'silent'));
    new StreamServer(answering, 'builder', rpc).serve(buildArchive, async () => ({
      head: { size: PARTS },
      content: produce(),
    }));
    await answering.flush();
  });

  beforeEach(() => {
    produced = 0;
    freed = 0;
  });

  afterAll(async () => {
    await Promise.all([asking.close(), answering.close()]);
    await nats.remove();
  });

  async function* produce() {
    try {
      for (; produced < PARTS; produced += 1) yield Buffer.from(String(produced));
    } finally {
      freed += 1;
    }
  }

  const open = () => new StreamClient(asking, 'gateway-rest').open(buildArchive, request);

  it('carry a reply that is larger than any message', async () => {
    const branches = Array.from(
      { length: 60_000 },
      (_, index) => `feature/a-branch-with-a-long-name-${index}`,
    );
    const registryUuid = randomUUID();
    rpc.serve(listMirrorBranches, async () => ({ mirrors: [{ registryUuid, branches }] }));
    await answering.flush();
    const asked = new RpcClient(asking, 'registry').call(listMirrorBranches, { registryUuids: [] });
    await expect(asked).resolves.toEqual({ mirrors: [{ registryUuid, branches }] });
  });

  it('wait for a slow reader', async () => {
    const { content } = await open();
    const parts: string[] = [];
    for await (const part of content) {
      parts.push(Buffer.from(part).toString());
      await asking.flush();
      await answering.flush();
      expect(produced - parts.length).toBeLessThanOrEqual(2 * WINDOW_PARTS);
    }
    expect(parts).toEqual(Array.from({ length: PARTS }, (_, index) => String(index)));
  });

  it('are given up when nobody begins to read them', async () => {
    const patient = { ...buildArchive, deadlineMs: 123_456 };
    const left: string[] = [];
    const credits = answering.subscribe('_INBOX.>', {
      callback: (_error, message) => void left.push(message.string()),
    });
    await answering.flush();
    const timers = jest.spyOn(globalThis, 'setTimeout');
    const { content } = await new StreamClient(asking, 'gateway-rest').open(patient, request);
    const [giveUp] = timers.mock.calls.find(([, ms]) => ms === patient.deadlineMs)!;
    timers.mockRestore();
    expect(left).not.toContain('leave');
    // The deadline is over.
    giveUp();
    await eventually(() => expect(left).toContain('leave'));
    credits.unsubscribe();
    await eventually(() => expect(freed).toBe(1));
    // What had come by then may still be there, the rest is not.
    const read = async () => {
      for await (const _ of content);
    };
    await expect(read()).rejects.toMatchObject({ errorCode: 'Unavailable' });
  });

  it('refuse a request that fits into no message, and wait for nothing', async () => {
    const files = { 'env.json': 'x'.repeat(asking.info!.max_payload) };
    const subscribe = jest.spyOn(asking, 'subscribe');
    const opened = new StreamClient(asking, 'gateway-rest').open(buildArchive, { ...request, files });
    await expect(opened).rejects.toMatchObject({ errorCode: 'Validation' });
    expect(subscribe).not.toHaveBeenCalled();
    subscribe.mockRestore();
  });

  it('end on the server when the reader leaves', async () => {
    const { content } = await open();
    for await (const _ of content) break;
    await eventually(() => expect(freed).toBe(1));
    expect(produced).toBeLessThan(PARTS);
    await rpc.drain();
  });
});
