import { describe, expect, it } from 'vitest';
import { meaningOf, optionsAt } from './options';
import { placeAt } from './place';

/** The document as it is typed; `|` is the cursor. */
const at = (document: string) => {
  const offset = document.indexOf('|');
  return placeAt(document.replace('|', ''), offset);
};
const labels = (document: string): string[] => {
  const place = at(document);
  return place ? optionsAt(place).map(({ label }) => label) : [];
};
const needed = (document: string): string[] =>
  optionsAt(at(document)!)
    .filter(({ isNeeded }) => isNeeded)
    .map(({ label }) => label);

describe('what may be written at a place', () => {
  it('an empty document: the stages', () => {
    expect(labels('|')).toEqual([
      'active_period',
      'filters',
      'transformations',
      'processing_policy',
      'additional_pipelines',
    ]);
  });

  it('the keys of a stage that are not there yet, above and below', () => {
    const keys = labels('filters:\n  max_rate: 0\n  |\n  max_size: 5\nprocessing_policy:\n');
    expect(keys).toContain('type_input_value');
    expect(keys).not.toContain('max_rate');
    expect(keys).not.toContain('max_size');
    expect(keys).not.toContain('policy_type');
  });

  it('the word that is half typed does not count as there', () => {
    expect(labels('filters:\n  ma|')).toContain('max_rate');
    expect(labels('filt|\nactive_period:\n')).toContain('filters');
  });

  it.each([
    ['filters:\n  type_input_value: |', ['Text', 'Number']],
    ['processing_policy:\n  policy_type: N|', ['LastValue', 'NRecords', 'TimeWindow', 'Aggregation']],
    ['processing_policy:\n  policy_type:\n    |', ['LastValue', 'NRecords', 'TimeWindow', 'Aggregation']],
    ['active_period: {type: |', ['Permanent', 'FromDate', 'ToDate', 'DateRange']],
    ['active_period: {type: Permanent, |', ['start', 'end']],
    ['processing_policy:\n  aggregation_functions: [Avg, |', ['Avg', 'Min', 'Max', 'Sum']],
    ['processing_policy:\n  aggregation_functions:\n  - |', ['Avg', 'Min', 'Max', 'Sum']],
    ['processing_policy:\n  aggregation_functions:\n    - Avg\n    - M|', ['Avg', 'Min', 'Max', 'Sum']],
    ['filters:\n  last_unique_check: |', ['true', 'false']],
    ['filtres:\n  type_input_value: |', ['Text', 'Number']],
  ])('%j', (document, expected) => {
    expect(labels(document)).toEqual(expected);
  });

  it('sizes of windows', () => {
    expect(labels('processing_policy:\n  time_window_size: |')).toContain('86400');
  });

  it('an additional pipeline has a name and stages of its own', () => {
    const document = 'additional_pipelines:\n- name: a\n  filters:\n    max_rate: 0\n- |';
    expect(labels(document)).toEqual([
      'name',
      'active_period',
      'filters',
      'transformations',
      'processing_policy',
    ]);
    expect(labels(`${document.replace('|', '')}name: b\n  filters:\n    |`)).toContain('max_rate');
    expect(labels(`${document.replace('|', '')}name: b\n  |`)).not.toContain('name');
  });

  it.each([
    '# fil|',
    'filters:|',
    'filters: # |',
    'filters:\n  max_rate: |',
    'nothing:\n  |',
    'active_period: {type: Permanent} |',
    'filters:\n  json_path: "$.a|',
  ])('%j: nothing', (document) => {
    expect(labels(document)).toEqual([]);
  });

  it('knows what the words beside it make needed', () => {
    expect(needed('processing_policy:\n  policy_type: NRecords\n  |')).toEqual(['n_records_count']);
    expect(needed('processing_policy:\n  policy_type: Aggregation\n  |')).toEqual([
      'time_window_size',
      'aggregation_functions',
    ]);
    expect(needed('filters: {type_value_threshold: Range, |')).toEqual(
      expect.arrayContaining(['threshold_min', 'threshold_max']),
    );
  });
});

describe('what a word means', () => {
  const meaning = (document: string, word: string) => {
    const place = at(document);
    return place && meaningOf(place, word);
  };

  it.each([
    ['filters|:\n  max_rate: 0', 'filters', 'filters', undefined],
    ['filters:\n  max_rate|: 0', 'max_rate', 'max_rate', undefined],
    ['filters:\n  max_rate: 10|', '10', 'max_rate', '10'],
    ['active_period: {type: Permanent|}', 'Permanent', 'type', 'Permanent'],
  ])('%j', (document, word, name, value) => {
    const found = meaning(document, word);
    expect(found?.field.name).toBe(name);
    expect(found?.word).toBe(value);
  });

  it('nothing of a word that no stage knows', () => {
    expect(meaning('filters:\n  speed|: 1', 'speed')).not.toMatchObject({ field: { name: 'speed' } });
  });
});
