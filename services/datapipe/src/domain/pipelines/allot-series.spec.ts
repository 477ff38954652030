import { parsePipelineDocument, type PipelineDocument } from '@unitfleet/pipeline';
import { allotSeries, freshSeries, shownSeries } from './allot-series';

const stages = (policy: string): string => `
active_period: { type: Permanent }
filters: { type_input_value: Number, max_rate: 0, max_size: 0 }
processing_policy: { ${policy} }`;

const document = (first: string, additional: Record<string, string> = {}): PipelineDocument => {
  const items = Object.entries(additional).map(
    ([name, policy]) => `\n- name: ${name}${stages(policy).replaceAll('\n', '\n  ')}`,
  );
  const text = stages(first) + (items.length > 0 ? `\nadditional_pipelines:${items.join('')}` : '');
  const parsed = parsePipelineDocument(text, { maxPayloadBytes: 1_024 });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.config;
};

const RECORDS = 'policy_type: NRecords, n_records_count: 3';
const MORE_RECORDS = 'policy_type: NRecords, n_records_count: 5';
const WINDOW = 'policy_type: TimeWindow, time_window_size: 60';
const NONE = { series: 0, additionalSeries: [], lastSeries: 0 };

describe('series of a node’s pipelines', () => {
  it('are all new at first', () => {
    const after = document(RECORDS, { a: RECORDS, b: WINDOW });
    expect(allotSeries(NONE, null, after)).toEqual({ series: 1, additionalSeries: [2, 3], lastSeries: 3 });
  });

  it('stay with a pipeline of the same name and rows of the same kind, wherever it stands', () => {
    const known = { series: 4, additionalSeries: [7, 2], lastSeries: 9 };
    const before = document(RECORDS, { a: RECORDS, b: WINDOW });
    const after = document(MORE_RECORDS, { b: WINDOW, c: RECORDS, a: MORE_RECORDS });
    expect(allotSeries(known, before, after)).toEqual({
      series: 4,
      additionalSeries: [2, 10, 7],
      lastSeries: 10,
    });
  });

  it('are new where rows would not be comparable, and where the document before cannot be read', () => {
    const known = { series: 4, additionalSeries: [7], lastSeries: 9 };
    const before = document(RECORDS, { a: RECORDS });
    const after = document(WINDOW, { a: WINDOW });
    const expected = { series: 10, additionalSeries: [11], lastSeries: 11 };
    expect(allotSeries(known, before, after)).toEqual(expected);
    expect(allotSeries(known, null, before)).toEqual(expected);
  });

  it('do not come back with a name', () => {
    const [with_, without] = [document(RECORDS, { a: RECORDS }), document(RECORDS)];
    const first = allotSeries(NONE, null, with_);
    const removed = allotSeries(first, with_, without);
    expect(allotSeries(removed, without, with_)).toEqual({ series: 1, additionalSeries: [3], lastSeries: 3 });
  });

  it('can be renewed together', () => {
    const fresh = freshSeries({ series: 4, additionalSeries: [7, 2], lastSeries: 9 });
    expect(shownSeries(fresh)).toEqual([10, 11, 12]);
    expect(fresh.lastSeries).toBe(12);
  });
});
