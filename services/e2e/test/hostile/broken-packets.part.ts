import { eventually } from '@unitfleet/testing';
import * as raw from './packets';
import type { Scene } from './scene';

const MUTATIONS = Number(process.env.HOSTILE_MUTATIONS ?? 300);
const SEED = Number(process.env.HOSTILE_SEED ?? 7);

/** Numbers below 1 that are the same for the same seed. */
const randomOf = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex');

/** Bytes that are no MQTT, or break its rules. */
export const describeBrokenPackets = (scene: Scene): void => {
  describe('packets', () => {
    const own = () => scene.outputOf(scene.hostile);

    const INSTEAD_OF_CONNECT: [string, () => Buffer][] = [
      ['a PUBLISH', () => raw.publish('a', 'b')],
      ['a PINGREQ', () => raw.PINGREQ],
      ['a SUBSCRIBE', () => raw.subscribe(1, ['#'])],
      ['a DISCONNECT', () => hex('e000')],
      ['a CONNACK', () => hex('20020000')],
      ['HTTP', () => Buffer.from(`GET / HTTP/1.1\r\nHost: x\r\nCookie: ${'x'.repeat(200)}\r\n\r\n`)],
      ['TLS', () => Buffer.concat([hex('16030100a5010000a10303'), Buffer.alloc(200)])],
      ['zeros', () => Buffer.alloc(64)],
      ['ones', () => Buffer.alloc(64, 0xff)],
      ['a length of five bytes', () => hex('10ffffffff7f')],
      ['256 MB that are announced', () => hex('10ffffff7f')],
      ['a PUBLISH of 256 MB that is announced', () => hex('30ffffff7f')],
      ['another protocol', () => raw.connect({ name: 'HTTP', username: scene.hostile.token })],
      ['a name of nothing', () => raw.connect({ name: '', username: scene.hostile.token })],
      ['a version that there is not', () => raw.connect({ level: 9, username: scene.hostile.token })],
      ['the reserved flag', () => raw.connect({ flags: 0xc3, username: scene.hostile.token, password: '' })],
      ['a will of QoS 3', () => raw.connect({ flags: 0x9e, username: scene.hostile.token })],
      ['a CONNECT that says less than its flags', () => raw.connect({ flags: 0xf6 })],
      [
        'a CONNECT that says more',
        () =>
          raw.packet(
            0x10,
            raw.field('MQTT'),
            hex('0482003c'),
            raw.field('x'),
            raw.field(scene.hostile.token),
            hex('00'),
          ),
      ],
      [
        'a CONNECT with flags in its first byte',
        () => Buffer.concat([hex('1f'), raw.connect({ username: scene.hostile.token }).subarray(1)]),
      ],
    ];
    const AFTER_CONNECT: [string, () => Buffer][] = [
      ['a second CONNECT', () => raw.connect({ username: scene.hostile.token })],
      ['a packet of type 0', () => hex('0000')],
      ['a packet of type 15', () => hex('f000')],
      ['a CONNACK', () => hex('20020000')],
      ['a SUBACK', () => hex('9003000100')],
      ['an UNSUBACK', () => hex('b0020001')],
      ['a PINGRESP', () => hex('d000')],
      ['a PUBLISH of QoS 3', () => Buffer.concat([hex('36'), raw.publish(own(), 'x', 1).subarray(1)])],
      ['a PUBLISH without a topic', () => hex('3000')],
      ['a PUBLISH whose topic is longer than it', () => hex('3005ffff616263')],
      ['a PUBLISH of QoS 1 without an id', () => hex('3203000161')],
      ['a PUBLISH with id 0', () => raw.publish(own(), 'x', 1, 0)],
      [
        'a SUBSCRIBE with wrong flags',
        () => Buffer.concat([hex('80'), raw.subscribe(1, [own()]).subarray(1)]),
      ],
      ['a SUBSCRIBE of nothing', () => hex('82020001')],
      ['a SUBSCRIBE with id 0', () => raw.subscribe(0, [own()])],
      ['a SUBSCRIBE of QoS 3', () => raw.subscribe(1, [own()], 3)],
      ['a SUBSCRIBE that is cut', () => hex('82050001ffff61')],
      ['an UNSUBSCRIBE of nothing', () => hex('a2020001')],
      ['a PUBREL with wrong flags', () => hex('60020001')],
      ['a PUBREL of one byte', () => hex('620101')],
      ['a length of five bytes', () => hex('30ffffffff7f')],
      ['256 MB that are announced', () => Buffer.concat([hex('30ffffff7f'), Buffer.alloc(1_000)])],
    ];

    it('that are no CONNECT, or a wrong one, end a connection before it has begun', async () => {
      const welcomes = INSTEAD_OF_CONNECT.map(async ([what, bytes]) => {
        const attacker = await scene.attack(bytes());
        await attacker.closed;
        return [what, (await attacker.welcome()) === 0];
      });
      expect(await Promise.all(welcomes)).toEqual(INSTEAD_OF_CONNECT.map(([what]) => [what, false]));
    });

    it('that are malformed, or not for a broker, end the connection of who was let in, and are counted', async () => {
      const broken = ['connection.closed.malformed_packet', 'connection.closed.protocol_error'];
      const count = async () => {
        const counters = await scene.broker();
        return broken.reduce(
          (sum, name) => sum + counters[name]!,
          counters['connection.closed.packet_too_large']!,
        );
      };
      const before = await count();
      const ends = AFTER_CONNECT.map(async ([what, bytes]) => {
        const attacker = await scene.enter();
        await attacker.send(bytes());
        await attacker.closed;
        return what;
      });
      expect(await Promise.all(ends)).toEqual(AFTER_CONNECT.map(([what]) => what));
      expect(await count()).toBe(before + AFTER_CONNECT.length);
    });

    it('above the limit end the connection, at it they pass; each is counted', async () => {
      const atLimit = 256 * 1024 - raw.publish(own(), '', 1).length - 3;
      const attacker = await scene.enter();
      await attacker.send(raw.publish(own(), 'x'.repeat(atLimit), 1, 5));
      expect(await attacker.answer(4, 5)).not.toBeNull();
      await scene.counted({ 'connection.closed.packet_too_large': 2 }, async () => {
        await attacker.send(raw.publish(own(), 'x'.repeat(atLimit + 4), 1, 6));
        await attacker.closed;
        const other = await scene.attack(
          raw.connect({
            username: 'x',
            password: 'x'.repeat(60_000),
            will: { topic: 'a', payload: 'x'.repeat(65_000) },
            clientId: 'x'.repeat(65_000),
          }),
        );
        await other.send(hex('10ffffff7f'), Buffer.alloc(300_000));
        await other.closed;
        const third = await scene.attack(hex('10ffffff7f'), Buffer.alloc(300_000));
        await third.closed;
      });
    });

    it('at random, thousands of bytes away from good ones, harm nobody', async () => {
      const random = randomOf(SEED);
      const good = [
        raw.connect({ username: scene.hostile.token }),
        raw.connect({ username: scene.hostile.token, level: 5 }),
        raw.publish(own(), 'value'),
        raw.publish(own(), 'value', 2, 9),
        raw.subscribe(4, [own(), scene.baseTopic('input', scene.hostile, 'update')], 1),
        hex('62020009'),
        hex('a208000a0004612f622f'),
        raw.PINGREQ,
      ];
      const mutated = (bytes: Buffer): Buffer => {
        const copy = Buffer.from(bytes);
        for (let left = 1 + Math.floor(random() * 4); left > 0; left -= 1)
          copy[Math.floor(random() * Math.min(copy.length, 24))] = Math.floor(random() * 256);
        return random() < 0.2 ? copy.subarray(0, Math.floor(random() * copy.length)) : copy;
      };
      const pick = () => good[Math.floor(random() * good.length)]!;
      for (let done = 0; done < MUTATIONS; done += 50) {
        const attackers = await Promise.all(
          Array.from({ length: 50 }, () => {
            const greeting = random() < 0.7 ? good[0]! : mutated(pick());
            return scene.attack(greeting, ...Array.from({ length: 5 }, () => mutated(pick())));
          }),
        );
        for (const attacker of attackers) attacker.socket.end();
        await Promise.all(attackers.map((attacker) => attacker.closed));
      }
      const { 'connection.closed.internal_error': defects } = await scene.broker();
      expect(defects).toBe(0);
    });

    it('of QoS 2 that are never released are a hundred at most, and each id counts once', async () => {
      const attacker = await scene.enter();
      await scene.counted({ 'packets.publish.inuse': 10 }, () =>
        attacker.send(...Array.from({ length: 11 }, () => raw.publish(own(), '1', 2, 1))),
      );
      await scene.counted({ 'connection.closed.receive_maximum_exceeded': 1 }, async () => {
        await attacker.send(
          ...Array.from({ length: 101 }, (_, index) => raw.publish(own(), '1', 2, index + 1)),
        );
        await attacker.closed;
      });
      await eventually(async () =>
        expect((await scene.broker())['connection.closed.internal_error']).toBe(0),
      );
    });
  });
};
