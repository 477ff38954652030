import { describe, expect, it } from 'vitest';
import { pipeNamed, pipesOf } from './pipe-summary';

const stage = (policy: object, type = 'Number') => ({
  filters: { type_input_value: type },
  processing_policy: policy,
});

describe('pipelines of a node', () => {
  it('are its first and its additional ones', () => {
    const pipes = pipesOf(
      JSON.stringify({
        ...stage({ policy_type: 'NRecords', n_records_count: 20 }, 'Text'),
        additional_pipelines: [
          {
            name: 'hourly',
            ...stage({
              policy_type: 'Aggregation',
              time_window_size: 3600,
              aggregation_functions: ['Avg', 'Max'],
            }),
          },
        ],
      }),
    );
    expect(pipes).toEqual([
      { name: null, policy: 'N_RECORDS', isNumeric: false, functions: [], windowSeconds: null, rowsKept: 20 },
      {
        name: 'hourly',
        policy: 'AGGREGATION',
        isNumeric: true,
        functions: ['AVG', 'MAX'],
        windowSeconds: 3600,
        rowsKept: null,
      },
    ]);
    expect(pipeNamed(pipes, 'hourly')).toBe(pipes[1]);
    expect(pipeNamed(pipes, 'gone')).toBe(pipes[0]);
  });

  it.each([null, undefined, '', 'no json', 'null', '{}', '{"processing_policy": {"policy_type": "Other"}}'])(
    'are none of %j',
    (stored) => {
      expect(pipesOf(stored)).toEqual([]);
    },
  );
});
