import { randomUUID } from 'node:crypto';
import { parseLogPayload } from './parse-log-payload';

const received = Date.parse('2025-05-05T05:05:05.555Z');
const id = randomUUID();
const parse = (value: unknown) => parseLogPayload(Buffer.from(JSON.stringify(value)), id, received);
const createdAt = (create_datetime: unknown) => {
  const [entry] = parse({ level: 'Info', text: '', create_datetime }).entries;
  return entry && new Date(entry.createdMs).toISOString();
};

describe('parseLogPayload', () => {
  it('takes one entry or a list, levels in any case, and ignores other keys', () => {
    expect(parse({ level: 'wArNiNg', text: 'x', free_mem: 5 }).entries).toMatchObject([
      { level: 'Warning', text: 'x' },
    ]);
    expect(
      parse([
        { level: 'debug', text: 'a' },
        { level: 'CRITICAL', text: 'b' },
      ]),
    ).toMatchObject({
      entries: [{ level: 'Debug' }, { level: 'Critical' }],
      skipped: 0,
    });
  });

  it('leaves out bad items alone', () => {
    const good = { level: 'Info', text: 'x' };
    const bad = [
      null,
      1,
      'x',
      [],
      {},
      { level: 'Info' },
      { level: 'Loud', text: 'x' },
      { level: 1, text: 'x' },
    ];
    const { entries, skipped } = parse([
      ...bad,
      good,
      { ...good, create_datetime: 'soon' },
      { ...good, text: 1 },
    ]);
    expect({ texts: entries.map(({ text }) => text), skipped }).toEqual({
      texts: ['x'],
      skipped: bad.length + 2,
    });
  });

  it.each([Buffer.from('{'), Buffer.from(''), Buffer.from([0xff, 0x22])])(
    'takes nothing from %p',
    (payload) => {
      expect(parseLogPayload(payload, id, received)).toEqual({ entries: [], skipped: 1 });
    },
  );

  it.each([
    ['2025-05-05T04:00:00+00:00', '2025-05-05T04:00:00.000Z'],
    ['2025-05-05T04:00:00Z', '2025-05-05T04:00:00.000Z'],
    ['2025-05-05T04:00:00.123456', '2025-05-05T04:00:00.123Z'],
    ['2025-05-05 07:00:00+0300', '2025-05-05T04:00:00.000Z'],
    [1_746_417_600, '2025-05-05T04:00:00.000Z'],
    [1_746_417_600_001, '2025-05-05T04:00:00.001Z'],
  ])('reads the time %p', (given, expected) => {
    expect(createdAt(given)).toBe(expected);
  });

  it.each([undefined, null, 0, '', 123_456, '1970-01-01T00:02:03Z', '2099-01-01T00:00:00Z', -5])(
    'takes the time of arrival for %p',
    (given) => {
      expect(createdAt(given)).toBe('2025-05-05T05:05:05.555Z');
    },
  );

  it('spreads entries without a time over seconds, and names each the same every time', () => {
    const items = [1, 2, 3].map((n) => ({ level: 'Info', text: String(n) }));
    const { entries } = parse(items);
    expect(entries.map(({ createdMs }) => createdMs - received)).toEqual([0, 1_000, 2_000]);
    expect(parse(items).entries).toEqual(entries);
    expect(new Set(entries.map(({ uuid }) => uuid)).size).toBe(3);
  });
});
