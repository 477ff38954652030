import { randomUUID } from 'node:crypto';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { loadSettings } from '@unitfleet/config';
import { eventSubject, getUser, userBlocked, userUnblocked } from '@unitfleet/contracts';
import { connectToNats, encodeMessage, reconcileStreams, RpcClient, wrapEvent } from '@unitfleet/messaging';
import { continueTrace, createLogger, startTracing } from '@unitfleet/observability';
import { eventually, OwnEngine } from '@unitfleet/testing';
import { bootService } from '../src';
import { SampleProcess } from './sample-process';
import { sampleService } from './sample-service';

const TRACE = '0af7651916cd43dd8448eb211c80319c';

describe('a service', () => {
  let engines: Record<'nats' | 'postgres', OwnEngine>;
  let environment: Record<string, string>;
  let connection: NatsConnection;
  const processes: SampleProcess[] = [];

  beforeAll(async () => {
    const [nats, postgres] = await Promise.all([OwnEngine.start('nats'), OwnEngine.start('postgres')]);
    engines = { nats, postgres };
    environment = { NATS_URL: nats.url, DATABASE_URL: postgres.url };
    connection = await connectToNats(environment.NATS_URL!, 'test');
    await reconcileStreams(connection);
  });

  afterEach(async () => {
    for (const each of processes.splice(0)) await each.end('SIGKILL');
  });

  afterAll(async () => {
    await connection.close();
    await Promise.all([engines.nats.remove(), engines.postgres.remove()]);
  });

  const run = (env: Record<string, string> = environment): SampleProcess => {
    const started = new SampleProcess(env);
    processes.push(started);
    return started;
  };

  /** The stored event about an aggregate, with its headers. */
  const stored = (uuid: string, version: number) =>
    eventually(async () => {
      const manager = await jetstreamManager(connection);
      const last = await manager.streams.getMessage('EVENTS', { last_by_subj: eventSubject(userBlocked) });
      const isIt = last && Buffer.from(last.data).includes(uuid);
      return isIt && wrapsVersion(last.data, version) && last;
    });

  const wrapsVersion = (data: Uint8Array, version: number): boolean =>
    Buffer.from(data).includes(Buffer.from([...Buffer.from('aggregateVersion'), version]));

  it('tells that it lives, whether it is ready and why not, and its metrics', async () => {
    const settings = loadSettings(sampleService.settings, environment);
    const app = await bootService(sampleService, settings, createLogger('registry', 'silent'));
    try {
      const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
      const ready = async () => {
        const response = await fetch(`${url}/healthz/ready`);
        const { failures } = (await response.json()) as { failures?: Record<string, string> };
        return { status: response.status, away: Object.keys(failures ?? {}) };
      };
      await eventually(async () => expect(await ready()).toEqual({ status: 200, away: [] }));
      for (const engine of ['nats', 'postgres'] as const) {
        await engines[engine].kill();
        await eventually(async () => expect(await ready()).toEqual({ status: 503, away: [engine] }));
        expect((await fetch(`${url}/healthz/live`)).status).toBe(200);
        await engines[engine].revive();
        await eventually(async () => expect(await ready()).toEqual({ status: 200, away: [] }));
      }
      const metrics = await (await fetch(`${url}/metrics`)).text();
      expect(metrics).toMatch(/process_cpu_seconds_total\{service="registry"\}/);
      expect(metrics).toContain('rpc_answer_seconds');
      expect(metrics).toContain('outbox_published_total');
    } finally {
      await app.close();
    }
  });

  it('carries the trace of a request into its log and its events', async () => {
    startTracing();
    const uuid = randomUUID();
    await run().said('ready');
    const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;
    await continueTrace('test', 'server', { traceparent }, () =>
      new RpcClient(connection, 'units').call(getUser, { uuid }),
    );
    expect(await processes[0]!.said('asked')).toMatchObject({ asked: uuid, trace_id: TRACE });
    expect((await stored(uuid, 1)).header.get('traceparent')).toContain(TRACE);
  });

  it('finishes what it has begun when it is told to end', async () => {
    const uuid = randomUUID();
    const service = run();
    await service.said('ready');
    const envelope = wrapEvent(userUnblocked, { uuid, version: 1 }, { uuid });
    await jetstream(connection).publish(eventSubject(userUnblocked), encodeMessage(envelope));
    await service.said('begun');
    expect(await service.end('SIGTERM')).toBe(0);
    expect(service.lines.map(({ msg }) => msg)).toContain('done');
    await stored(uuid, 2);
    const { consumers } = await jetstreamManager(connection);
    await eventually(async () => {
      const info = await consumers.info('EVENTS', 'registry--registry-user-unblocked');
      expect(info.num_ack_pending + info.num_pending).toBe(0);
    });
    expect(service.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('ends although its engines are away', async () => {
    const service = run();
    await service.said('ready');
    await engines.nats.kill();
    await engines.postgres.kill();
    expect(await service.end('SIGTERM')).toBe(0);
    await Promise.all([engines.nats.revive(), engines.postgres.revive()]);
  });

  it('names every problem of its settings and refuses to start', async () => {
    const service = run({ HTTP_PORT: 'eighty', DATABASE_POOL_SIZE: '1', UNITFLEET_TEST_CLOCK: 'maybe' });
    expect(await service.end()).toBe(2);
    for (const name of ['HTTP_PORT', 'DATABASE_URL', 'DATABASE_POOL_SIZE', 'UNITFLEET_TEST_CLOCK'])
      expect(service.stderr).toContain(name);
    expect(service.lines).toEqual([]);
  });
});
