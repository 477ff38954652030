import { describe, expect, it } from 'vitest';
import { MOST_MESSAGES, readMessages, writeMessage } from './messages';

const FIRST = Date.parse('2026-01-02T03:00:00Z');
const read = (text: string) => readMessages(text, { firstMs: FIRST, everyMs: 1_000 }).messages;
const times = (text: string) => read(text).map(({ timeMs }) => new Date(timeMs).toISOString().slice(11, 23));

describe('pasted messages', () => {
  it('one a line, empty lines are none, whatever ends them', () => {
    expect(read('1\r\n\n  \n{"a": 1}\n').map(({ payload }) => payload)).toEqual(['1', '{"a": 1}']);
  });

  it('without a time they follow each other', () => {
    expect(times('1\n2\n3')).toEqual(['03:00:00.000', '03:00:01.000', '03:00:02.000']);
  });

  it('a time may stand in front; the next ones follow it', () => {
    expect(times('2026-01-02T03:04:05.250Z 1\n2\n2026-01-02 05:00 3\n2026-01-02T05:00:00+02:00 4')).toEqual([
      '03:04:05.250',
      '03:04:06.250',
      '05:00:00.000',
      '03:00:00.000',
    ]);
    expect(read('2026-01-02T03:04:05Z\t 21.5')[0]!.payload).toBe('21.5');
  });

  it.each(['2026-01-02', '20 degrees', '2026-99-02T03:04:05 1', '1767322800 1'])(
    '%j is all payload',
    (line) => {
      expect(read(line)[0]!.payload).toBe(line);
    },
  );

  it('takes as many as a run does and says how many are left', () => {
    const { messages, leftOut } = readMessages('1\n'.repeat(MOST_MESSAGES + 5), { firstMs: 0, everyMs: 1 });
    expect([messages.length, leftOut]).toEqual([MOST_MESSAGES, 5]);
  });

  it('a written message reads back as it was', () => {
    const message = { payload: ' spaced ', timeMs: FIRST + 123 };
    expect(read(writeMessage({ ...message, payload: '21.5' })!)).toEqual([{ ...message, payload: '21.5' }]);
    const json = writeMessage({ payload: '{\n "a": 1\n}', timeMs: FIRST })!;
    expect(JSON.parse(read(json)[0]!.payload)).toEqual({ a: 1 });
    expect(writeMessage({ payload: 'two\nlines', timeMs: FIRST })).toBeNull();
  });
});
