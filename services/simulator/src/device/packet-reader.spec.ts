import { generate, type Packet } from 'mqtt-packet';
import { PacketReader } from './packet-reader';
import { connectPacket, subscribePacket } from './packets';

const PACKETS = [
  { cmd: 'connack', returnCode: 5, sessionPresent: false },
  { cmd: 'suback', messageId: 7, granted: [128] },
  { cmd: 'pingresp' },
  { cmd: 'puback', messageId: 65_535 },
  { cmd: 'publish', topic: 'd/ж', payload: Buffer.from('{"COMMAND":"LogSync"}'), qos: 0 },
  { cmd: 'publish', topic: 'd/long', payload: Buffer.alloc(20_000, 'x'), qos: 1, messageId: 3 },
] as unknown as Packet[];

const HEARD = [
  ['connack', 5],
  ['suback', 7, 128],
  ['pingresp'],
  ['puback', 65_535],
  ['publish', 'd/ж', '{"COMMAND":"LogSync"}', 0],
  ['publish', 'd/long', 'x'.repeat(20_000), 3],
];

const reader = () => {
  const heard: unknown[][] = [];
  const listener = {
    onConnack: (code: number) => heard.push(['connack', code]),
    onSuback: (id: number, code: number) => heard.push(['suback', id, code]),
    onPuback: (id: number) => heard.push(['puback', id]),
    onPublish: (topic: string, payload: Buffer, id: number) =>
      heard.push(['publish', topic, payload.toString(), id]),
    onPingresp: () => heard.push(['pingresp']),
  };
  return { heard, read: new PacketReader(listener) };
};

describe('PacketReader', () => {
  const bytes = Buffer.concat(PACKETS.map((packet) => generate(packet)));

  it.each([1, 2, 3, 7, 1_000, bytes.length])('takes packets out of reads of %i bytes', (size) => {
    const { heard, read } = reader();
    for (let start = 0; start < bytes.length; start += size) {
      const part = Buffer.from(bytes.subarray(start, start + size));
      read.read(part);
      // The next read of any socket goes to the same place.
      part.fill(0);
    }
    expect(heard).toEqual(HEARD);
  });

  it('does not take anything for a length', () => {
    const { read } = reader();
    expect(() => read.read(Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff, 0x01]))).toThrow(/impossible length/);
  });
});

describe('packets', () => {
  const fields = { clientId: 'c', username: 'token', keepaliveS: 60 };
  const CONNECT_FLAGS = 9;

  it('say of the password what each library says', () => {
    expect(connectPacket({ ...fields, sendsPassword: true })[CONNECT_FLAGS]).toBe(0xc2);
    expect(connectPacket({ ...fields, sendsPassword: false })[CONNECT_FLAGS]).toBe(0x82);
  });

  it('subscribe to one topic', () => {
    expect([...subscribePacket(1, 'a', 1)]).toEqual([0x82, 6, 0, 1, 0, 1, 0x61, 1]);
  });
});
