import * as fc from 'fast-check';
import { generate, type Packet } from 'mqtt-packet';
import { connectPacket, publishPacket, RawClient, Rig } from './broker-rig';

const bytes = (packet: Packet, protocolVersion: number): Buffer => generate(packet, { protocolVersion });

/** One valid packet of every kind that a client may send, and some that it may not. */
const valid = (version: number): Buffer[] => {
  const rich = {
    properties: {
      messageExpiryInterval: 5,
      responseTopic: 'r',
      correlationData: Buffer.from('c'),
      topicAlias: 1,
      userProperties: { a: 'b' },
    },
  };
  const packets: Packet[] = [
    { ...publishPacket('f/a', 'zero', 0), ...rich } as Packet,
    publishPacket('f/b', 'one', 1, 10),
    { ...publishPacket('f/c', 'two', 2, 11), ...rich } as Packet,
    { cmd: 'pubrel', messageId: 11 },
    { cmd: 'puback', messageId: 12 },
    { cmd: 'pubrec', messageId: 13 },
    { cmd: 'pubcomp', messageId: 14 },
    {
      cmd: 'subscribe',
      messageId: 15,
      subscriptions: [
        { topic: 'f/+', qos: 2 },
        { topic: '$share/g/f/#', qos: 1 },
      ],
    },
    { cmd: 'unsubscribe', messageId: 16, unsubscriptions: ['f/+', 'x'] },
    { cmd: 'pingreq' },
    { cmd: 'pingresp' },
    { cmd: 'connack', returnCode: 0, reasonCode: 0, sessionPresent: false },
    { cmd: 'suback', messageId: 17, granted: [0] },
    { cmd: 'disconnect', reasonCode: 4, properties: { sessionExpiryInterval: 1 } },
  ];
  return packets.map((packet) => bytes(packet, version));
};

const connect = (version: number, clientId: string): Buffer =>
  bytes(
    connectPacket({
      clientId,
      protocolVersion: version as 4 | 5,
      username: 'u',
      password: Buffer.from('p'),
      will: { topic: 'f/will', payload: Buffer.from('w'), qos: 1, retain: false },
      ...(version === 5 && {
        properties: { sessionExpiryInterval: 2, topicAliasMaximum: 3, receiveMaximum: 2 },
      }),
    }),
    version,
  );

type Mutation = { kind: 'flip' | 'cut' | 'insert' | 'repeat'; at: number; value: number };

const mutate = (packet: Buffer, { kind, at, value }: Mutation): Buffer => {
  const where = at % (packet.length + 1);
  if (kind === 'cut') return Buffer.from(packet.subarray(0, where));
  if (kind === 'insert')
    return Buffer.concat([packet.subarray(0, where), Buffer.from([value]), packet.subarray(where)]);
  if (kind === 'repeat') return Buffer.concat([packet, packet]);
  const changed = Buffer.from(packet);
  if (where < changed.length) changed[where] = value;
  return changed;
};

