import type { DatapipeSettings } from '../settings';
import { requirePipeline } from './pipeline-document';

const settings = { PU_MQTT_MAX_PAYLOAD_SIZE: 256 } as DatapipeSettings;

const document = (filters: string) =>
  Buffer.from(`
active_period: { type: Permanent }
filters: { type_input_value: Number${filters} }
processing_policy: { policy_type: LastValue }
`);

describe('a document that is no pipeline', () => {
  it.each([
    ['1 error', ', max_rate: -1, max_size: 0'],
    ['2 errors', ', max_rate: -1, max_size: -1'],
  ])('is refused with %s and the place of the first', (count, filters) => {
    expect(() => requirePipeline(document(filters), settings)).toThrow(
      new RegExp(`8: DataPipe .*: the configuration has ${count}, line 3, column \\d+, Filters: `),
    );
  });
});
