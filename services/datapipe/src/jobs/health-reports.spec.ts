import { setImmediate as turn } from 'node:timers/promises';
import type { Logger } from '@unitfleet/observability';
import type { PipelineChanges } from '../data/pipelines/pipeline-changes';
import { HealthReports } from './health-reports';

describe('health of pipelines', () => {
  it.each(Array.from({ length: 12 }, (_, ticks) => ticks))(
    'is noted also when it is reported %i steps after something else',
    async (ticks) => {
      const noted: string[] = [];
      const changes = { reportHealth: async (node: string) => void noted.push(node) };
      const reports = new HealthReports(changes as never as PipelineChanges, {} as Logger);
      reports.report('first', 1, 'it is broken');
      for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
      reports.report('second', 1, null);
      await turn();
      expect(noted).toEqual(['first', 'second']);
    },
  );
});