describe('embedded broker: what is no MQTT', () => {
  let rig: Rig;
  let witness: { pub: RawClient; sub: RawClient };
  let round = 0;
  beforeAll(async () => {
    rig = await Rig.start({ hooks: { retryMinMs: 1 }, zones: { device: { maxPacketBytes: 4096 } } });
    rig.trustDevices();
    witness = { pub: await rig.device('witness-pub'), sub: await rig.device('witness-sub') };
    await witness.sub.subscribe(1, 'witness');
  });
  afterAll(() => rig.stop());

  /** Sends bytes, leaves, and waits until the broker is done with them; then somebody else is served as ever. */
  const throwAt = async (pieces: Buffer[]): Promise<void> => {
    const client = await RawClient.open(rig.broker.port);
    client.received.length = 0;
    // What comes back is of no interest, and may be anything.
    client.socket.removeAllListeners('data').resume();
    for (const piece of pieces) client.socket.write(piece);
    client.socket.end();
    await client.closed;
    await witness.pub.publish('witness', String(++round), 1);
    expect(await witness.sub.message()).toBe(String(round));
  };

  const unharmed = async (): Promise<void> => {
    expect(rig.log.filter(({ event }) => event === 'connection_failed')).toEqual([]);
    expect(await rig.counter('connection.closed.internal_error')).toBe(0);
  };

  const piece = fc.uint8Array({ minLength: 1, maxLength: 200 }).map((array) => Buffer.from(array));
  const mutation: fc.Arbitrary<Mutation> = fc.record({
    kind: fc.constantFrom('flip', 'flip', 'flip', 'cut', 'insert', 'repeat'),
    at: fc.nat(200),
    value: fc.nat(255),
  });

  it('harms nobody as bytes at random, before a CONNECT and after', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 4, 5),
        fc.array(piece, { maxLength: 4 }),
        async (version, pieces) => {
          await throwAt(version === 0 ? pieces : [connect(version, 'fuzz'), ...pieces]);
        },
      ),
      { numRuns: 200, seed: 5188 },
    );
    await unharmed();
  });

  it.each([4, 5])('harms nobody as CONNECT that is nearly right, version %d', async (version) => {
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
        await throwAt([mutations.reduce(mutate, connect(version, 'nearly'))]);
      }),
      { numRuns: 150, seed: 5188 },
    );
    await unharmed();
  });

  it.each([4, 5])('harms nobody as packets that are nearly right, version %d', async (version) => {
    const packets = valid(version);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(packets.length - 1), fc.option(mutation)), { minLength: 1, maxLength: 8 }),
        async (chosen) => {
          const pieces = chosen.map(([at, change]) => {
            const packet = packets[at] ?? Buffer.alloc(0);
            return change ? mutate(packet, change) : packet;
          });
          await throwAt([connect(version, 'mutant'), ...pieces]);
        },
      ),
      { numRuns: 300, seed: 5188 },
    );
    await unharmed();
  });

  it.each([
    ['a SUBSCRIBE with QoS 3', [0x82, 6, 0, 1, 0, 1, 0x61, 3]],
    ['a SUBSCRIBE with reserved flags', [0x80, 6, 0, 1, 0, 1, 0x61, 0]],
    ['a SUBSCRIBE without filters', [0x82, 2, 0, 1]],
    ['a SUBSCRIBE with packet id 0', [0x82, 6, 0, 0, 0, 1, 0x61, 0]],
    ['a SUBSCRIBE that is cut off', [0x82, 5, 0, 1, 0, 9, 0x61]],
    ['an UNSUBSCRIBE without filters', [0xa2, 2, 0, 1]],
    ['an UNSUBSCRIBE that is cut off', [0xa2, 5, 0, 1, 0, 9, 0x61]],
    ['a PUBLISH with QoS 3', [0x36, 5, 0, 1, 0x61, 0, 1]],
    ['a PUBLISH with packet id 0', [0x32, 5, 0, 1, 0x61, 0, 0]],
    ['an empty PUBLISH', [0x30, 0]],
    ['a PUBLISH with a NUL in its topic', [0x30, 3, 0, 1, 0]],
    ['a PUBACK of one byte', [0x40, 1, 0]],
    ['a PUBREC with flags', [0x52, 2, 0, 1]],
    ['a PUBREL without flags', [0x60, 2, 0, 1]],
    ['a ping with a body', [0xc0, 1, 0]],
    ['a DISCONNECT with flags', [0xe1, 0]],
    ['an AUTH', [0xf0, 0]],
    ['a packet of type 0', [0x00, 0]],
    ['what only a broker sends', [0x20, 2, 0, 0]],
  ])('ends the connection of MQTT 3.1.1 for %s', async (_what, packet) => {
    const client = await rig.device('rude-old');
    client.socket.write(Buffer.from(packet));
    await client.closed;
    await unharmed();
  });

  it.each([
    ['another protocol', '\x10\x0c\0\x04HTTP\x04\x02\0\x3c\0\0'],
    ['the reserved flag', '\x10\x0c\0\x04MQTT\x04\x03\0\x3c\0\0'],
    ['a will flag without a will', '\x10\x0c\0\x04MQTT\x04\x06\0\x3c\0\0'],
    ['a will QoS without a will', '\x10\x0c\0\x04MQTT\x04\x0a\0\x3c\0\0'],
    ['a user name that is missing', '\x10\x0c\0\x04MQTT\x04\x82\0\x3c\0\0'],
    ['bytes at its end', '\x10\x0d\0\x04MQTT\x04\x02\0\x3c\0\0x'],
    ['another packet in its place', '\xc0\0'],
    ['an HTTP request', 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'],
  ])('takes no CONNECT with %s', async (_what, text) => {
    const client = await rig.open();
    client.socket.write(Buffer.from(text, 'latin1'));
    await client.closed;
    expect(Buffer.concat(client.bytes)).toHaveLength(0);
    await unharmed();
  });
});
