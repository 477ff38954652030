import { assert, array, fullUnicodeString, integer, property } from './testing/arbitraries';
import type { LogEntry } from './log-file';
import { LogUplink, inMessages } from './log-uplink';
import { LogLevel } from './protocol.enums';

const entry = (text: string): LogEntry => ({
  level: LogLevel.Info,
  text,
  create_datetime: '2024-01-01T00:00:00+00:00',
});
const texts = (payload: string): string[] => [JSON.parse(payload)].flat().map(({ text }: LogEntry) => text);

describe('LogUplink', () => {
  let sent: string[];
  let connected: boolean;
  let fails: boolean;
  let uplink: LogUplink;
  beforeEach(() => {
    sent = [];
    connected = true;
    fails = false;
    uplink = new LogUplink({
      isConnected: () => connected,
      publish: async (payload) => {
        if (fails) throw new Error('gone');
        sent.push(payload);
      },
      maxWaiting: () => 3,
      maxBytes: 1_000,
    });
  });

  it('sends an entry at once, and together what gathers meanwhile', async () => {
    for (const text of ['1', '2', '3']) uplink.send(entry(text));
    await uplink.idleOrLate();
    expect(sent.map(texts)).toEqual([['1'], ['2', '3']]);
    expect(JSON.parse(sent[0] ?? '')).toMatchObject({ text: '1' });
  });

  it('keeps the newest while the broker is away', async () => {
    connected = false;
    for (const text of ['1', '2', '3', '4']) uplink.send(entry(text));
    expect(sent).toEqual([]);
    connected = true;
    uplink.flush();
    await uplink.idleOrLate();
    expect(sent.map(texts)).toEqual([['2', '3', '4']]);
  });

  it('keeps what could not be sent, in order', async () => {
    fails = true;
    uplink.send(entry('1'));
    await uplink.idleOrLate();
    fails = false;
    uplink.send(entry('2'));
    await uplink.idleOrLate();
    expect(sent.flatMap(texts)).toEqual(['1', '2']);
  });

  it('sends a whole log in messages that fit, and what waited only once', async () => {
    connected = false;
    uplink.send(entry('waits'));
    connected = true;
    const log = Array.from({ length: 50 }, (_, i) => entry(`${i}`));
    await uplink.sendAll(log);
    uplink.flush();
    await uplink.idleOrLate();
    expect(sent.length).toBeGreaterThan(2);
    expect(sent.flatMap(texts)).toEqual(log.map(({ text }) => text));
  });

  it('answers for an empty log too', async () => {
    await uplink.sendAll([]);
    expect(sent).toEqual(['[]']);
  });
});

describe('inMessages', () => {
  it('never exceeds the limit, loses no entry and keeps the order', () => {
    assert(
      property(
        array(fullUnicodeString(400), { maxLength: 20 }),
        integer({ min: 150, max: 900 }),
        (all, maxBytes) => {
          const messages = inMessages(all.map(entry), maxBytes);
          for (const message of messages)
            expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(maxBytes);
          const flat = messages.flat().map(({ text }) => text);
          expect(flat).toHaveLength(all.length);
          flat.forEach((text, i) =>
            expect(all[i]?.startsWith(text.replace(/\u2026$/, '')) || all[i] === text).toBe(true),
          );
        },
      ),
    );
  });
});
