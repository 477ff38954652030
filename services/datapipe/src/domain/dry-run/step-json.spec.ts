import { stepJson } from './step-json';

const T = Date.parse('2026-01-02T03:04:05.250Z');
const read = (payload: Uint8Array) =>
  JSON.parse(stepJson({ pipeline: null, timeMs: T, payload, drop: null, stored: null }));

describe('a step of a dry run as JSON', () => {
  it('shows the beginning of a long payload, whole characters only', () => {
    expect(read(Buffer.from('д'.repeat(5_000))).payload).toBe('д'.repeat(1_024));
    expect(read(Buffer.from(`a${'😀'.repeat(2_000)}`)).payload).toBe(`a${'😀'.repeat(511)}`);
  });

  it('shows what is no text as well as can be', () => {
    expect(read(Uint8Array.of(0xff, 0x41)).payload).toBe('\ufffdA');
  });

  it('tells the row of a window without an exponent', () => {
    const row = {
      startMs: 0,
      endMs: 60_000,
      timeWindowSize: 60,
      function: 'Sum',
      position: 0,
      state: 1e21,
    } as const;
    const step = {
      pipeline: null,
      timeMs: 60_000,
      payload: null,
      drop: null,
      stored: { kind: 'aggregate', ...row },
    } as const;
    expect(JSON.parse(stepJson(step))).toEqual({
      pipeline: null,
      time: '1970-01-01T00:01:00',
      payload: null,
      stage: null,
      reason: null,
      stored: {
        policy: 'Aggregation',
        state: '1000000000000000000000',
        size: null,
        aggregation_type: 'Sum',
        start_window_datetime: '1970-01-01T00:00:00',
        end_window_datetime: '1970-01-01T00:01:00',
      },
    });
  });
});
