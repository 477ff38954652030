import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { generate, type Packet, parser } from 'mqtt-packet';
import { Tally } from '../report/tally';
import { identityOf } from './device-identity';
import { deviceLibrary, type LibraryName } from './device-library';
import { DeviceSession } from './device-session';

const identity = identityOf(
  '2d98b4ba-c935-4379-8e1a-520e76018c17',
  { PU_AUTH_TOKEN: 'token' },
  { input_base_topic: { a: ['d/a'], b: ['d/b'] }, input_topic: { c: ['d/c'] } },
);

/** A broker that the test plays: it sees packets, and answers what it is told to. */
describe('DeviceSession', () => {
  let server: Server;
  let socket: Socket | null;
  const heard: Packet[] = [];
  const waiting: (() => void)[] = [];
  let session: DeviceSession | null;
  let tally: Tally;

  beforeEach(async () => {
    heard.length = 0;
    tally = new Tally();
    server = createServer((one) => {
      socket = one;
      const packets = parser({ protocolVersion: 4 });
      packets.on('packet', (packet) => {
        heard.push(packet);
        waiting.splice(0).forEach((wake) => wake());
      });
      one.on('data', (bytes) => packets.parse(bytes));
      one.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    session?.cut();
    socket?.destroy();
    server.close();
    await once(server, 'close');
  });

  const connect = (name: LibraryName): { live: Promise<void> } => {
    const broker = { host: '127.0.0.1', port: (server.address() as AddressInfo).port, source: null };
    const live = new Promise<void>((resolve) => {
      const listener = { onLive: () => resolve(), onMessage: () => undefined };
      const world = { broker, tally, random: () => 0.5 };
      session = new DeviceSession(world, deviceLibrary(name), () => identity, listener);
    });
    session!.open(performance.now());
    return { live };
  };

  const untilHeard = async (count: number): Promise<void> => {
    while (heard.length < count) await new Promise<void>((wake) => waiting.push(wake));
  };
  const answer = (packet: object) => socket!.write(generate(packet as Packet));
  const topics = () =>
    heard.flatMap((packet) =>
      packet.cmd === 'subscribe' ? packet.subscriptions.map(({ topic }) => topic) : [],
    );
  const idAt = (index: number) => (heard[index] as { messageId: number }).messageId;

  it('subscribes to one topic after the answer to the last, as MicroPython', async () => {
    const { live } = connect('micropython');
    await untilHeard(1);
    expect(heard[0]).toMatchObject({
      cmd: 'connect',
      clientId: identity.unitUuid,
      username: 'token',
      clean: true,
    });
    answer({ cmd: 'connack', returnCode: 0, sessionPresent: false });
    for (const [index, count] of [1, 2, 3].entries()) {
      await untilHeard(count + 1);
      expect(topics()).toHaveLength(count);
      answer({ cmd: 'suback', messageId: idAt(index + 1), granted: [0] });
    }
    await live;
    expect(topics()).toEqual(['d/a', 'd/b', 'd/c']);
    expect([tally.connected, tally.live]).toEqual([1, 1]);
  });

  it('does not wait between subscriptions, as Python', async () => {
    connect('python');
    await untilHeard(1);
    answer({ cmd: 'connack', returnCode: 0, sessionPresent: false });
    await untilHeard(4);
    expect(topics()).toEqual(['d/a', 'd/b', 'd/c']);
    expect(session!.isLive).toBe(false);
  });

  it('counts what is acknowledged, and what is not when the connection goes, as Go', async () => {
    const { live } = connect('go');
    await untilHeard(1);
    expect((heard[0] as { clientId: string }).clientId).not.toBe(identity.unitUuid);
    answer({ cmd: 'connack', returnCode: 0, sessionPresent: false });
    for (const index of [1, 2, 3]) {
      await untilHeard(index + 1);
      answer({ cmd: 'suback', messageId: idAt(index), granted: [1] });
    }
    await live;
    session!.publish('value', 'd/v', '1', performance.now());
    session!.publish('value', 'd/v', '2', performance.now());
    await untilHeard(6);
    answer({ cmd: 'puback', messageId: idAt(4) });
    while (tally.count('acked.value') < 1) await new Promise((resolve) => setImmediate(resolve));
    socket!.destroy();
    while (tally.connected > 0) await new Promise((resolve) => setImmediate(resolve));
    expect(tally.family('acked.')).toEqual({ value: 1 });
    expect(tally.family('unacked.')).toEqual({ value: 1 });
    expect(tally.count('connect.lost')).toBe(1);
    expect(session!.publish('value', 'd/v', '3', performance.now())).toBe(false);
  });

  it('comes again when it is refused, and when nobody answers it', async () => {
    connect('micropython');
    await untilHeard(1);
    // It was refused between the two moments, however far they are apart.
    const before = performance.now();
    answer({ cmd: 'connack', returnCode: 5, sessionPresent: false });
    while (tally.count('connect.refused.5') < 1) await new Promise((resolve) => setImmediate(resolve));
    const after = performance.now();
    session!.visit(before + 400);
    expect(tally.count('connect.attempted')).toBe(1);
    session!.visit(after + 600);
    expect(tally.count('connect.attempted')).toBe(2);
    session!.visit(after + 600 + 5_001);
    expect(tally.family('error.')).toEqual({ 'no CONNACK in time': 1 });
  });
});
