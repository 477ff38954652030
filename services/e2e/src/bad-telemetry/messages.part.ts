import { eventually } from '@unitfleet/testing';
import { pipeline, type Meter } from './meter';
import { ODD_PAYLOADS, WITH_NUL, type Fate } from './odd-payloads';

const LAST_VALUE = 'policy_type: LastValue';
const RECORDS = 'policy_type: NRecords, n_records_count: 1024';
const WINDOW = 'policy_type: TimeWindow, time_window_size: 86400';
const SUM = 'policy_type: Aggregation, time_window_size: 60, aggregation_functions: Sum';

/** Fixed header, length of the topic, packet id (MQTT 3.1.1, 3.3). */
const packetBytes = (topic: string, payloadBytes: number) =>
  4 + 2 + Buffer.byteLength(topic) + 2 + payloadBytes;
/** Devices are served no longer packets; `docs/protocol/device.md 1.4`. */
const MAX_PACKET_BYTES = 256 * 1024;

const textsOf = (fates: readonly Fate[]) => fates.flatMap((fate) => ('stored' in fate ? [fate.stored] : []));
const dropsOf = (fates: readonly Fate[]): Record<string, number> => {
  const drops: Record<string, number> = {};
  for (const fate of fates) if ('dropped' in fate) drops[fate.dropped] = (drops[fate.dropped] ?? 0) + 1;
  return drops;
};

export const describeMessages = (meter: Meter): void => {
  describe('messages', () => {
    const NUL: Fate[] = WITH_NUL.map(() => ({ dropped: 'not_a_number' }));
    const numbers = [...ODD_PAYLOADS.map(({ number }) => number), ...NUL];
    const texts = [...ODD_PAYLOADS.map(({ text }) => text), ...WITH_NUL.map((stored): Fate => ({ stored }))];
    const lastTexts = [
      ...ODD_PAYLOADS.map(({ text }) => text),
      ...WITH_NUL.map((): Fate => ({ dropped: 'nul_character' })),
    ];
    const payloads = [...ODD_PAYLOADS.map(({ payload }) => payload), ...WITH_NUL];

    beforeAll(async () => {
      await meter.configure({
        last: pipeline(LAST_VALUE),
        'last-text': pipeline(LAST_VALUE, 'Text'),
        records: pipeline(RECORDS),
        'records-text': pipeline(RECORDS, 'Text'),
        window: pipeline(WINDOW),
        'window-text': pipeline(WINDOW, 'Text'),
        sum: pipeline(SUM),
      });
      for (const payload of payloads)
        await Promise.all(
          Object.keys(meter.nodes)
            .filter((name) => name !== 'free')
            .map((name) => meter.send(name, payload)),
        );
    });

    it.each([
      ['records', 'NRecords', numbers],
      ['records-text', 'NRecords', texts],
      ['window', 'TimeWindow', numbers],
      ['window-text', 'TimeWindow', texts],
    ] as const)('of every odd kind are stored by %s or counted by reason', async (name, policy, fates) => {
      await meter.processed(name, payloads.length);
      expect(await meter.counters(meter.nodes[name]!)).toEqual({
        accepted: textsOf(fates).length,
        dropped: dropsOf(fates),
      });
      await eventually(async () => expect(await meter.rows(name, policy)).toEqual(textsOf(fates)));
    });

    it.each([
      ['last', numbers],
      ['last-text', lastTexts],
    ] as const)('the newest that is one is the value of %s', async (name, fates) => {
      await meter.processed(name, payloads.length);
      expect(await meter.counters(meter.nodes[name]!)).toEqual({
        accepted: textsOf(fates).length,
        dropped: dropsOf(fates),
      });
      const newest = textsOf(fates).at(-1);
      await eventually(async () => expect(await meter.node(name)).toMatchObject({ state: newest }));
    });

    it('an empty text is a value', async () => {
      await meter.send('last-text', '');
      await eventually(async () => expect(await meter.node('last-text')).toMatchObject({ state: '' }));
    });

    it('sums are of what is a number, and finite', async () => {
      await meter.processed('sum', payloads.length);
      expect((await meter.counters(meter.nodes.sum!)).dropped).toEqual(dropsOf(numbers));
      await meter.fleet.advanceClock(61_000);
      const sums = await eventually(async () => {
        const rows = await meter.rows('sum', 'Aggregation');
        return rows.length > 0 && rows.map(Number);
      });
      expect(sums.every(Number.isFinite)).toBe(true);
      expect(sums.reduce((total, sum) => total + sum)).toBe(1e308);
    });

    it('as long as a packet may be are taken whole; one byte more ends the connection, and nothing else', async () => {
      const node = meter.nodes['records-text']!;
      const before = (await meter.rows('records-text', 'NRecords')).length;
      const largest = MAX_PACKET_BYTES - packetBytes(meter.topicOf(node), 0);
      const payload = 'ж'.repeat(largest >> 1) + 'x'.repeat(largest & 1);
      await meter.send('records-text', payload);
      await eventually(async () => {
        const rows = await meter.rows('records-text', 'NRecords');
        expect([rows.length, rows.at(-1) === payload]).toEqual([before + 1, true]);
      });
      const greedy = await meter.connect('greedy', 0);
      const closed = new Promise<void>((resolve) => greedy.once('close', () => resolve()));
      greedy.publish(meter.topicOf(node), `${payload}x`, { qos: 1 });
      await closed;
      await greedy.endAsync(true);
      await meter.send('records-text', 'after');
      await eventually(async () => {
        const rows = await meter.rows('records-text', 'NRecords');
        expect([rows.length, rows.at(-1)]).toEqual([before + 2, 'after']);
      });
    });

    it('max_size is met to the byte', async () => {
      await meter.configure({ free: pipeline(RECORDS, 'Text').replace('max_size: 0', 'max_size: 8') });
      for (const payload of ['тест', '12345678', '123456789', 'тестx', '👍👍', '👍👍.'])
        await meter.send('free', payload);
      await meter.processed('free', 6);
      expect(await meter.counters(meter.nodes.free!)).toEqual({ accepted: 3, dropped: { size: 3 } });
      await eventually(async () =>
        expect(await meter.rows('free', 'NRecords')).toEqual(['тест', '12345678', '👍👍']),
      );
    });

    it('to nodes of others are refused and change nothing there; the connection is kept', async () => {
      const answer = await meter.setPipeline(meter.foreignNode, pipeline(RECORDS), meter.other);
      expect(answer.status).toBe(204);
      for (const topic of [
        meter.topicOf(meter.foreignNode),
        `${meter.fleet.domain}/${meter.foreignNode}`,
        `${meter.fleet.domain}/0c0a0bf6-1a3b-4c8e-9d21-0b7c5b1f4a10/pepeunit`,
        `${meter.fleet.domain}/../${meter.foreignNode}/pepeunit`,
        `elsewhere/${meter.nodes.free}/pepeunit`,
      ])
        await meter.device.publishAsync(topic, '13', { qos: 1 });
      await meter.send('free', 'still');
      await eventually(async () => expect((await meter.rows('free', 'NRecords')).at(-1)).toBe('still'));
      expect(await meter.counters(meter.foreignNode, meter.other)).toEqual({ accepted: 0, dropped: {} });
    });
  });
};
