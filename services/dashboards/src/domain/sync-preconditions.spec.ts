import { requireSyncable, type SyncNode } from './sync-preconditions';

const VALID = `
active_period: {type: Permanent}
filters: {type_input_value: Number, max_rate: 0, last_unique_check: false, max_size: 0}
processing_policy: {policy_type: LastValue}
`;

const node = (difference: Partial<SyncNode> = {}): SyncNode => ({
  uuid: 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12',
  isDataPipeActive: true,
  dataPipeYml: VALID,
  ...difference,
});

it('a dashboard of panels whose pipes run may go to Grafana, an empty panel too', () => {
  expect(() => requireSyncable(1, [node(), node()])).not.toThrow();
  expect(() => requireSyncable(1, [])).not.toThrow();
});

it.each([
  ['without panels', 0, [], 'Grafana'],
  ['with a node whose pipe is off', 1, [node(), node({ isDataPipeActive: false })], 'Grafana'],
  ['with a node without a configuration', 1, [node({ dataPipeYml: null })], 'DataPipe'],
  ['with a node whose configuration is broken', 1, [node({ dataPipeYml: 'filters: 5' })], 'DataPipe'],
])('a dashboard %s may not', (_, panels, nodes, errorCode) => {
  expect(() => requireSyncable(panels, nodes)).toThrow(expect.objectContaining({ errorCode }));
});
