import { describe, expect, it } from 'vitest';
import { doWork } from '../check/do-work';
import { wordedProblem } from './problem-text';
import { TEMPLATES } from './templates';

const WRONG = `active_period: {type: DateRange, start: 2025-01-02, end: 2025-01-01}
filters:
  type_input_value: Numbr
  max_rate: -1
  last_unique_check: maybe
  filtering_values: 5
  threshold_min: .inf
transformations:
  round_decimal_point: 9
  multiplication_ratio: x
  slice_start: x
additional_pipelines:
- name: a
  active_period: {type: FromDate}
  filters: {type_input_value: Number, max_rate: 0, max_size: 0, type_value_threshold: Range, threshold_min: 2, threshold_max: 1}
  processing_policy: {policy_type: NRecords, n_records_count: 5000}
- name: b
  active_period: {type: ToDate, end: never}
  filters: {type_input_value: Text, max_rate: 0, max_size: 0, type_value_filtering: WhiteList, filtering_values: [1]}
  processing_policy: {policy_type: TimeWindow, time_window_size: 61}
- name: c
  active_period: {type: Permanent}
  filters: {type_input_value: Text, max_rate: 0, max_size: 0}
  processing_policy: {policy_type: Aggregation, time_window_size: 60, aggregation_functions: Avg}
`;

describe('problems in plain words', () => {
  it('every refusal of the library by rules has words of its own', () => {
    const { problems } = doWork({ document: WRONG });
    expect(problems.length).toBeGreaterThan(12);
    expect(problems.filter(({ message }) => wordedProblem(message).wording === null)).toEqual([]);
  });

  it.each([
    'a:\n\tb: 1',
    'a: "x',
    'a: 1\n---\nb: 2',
    'a: b: c',
    'a:\n  b: 1\n c: 2',
    'a: [1',
    'a: {b',
    'a: 1\nb',
  ])('so has the YAML of %j', (document) => {
    const { problems } = doWork({ document });
    expect(problems.map(({ message }) => wordedProblem(message).wording)).not.toContain(null);
  });

  it('says what it is about and hands on the parts', () => {
    expect(wordedProblem('additional_pipelines[1] (x): max_rate: Field required')).toEqual({
      place: 'additional_pipelines[1] (x): max_rate: ',
      wording: 'missing',
      parts: {},
      text: 'Field required',
    });
    expect(wordedProblem('Value error, start is required for DateRange').parts).toEqual({
      other: 'start',
      word: 'DateRange',
    });
  });

  it('what it does not know stays as it is', () => {
    expect(wordedProblem('Nested mappings are not allowed: here')).toMatchObject({
      place: '',
      wording: null,
    });
  });
});

describe('templates', () => {
  it.each(Object.entries(TEMPLATES))('%s is valid', (_name, document) => {
    expect(doWork({ document }).problems).toEqual([]);
  });
});
