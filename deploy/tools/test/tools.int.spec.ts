import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  eventSubject,
  FrameWriter,
  mirrorFailed,
  tickFrame,
  toNodeKey,
  userBlocked,
} from '@unitfleet/contracts';
import { type Engine, startNats } from '@unitfleet/local';
import {
  connectToNats,
  DeadLetterBox,
  encodeMessage,
  reconcileStreams,
  wrapEvent,
} from '@unitfleet/messaging';
import { runTool, spawnTool } from './run-tool';

const uuid = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';
const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJ1dWlkIjoiYWJjZGVmIn0.c2lnbmF0dXJlLXRleHQ';

describe('tools for a running fleet', () => {
  let folder: string;
  let nats: Engine;
  let connection: NatsConnection;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unitfleet-tools-'));
    nats = await startNats({ dataDir: folder, profile: 'ephemeral' });
    connection = await connectToNats(nats.url, 'test');
    env = { NATS_URL: nats.url };
    await reconcileStreams(connection);
  });

  beforeEach(async () => {
    const manager = await jetstreamManager(connection);
    for (const stream of ['EVENTS', 'DEAD', 'TELEMETRY', 'DEVICE']) await manager.streams.purge(stream);
  });

  afterAll(async () => {
    await connection.close();
    await nats.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const publishBlocked = () =>
    jetstream(connection).publish(
      eventSubject(userBlocked),
      encodeMessage(wrapEvent(userBlocked, { uuid, version: 3 }, { uuid })),
    );

  /** A dead letter as a consumer leaves it behind; answers its sequence. */
  const bury = async (consumer: string): Promise<number> => {
    const { seq } = await publishBlocked();
    const stored = await jetstream(connection).consumers.get('EVENTS', {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: seq,
    });
    const message = (await stored.next())!;
    await new DeadLetterBox(connection).put(consumer, message, new Error('no such user'));
    return (await (await jetstreamManager(connection)).streams.info('DEAD')).state.last_seq;
  };

  const counts = async () => {
    const manager = await jetstreamManager(connection);
    const [dead, events] = await Promise.all([manager.streams.info('DEAD'), manager.streams.info('EVENTS')]);
    return { dead: dead.state.messages, events: events.state.messages };
  };

  it('list and show dead letters', async () => {
    const first = await bury('units--registry-user-blocked');
    const second = await bury('notifier--registry-user-blocked');
    const list = await runTool('dead-letters', ['list'], env);
    expect(list.code).toBe(0);
    expect(list.out.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        `^${first} .* units--registry-user-blocked  ev.registry.user.blocked.v1  no such user$`,
      ),
      expect.stringMatching(`^${second} .* notifier--registry-user-blocked `),
    ]);
    const one = await runTool('dead-letters', ['list', '--consumer', 'notifier--registry-user-blocked'], env);
    expect(one.out.trimEnd().split('\n')).toHaveLength(1);
    const shown = await runTool('dead-letters', ['show', String(first)], env);
    expect(shown.out).toContain(
      `registry.user.blocked.v1 ${uuid} v3 from registry by Backend {"uuid":"${uuid}"}`,
    );
  });

  it('redrive one dead letter, and discard all of a consumer', async () => {
    const first = await bury('units--registry-user-blocked');
    await bury('units--registry-user-blocked');
    await bury('notifier--registry-user-blocked');
    const redriven = await runTool('dead-letters', ['redrive', String(first)], env);
    expect(redriven).toMatchObject({ code: 0, out: expect.stringContaining('1 redriven') });
    expect(await counts()).toEqual({ dead: 2, events: 4 });
    const all = ['discard', '--all', '--consumer', 'units--registry-user-blocked'];
    expect((await runTool('dead-letters', all, env)).out).toContain('1 discarded');
    expect(await counts()).toEqual({ dead: 1, events: 4 });
  });

  it('say what is wrong: exit code 2 for misuse, 1 for failure', async () => {
    const outcomes = await Promise.all([
      runTool('dead-letters', [], env),
      runTool('dead-letters', ['redrive'], env),
      runTool('dead-letters', ['show', 'seven'], env),
      runTool('streams', ['tail', 'NOTHING'], env),
      runTool('streams', ['list', '--unknown'], env),
      runTool('dead-letters', ['show', '999'], env),
      runTool('streams', ['list'], { NATS_URL: 'nats://127.0.0.1:1' }),
      runTool('streams', ['list'], { UNITFLEET_DATA_DIR: join(folder, 'nowhere') }),
    ]);
    expect(outcomes.map(({ code }) => code)).toEqual([2, 2, 2, 2, 2, 1, 2, 2]);
    expect(outcomes[1]!.err).toContain('either SEQ or --all');
    expect(outcomes[5]!.err).toContain('There is no dead letter 999');
    expect(outcomes[7]!.err).toContain('No fleet runs here');
  });

  it('find the fleet that runs here', async () => {
    await writeFile(join(folder, 'fleet.json'), JSON.stringify({ natsUrl: nats.url }));
    const { code, out } = await runTool('streams', ['list'], { UNITFLEET_DATA_DIR: folder });
    expect(code).toBe(0);
    for (const name of ['EVENTS', 'TELEMETRY', 'DEVICE', 'DEAD'])
      expect(out).toMatch(new RegExp(`^${name} `, 'm'));
  });

  it('show envelopes and frames readably, secrets covered', async () => {
    const failed = {
      registryUuid: uuid,
      requestId: uuid,
      error: `https://user:hunter2@host refused ${JWT}`,
    };
    await jetstream(connection).publish(
      eventSubject(mirrorFailed),
      encodeMessage(wrapEvent(mirrorFailed, { uuid, version: 1 }, failed)),
    );
    const events = await runTool('streams', ['tail', 'EVENTS'], env);
    expect(events.out).toMatch(/builder\.mirror\.failed\.v1 .*https:\/\/user:\*\*\*@host refused \*\*\*/);
    expect(events.out).not.toMatch(/hunter2|eyJ/);

    const writer = new FrameWriter('bridge-0');
    writer.add(toNodeKey(uuid), 1_700_000_000_000, 1, 1, Buffer.from('21.5'));
    await jetstream(connection).publish('telemetry.3', writer.finish());
    await jetstream(connection).publish('telemetry.3', tickFrame('bridge-0', 1_700_000_001_000));
    await jetstream(connection).publish('telemetry.4', Buffer.from('neither'));
    const frames = await runTool('streams', ['tail', 'TELEMETRY', '--subject', 'telemetry.3'], env);
    expect(frames.out.trimEnd().split('\n')).toEqual([
      expect.stringContaining(`frame of 1 by bridge-0: ${uuid}@2023-11-14T22:13:20.000Z="21.5"`),
      expect.stringContaining('tick 2023-11-14T22:13:21.000Z by bridge-0'),
    ]);
    const unknown = await runTool('streams', ['tail', 'TELEMETRY', '--subject', 'telemetry.4'], env);
    expect(unknown.out).toContain('7 bytes: neither');
  });

  it('follow what comes, until they are told to end', async () => {
    const child = spawnTool('streams', ['tail', 'EVENTS', '--follow'], env);
    const lines = createInterface({ input: child.stdout! });
    await publishBlocked();
    const [first] = (await once(lines, 'line')) as [string];
    const second = once(lines, 'line');
    await publishBlocked();
    expect([first, (await second)[0]]).toEqual([
      expect.stringContaining('registry.user.blocked.v1'),
      expect.stringContaining('registry.user.blocked.v1'),
    ]);
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    expect((await ended)[0]).toBe(0);
  });
});
