import { eventually } from '@unitfleet/testing';
import { measure, residentMb } from './figures';
import * as raw from './packets';
import { MARK, QUEUED_MESSAGES, type Scene } from './scene';

const MEGABYTE = 1024 * 1024;
/** Unacknowledged messages to one device (docs/protocol/device.md 1.4, `max_inflight`). */
const UNDER_WAY = 32;
const FLOOD_BYTES = Number(process.env.HOSTILE_FLOOD_MB ?? 3) * MEGABYTE;

/** A device that is let in and sends what is its own, far more of it than anybody wants. */
export const describeFloods = (scene: Scene): void => {
  describe('floods', () => {
    /** Tells whether the broker has paused anybody since. */
    const pauses = async (): Promise<() => Promise<boolean>> => {
      const paused = async () => (await scene.broker())['client.paused.rate']!;
      const before = await paused();
      return async () => (await paused()) > before;
    };

    it.each([0, 1, 2])('of messages at QoS %i are read as slowly as is allowed', async (qos) => {
      const own = scene.outputOf(scene.hostile);
      const attacker = await scene.enter();
      const size = 10_000;
      await scene.counted({ 'client.paused.rate': 1 }, () =>
        measure(scene, `MB of a flood at QoS ${qos}`, async () => {
          let sent = 0;
          let id = 0;
          const isPaused = await pauses();
          // Who stands still itself in the middle is no flood: it comes again until the broker has held one back.
          do {
            for (const end = sent + FLOOD_BYTES; sent < end && attacker.isOpen; sent += size) {
              id += 1;
              const release = qos === 2 ? raw.packet(0x62, raw.word(id)) : Buffer.alloc(0);
              await attacker.send(raw.publish(own, String(id).padStart(size, ' '), qos, id), release);
            }
            attacker.packets.splice(0);
            await attacker.send(raw.PINGREQ);
            await attacker.answer(13);
          } while (attacker.isOpen && !(await isPaused()));
          return sent / MEGABYTE;
        }),
      );
      expect(attacker.isOpen).toBe(true);
      attacker.cut();
    });

    it('of small messages are slowed down too, and answered in order', async () => {
      const own = scene.outputOf(scene.hostile);
      const attacker = await scene.enter();
      await scene.counted({ 'client.paused.rate': 1 }, async () => {
        await attacker.send(
          ...Array.from({ length: 500 }, (_, index) => raw.publish(own, '1', 1, index + 1)),
        );
        expect(await attacker.answer(4, 500)).not.toBeNull();
      });
      const ids = attacker.packets.filter(({ type }) => type === 4).map(({ body }) => body.readUInt16BE(0));
      expect(ids).toEqual(Array.from({ length: 500 }, (_, index) => index + 1));
      attacker.cut();
    });

    it('to a subscriber that acknowledges nothing push out the oldest of its own, and are counted', async () => {
      const own = scene.outputOf(scene.hostile);
      const deaf = await scene.enter();
      await deaf.send(raw.subscribe(1, [own], 1));
      expect((await deaf.answer(9))?.body[2]).toBe(1);
      const sender = await scene.enter();
      const beyond = 20;
      const sent = QUEUED_MESSAGES + UNDER_WAY + beyond;
      await scene.counted({ 'delivery.dropped.queue_full': beyond }, async () => {
        await sender.send(...Array.from({ length: sent }, (_, index) => raw.publish(own, '1', 1, index + 1)));
        expect(await sender.answer(4, sent)).not.toBeNull();
      });
      for (const attacker of [deaf, sender]) attacker.cut();
    });

    it('of states, and states that are bombs, are thrown away but for one an interval', async () => {
      const topic = scene.baseTopic('output', scene.hostile, 'state');
      const attacker = await scene.enter();
      const bombs = [
        '['.repeat(200_000),
        '['.repeat(100_000) + ']'.repeat(100_000),
        `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`,
        `{"ifconfig":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
        `{"statvfs":[${'1,'.repeat(100_000)}1]}`,
        `{"millis":1e999,"mem_free":-1e400,"freq":"${'9'.repeat(10_000)}"}`,
        '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"x":1}}}',
        `{"pu_commit_version":"${'x'.repeat(200_000)}"}`,
        '{"pu_commit_version":"\u0000"}',
        '\ud800',
        '"'.repeat(100_000),
        '{'.repeat(100_000),
        'null',
        '',
      ];
      const count = () => scene.fleet.metric('units', 'units_device_states_total');
      const before = await count();
      await attacker.send(
        ...bombs.map((bomb, index) => raw.publish(topic, bomb, 1, index + 1)),
        ...Array.from({ length: 200 }, (_, index) =>
          raw.publish(topic, `{"mem_free":${index},"pu_commit_version":"${MARK}"}`, 1, 1_000 + index),
        ),
      );
      expect(await attacker.answer(4, 1_199)).not.toBeNull();
      // One that nobody has acknowledged in time comes again.
      await eventually(async () =>
        expect((await count()) - before).toBeGreaterThanOrEqual(bombs.length + 200),
      );
      attacker.cut();
    });

    it('of logs, and logs that are bombs, are kept as far as they are logs', async () => {
      const topic = scene.baseTopic('output', scene.hostile, 'log');
      const attacker = await scene.enter();
      const line = JSON.stringify({ level: 'Info', text: 'x'.repeat(60) });
      const array = `[${Array.from({ length: 2_500 }, () => line).join(',')}]`;
      const payloads = [
        array,
        array,
        `[${'[],'.repeat(80_000)}[]]`,
        `[${'{},'.repeat(80_000)}{}]`,
        '['.repeat(200_000),
        `{"level":"Info","text":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
        `{"level":"Info","text":"${'x'.repeat(200_000)}"}`,
        '{"level":"Info","text":"a","create_datetime":1e308}',
        `{"level":"${'Info'.repeat(10_000)}","text":"a"}`,
        '{"level":"__proto__","text":"constructor"}',
      ];
      const skipped = () => scene.fleet.metric('datapipe', 'datapipe_log_items_skipped_total');
      const before = await skipped();
      await attacker.send(...payloads.map((payload, index) => raw.publish(topic, payload, 1, index + 1)));
      expect(await attacker.answer(4, payloads.length)).not.toBeNull();
      await attacker.send(raw.publish(topic, '{"level":"Critical","text":"the last one"}', 1, 99));
      const query = { uuid: scene.hostile.uuid, level: 'Critical', limit: '5', offset: '0' };
      await eventually(
        async () => {
          const { unit_logs } = await scene.intruder.ok('GET', '/units/log_list/', { query });
          expect(unit_logs.map(({ text }: { text: string }) => text)).toContain('the last one');
        },
        { intervalMs: 200 },
      );
      await eventually(async () => expect((await skipped()) - before).toBeGreaterThan(100_000));
      attacker.cut();
    });

    it('leave the broker and the hook as large as before, about', async () => {
      await scene.empty();
      for (const name of ['broker', 'auth-hook', 'mqtt-bridge']) {
        const size = residentMb(scene, name);
        process.stdout.write(`hostile: ${name} has ${size} MB\n`);
        expect([name, size < 600]).toEqual([name, true]);
      }
    });
  });
};
