import { randomUUID } from 'node:crypto';
import { parseLogPayload } from './parse-log-payload';

const received = Date.parse('2025-05-05T05:05:05.555Z');
const unitUuid = randomUUID();
const message = (id: string = randomUUID()) => ({ id, unitUuid, receivedMs: received });
const parse = (value: unknown, of = message()) => parseLogPayload(Buffer.from(JSON.stringify(value)), of);
const uuids = (value: unknown, of = message()) => parse(value, of).entries.map(({ uuid }) => uuid);

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
      expect(parseLogPayload(payload, message())).toEqual({ entries: [], skipped: 1 });
    },
  );

  it('takes the time of arrival where none is named, spread over seconds, and names each the same every time', () => {
    const items = [1, 2, 3].map((n) => ({ level: 'Info', text: String(n) }));
    const of = message();
    const { entries } = parse(items, of);
    expect(entries.map(({ createdMs }) => createdMs - received)).toEqual([0, 1_000, 2_000]);
    expect(parse(items, of).entries).toEqual(entries);
    expect(uuids(items)).not.toEqual(uuids(items, of));
    expect(new Set(uuids([...items, ...items])).size).toBe(6);
  });

  describe('of a device that sends its log again', () => {
    const line = (text: string, ms: number, free_mem = 5) => ({
      level: 'Info',
      text,
      create_datetime: 1_746_417_600_000 + ms,
      free_mem,
    });

    it('knows what it has heard already, in whichever message and order of keys', () => {
      const [asked] = uuids(line('Get base MQTT command: log_sync/pepeunit', 1));
      const again = uuids([line('older', 2), line('Get base MQTT command: log_sync/pepeunit', 1)]);
      expect(again[1]).toBe(asked);
      expect(again[0]).not.toBe(asked);
      const { free_mem, ...rest } = line('older', 2);
      expect(uuids({ free_mem, ...rest })).toEqual([again[0]]);
    });

    it('keeps apart what differs in anything, and what was said twice in one message', () => {
      const items = [line('a', 0), line('a', 1), line('b', 0), line('a', 0, 6), line('a', 0)];
      expect(new Set(uuids(items)).size).toBe(5);
      expect(uuids(items)).toEqual(uuids(items));
    });

    it('takes what is said twice in a second for two things where a device tells whole seconds', () => {
      expect(uuids(line('again', 0))).not.toEqual(uuids(line('again', 0), message()));
      expect(uuids(line('again', 1))).toEqual(uuids(line('again', 1), message()));
    });

    it('keeps the logs of Units apart', () => {
      const other = { ...message(), unitUuid: randomUUID() };
      expect(uuids(line('a', 1), other)).not.toEqual(uuids(line('a', 1)));
    });
  });

  it('survives an item that is nested without end', () => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000);
    const item = `{"level":"Info","text":"x","create_datetime":1746417600,"more":${deep}}`;
    expect(parseLogPayload(Buffer.from(item), message()).entries).toMatchObject([{ text: 'x' }]);
  });
});
