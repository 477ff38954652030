import { randomUUID } from 'node:crypto';
import { connectAsync, type MqttClient } from 'mqtt';
import { eventually } from '@unitfleet/testing';
import type { Attacker } from './attacker';
import * as raw from './packets';
import { INPUT, MARK, type Scene } from './scene';

/** A device that is let in, at topics that are not its own. */
export const describeTopics = (scene: Scene): void => {
  describe('topics', () => {
    let witness: MqttClient;
    /** Topics on which something of an attacker was handed on. */
    const reached = new Set<string>();
    let attacker: Attacker;

    beforeAll(async () => {
      witness = await connectAsync(scene.fleet.brokerUrl, { clientId: 'witness', protocolVersion: 4 });
      witness.on('message', (topic, payload) => {
        if (payload.includes(MARK)) reached.add(topic);
      });
      await witness.subscribeAsync('#');
    });
    afterAll(() => witness?.endAsync(true));
    beforeEach(async () => {
      reached.clear();
      attacker = await scene.enter();
    });
    afterEach(() => attacker.cut());

    const foreignTopics = (): string[] => {
      const { vault, good, hostile, fleet } = scene;
      const [known] = good;
      return [
        scene.outputOf(known!),
        scene.outputOf(vault),
        scene.topicOf(known!.nodes[INPUT]!),
        scene.topicOf(vault.nodes[INPUT]!),
        scene.baseTopic('output', known!, 'state'),
        scene.baseTopic('output', known!, 'log'),
        scene.baseTopic('output', vault, 'state'),
        ...['update', 'env_update', 'schema_update', 'log_sync'].flatMap((name) => [
          scene.baseTopic('input', known!, name),
          scene.baseTopic('input', vault, name),
          scene.baseTopic('input', hostile, name),
        ]),
        `${fleet.domain}/${known!.nodes[INPUT]}`,
        scene.outputOf(hostile).replace(fleet.domain, 'elsewhere.org'),
        scene.outputOf(hostile).replace(fleet.domain, fleet.domain.toUpperCase()),
        `/${scene.outputOf(hostile)}`,
        `${scene.outputOf(hostile)}/`,
        `${scene.outputOf(hostile)}/more`,
        scene.topicOf(`../${known!.nodes[INPUT]}`),
        scene.topicOf(randomUUID()),
        `$share/bridge/${scene.outputOf(known!)}`,
        `$SYS/brokers/unitfleet@127.0.0.1/clients/${known!.uuid}/disconnected`,
        fleet.domain,
        'x',
      ];
    };

    it('of others take nothing: an acknowledgement, as EMQX gives it, and nobody hears it', async () => {
      const topics = foreignTopics();
      await scene.counted({ 'messages.dropped.not_authorized': 2 * topics.length }, async () => {
        await attacker.send(
          ...topics.map((topic, index) => raw.publish(topic, MARK, 1, index + 1)),
          ...topics.map((topic) => raw.publish(topic, MARK)),
        );
      });
      for (const index of topics.keys()) expect(await attacker.answer(4, index + 1)).not.toBeNull();
      const own = scene.outputOf(scene.hostile);
      await attacker.send(raw.publish(own, MARK));
      await eventually(() => expect([...reached]).toEqual([own]));
      expect(attacker.isOpen).toBe(true);
    });

    it('of others give nothing: each filter is refused in its place, and the connection stays', async () => {
      const { domain } = scene.fleet;
      const { vault, good, hostile } = scene;
      const [known] = good;
      const filters = [
        '#',
        '+/#',
        '/#',
        '$SYS/#',
        '$SYS/brokers/+/clients/+/disconnected',
        '$SYS/brokers/+/clients/+/+',
        `${domain}/#`,
        `${domain}/+`,
        `${domain}/+/pepeunit`,
        `${domain}/+/+/+/pepeunit`,
        `+/${hostile.nodes[INPUT]}/pepeunit`,
        `$share/bridge/${domain}/+/pepeunit`,
        `$share/bridge/${domain}/+/+/+/pepeunit`,
        '$share/bridge/#',
        '$share/bridge-control/$SYS/brokers/+/clients/+/disconnected',
        `$share/mine/${scene.outputOf(vault)}`,
        `$queue/${domain}/+/pepeunit`,
        scene.outputOf(vault),
        scene.topicOf(vault.nodes[INPUT]!),
        ...['update', 'env_update', 'schema_update', 'log_sync'].flatMap((name) => [
          scene.baseTopic('input', known!, name),
          scene.baseTopic('input', vault, name),
        ]),
        scene.baseTopic('output', known!, 'state'),
        scene.baseTopic('output', known!, 'log'),
        `${domain}/input_base_topic/+/update/pepeunit`,
        `${domain}/input_base_topic/#`,
        scene.outputOf(known!).replace(domain, 'elsewhere.org'),
        'x',
      ];
      await scene.counted({ 'client.subscribe.refused': filters.length }, async () => {
        await attacker.send(raw.subscribe(7, filters));
        const suback = await attacker.answer(9);
        const codes = [...(suback?.body.subarray(2) ?? [])];
        expect(filters.map((filter, index) => [filter, codes[index]])).toEqual(
          filters.map((filter) => [filter, 0x80]),
        );
      });
      // What is its own it hears, under a wildcard too.
      const own = scene.baseTopic('input', hostile, '+').replace('+/pepeunit', '#');
      await attacker.send(raw.subscribe(8, [own, scene.topicOf(hostile.nodes[INPUT]!)], 1));
      expect([...(await attacker.answer(9, 8))!.body.subarray(2)]).toEqual([1, 1]);
    });

    const NO_TOPICS: [string, string | Buffer][] = [
      ['a wildcard', 'a/+/b'],
      ['a wildcard for the rest', 'a/#'],
      ['nothing', ''],
      ['NUL', 'a\0b'],
      ['what is not UTF-8', Buffer.from([0x61, 0xff, 0xfe])],
      ['a surrogate', Buffer.from([0xed, 0xa0, 0x80])],
      ['overlong UTF-8', Buffer.from([0xc0, 0xaf])],
    ];
    const NO_FILTERS: [string, string | Buffer][] = [
      ['nothing', ''],
      ['a wildcard inside a level', 'a/b+/c'],
      ['something after the rest', 'a/#/b'],
      ['NUL', 'a\0b'],
      ['what is not UTF-8', Buffer.from([0x61, 0xff, 0xfe])],
      ['a group without a name', '$share//a'],
      ['a group with a wildcard', '$share/+/a'],
      ['a group of nothing', '$share/bridge'],
    ];

    it('that are none end the connection of who publishes there, and let nobody in with such a will', async () => {
      const ends = NO_TOPICS.map(async ([what, topic]) => {
        const publisher = await scene.enter();
        await publisher.send(raw.publish(topic, MARK, 1));
        await publisher.closed;
        const will = { topic, payload: MARK };
        const dying = await scene.attack(raw.connect({ username: scene.hostile.token, will }));
        return [what, await publisher.answer(4), (await dying.welcome()) === 0];
      });
      expect(await Promise.all(ends)).toEqual(NO_TOPICS.map(([what]) => [what, null, false]));
      expect([...reached]).toEqual([]);
    });

    it('that are no filters end the connection of who subscribes', async () => {
      const ends = NO_FILTERS.map(async ([what, filter]) => {
        const subscriber = await scene.enter();
        await subscriber.send(raw.subscribe(1, [filter]));
        await subscriber.closed;
        return [what, await subscriber.answer(9)];
      });
      expect(await Promise.all(ends)).toEqual(NO_FILTERS.map(([what]) => [what, null]));
    });

    it('of others in a will take nothing when the connection breaks', async () => {
      const topics = foreignTopics();
      await scene.counted({ 'messages.dropped.not_authorized': topics.length }, async () => {
        for (const topic of topics) {
          (await scene.enter({ will: { topic, payload: MARK, qos: 1 } })).cut();
        }
      });
      const own = scene.outputOf(scene.hostile);
      (await scene.enter({ will: { topic: own, payload: MARK } })).cut();
      await eventually(() => expect([...reached]).toEqual([own]));
    });

    it('keep nothing for later: a retained message ends the connection', async () => {
      const own = scene.outputOf(scene.hostile);
      await scene.counted({ 'connection.closed.retain_not_supported': 1 }, async () => {
        await attacker.send(raw.publish(own, MARK, 1, 1, true));
        await attacker.closed;
      });
      const will = { topic: own, payload: MARK, retain: true };
      const refused = await scene.attack(raw.connect({ username: scene.hostile.token, will }));
      expect(await refused.welcome()).not.toBe(0);
      expect([...reached]).toEqual([]);
    });

    it('longer than five levels end the connection of who publishes and are refused to who subscribes', async () => {
      const deep = `${scene.baseTopic('input', scene.hostile, 'a/b/c/d')}`;
      await attacker.send(raw.subscribe(3, [deep, '/'.repeat(65_535)]));
      expect([...(await attacker.answer(9))!.body.subarray(2)]).toEqual([0x80, 0x80]);
      await attacker.send(raw.publish('/'.repeat(65_535), MARK, 1));
      // Refused, which a PUBACK says as well as the end.
      expect((await attacker.answer(4)) !== null || !attacker.isOpen).toBe(true);
      expect([...reached]).toEqual([]);
    });

    it('by the thousand are counted: no more than the limit of one client', async () => {
      const own = scene.topicOf(scene.hostile.nodes[INPUT]!);
      const filters = Array.from({ length: 10_001 }, (_, index) => `$share/g${index}/${own}`);
      const granted: number[] = [];
      for (let from = 0; from < filters.length; from += 2_500) {
        await attacker.send(raw.subscribe(from + 1, filters.slice(from, from + 2_500)));
        granted.push(...((await attacker.answer(9, from + 1))?.body.subarray(2) ?? []));
      }
      expect([granted.length, granted.filter((code) => code === 0x80).length]).toEqual([10_001, 1]);
      await attacker.send(raw.PINGREQ);
      expect(await attacker.answer(13)).not.toBeNull();
    });

    it('that nobody has, by the thousand, keep no other device from its own', async () => {
      const filters = Array.from({ length: 2_000 }, () => scene.topicOf(randomUUID()));
      await attacker.send(raw.subscribe(1, filters));
      const [unit] = scene.good;
      const late = await scene.attack(raw.connect({ username: unit!.token, clientId: 'late-subscriber' }));
      for (const [index, name] of ['update', 'env_update', 'schema_update', 'log_sync'].entries()) {
        await late.send(raw.subscribe(index + 1, [scene.baseTopic('input', unit!, name)], 1));
        expect([name, (await late.answer(9, index + 1))?.body[2]]).toEqual([name, 1]);
      }
      late.cut();
    });
  });
};
