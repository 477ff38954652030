import { describe, expect, it } from 'vitest';
import { jobRows } from './job-rows';

const job = (name: string, failures: number, lastError: string | null) => ({
  name,
  everySeconds: 1,
  lastStartDatetime: null,
  lastDurationSeconds: null,
  lastError,
  runs: 3,
  failures,
});

describe('jobs of all processes', () => {
  it('those that fail come first, then those that have failed; else they stay by service', () => {
    const rows = jobRows([
      { service: 'a', instance: '1', jobs: [job('fine', 0, null), job('failed', 1, null)] },
      { service: 'b', instance: '1', jobs: [job('fine', 0, null), job('fails', 3, 'no disk')] },
    ]);
    expect(rows.map(({ service, job: { name } }) => `${service} ${name}`)).toEqual([
      'b fails',
      'a failed',
      'a fine',
      'b fine',
    ]);
  });
});
