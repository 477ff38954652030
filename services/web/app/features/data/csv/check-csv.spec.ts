import { describe, expect, it } from 'vitest';
import { configOf, neededColumns, previewCsv, refusalOf, rowAt } from './check-csv';

const stages = (policy: object) => ({
  active_period: { type: 'Permanent', start: null, end: null },
  filters: { type_input_value: 'Number', max_rate: 0, max_size: 0 },
  transformations: null,
  processing_policy: policy,
});
const stored = JSON.stringify({
  ...stages({ policy_type: 'NRecords', n_records_count: 3 }),
  additional_pipelines: [
    {
      name: 'minutes',
      ...stages({ policy_type: 'Aggregation', time_window_size: 60, aggregation_functions: ['Avg', 'Max'] }),
    },
  ],
});
const preview = (text: string) => previewCsv(new Blob([text]), configOf(stored, null)!, 0);
const row = (state: string, second: number) => `${state},2026-01-02 03:04:0${second}`;

describe('a CSV file before it is sent', () => {
  it('is of a pipeline, which decides its columns', () => {
    expect(neededColumns(configOf(stored, null)!)).toEqual(['state', 'create_datetime']);
    expect(neededColumns(configOf(stored, 'minutes')!)).toContain('aggregation_type');
    expect(configOf(stored, 'gone')).toBeNull();
    expect(configOf('no json', null)).toBeNull();
  });

  it('is shown and checked', async () => {
    expect(await preview(['\ufeffstate,create_datetime', row('1', 1), row('2', 2)].join('\n'))).toEqual({
      header: ['state', 'create_datetime'],
      rows: [
        ['1', '2026-01-02 03:04:01'],
        ['2', '2026-01-02 03:04:02'],
      ],
      missing: [],
      problem: null,
      checked: 2,
      isWhole: true,
    });
  });

  it('tells the first mistake with its row and column', async () => {
    const { problem } = await preview(['state,create_datetime', row('1', 1), row('warm', 2)].join('\n'));
    expect(problem).toEqual({ row: 2, column: 'state', text: 'is not a number' });
  });

  it('tells which columns it does not have', async () => {
    expect((await preview('state,time\n1,2\n')).missing).toEqual(['create_datetime']);
    expect(await preview('')).toMatchObject({ header: [], missing: [], checked: 0 });
  });

  it('shows the row that the instance refuses', async () => {
    const file = new Blob([`state,create_datetime\n${row('1', 1)}\n${row('2', 2)}`]);
    const refusal = refusalOf('row 2, column state: is larger than max_size');
    expect(refusal).toEqual({ row: 2, column: 'state', text: 'is larger than max_size' });
    expect(await rowAt(file, refusal!.row)).toEqual(['2', '2026-01-02 03:04:02']);
    expect(await rowAt(file, 3)).toBeNull();
    expect(refusalOf('the file has no rows')).toBeNull();
  });
});
