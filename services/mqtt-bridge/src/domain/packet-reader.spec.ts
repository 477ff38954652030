import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { PacketReader } from './packet-reader';

type Seen = [topic: string, payload: string, packetId: number, isRepeated: boolean];

const reading = () => {
  const seen: Seen[] = [];
  const codes: number[] = [];
  const reader = new PacketReader({
    onPublish: (topic, payload, packetId, isRepeated) =>
      seen.push([topic, payload.toString('latin1'), packetId, isRepeated]),
    onConnack: (code, hasSession) => codes.push(code, Number(hasSession)),
    onSuback: (granted) => codes.push(...granted),
  });
  return { reader, seen, codes };
};

const message = fc.record({
  topic: fc.stringMatching(/^[a-z0-9/]{1,80}$/),
  payload: fc.uint8Array({ maxLength: 300 }),
  packetId: fc.nat(0xffff),
  dup: fc.boolean(),
});

describe('PacketReader', () => {
  it('reads what a general library writes, wherever the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1 }), fc.integer({ min: 1, max: 700 }), (messages, cut) => {
        const bytes = Buffer.concat(
          messages.map(({ topic, payload, packetId, dup }) =>
            generate({
              cmd: 'publish',
              topic,
              payload: Buffer.from(payload),
              qos: packetId > 0 ? 1 : 0,
              retain: false,
              dup: dup && packetId > 0,
              messageId: packetId,
            }),
          ),
        );
        const { reader, seen } = reading();
        const memory = Buffer.alloc(cut);
        for (let at = 0; at < bytes.length; at += cut)
          reader.read(memory.subarray(0, bytes.copy(memory, 0, at, at + cut)));
        expect(seen).toEqual(
          messages.map(({ topic, payload, packetId, dup }) => [
            topic,
            Buffer.from(payload).toString('latin1'),
            packetId,
            dup && packetId > 0,
          ]),
        );
      }),
    );
  });

  it('reads large messages', () => {
    const { reader, seen } = reading();
    const payload = 'x'.repeat(300_000);
    reader.read(
      generate({ cmd: 'publish', topic: 't', payload, qos: 1, messageId: 9, retain: false, dup: false }),
    );
    expect(seen).toEqual([['t', payload, 9, false]]);
  });

  it('reads what answers CONNECT and SUBSCRIBE, and passes over the rest', () => {
    const { reader, codes } = reading();
    reader.read(generate({ cmd: 'connack', returnCode: 5, sessionPresent: false }));
    reader.read(generate({ cmd: 'connack', returnCode: 0, sessionPresent: true }));
    reader.read(generate({ cmd: 'pingresp' }));
    reader.read(generate({ cmd: 'suback', messageId: 1, granted: [1, 128] }));
    expect(codes).toEqual([5, 0, 0, 1, 1, 128]);
  });

  it.each([
    ['an impossible length', [0x30, 0xff, 0xff, 0xff, 0xff, 0x01]],
    ['a topic longer than its packet', [0x30, 0x02, 0x00, 0x05]],
  ])('refuses %s', (_name, bytes) => {
    expect(() => reading().reader.read(Buffer.from(bytes))).toThrow(/broker sent/);
  });
});
