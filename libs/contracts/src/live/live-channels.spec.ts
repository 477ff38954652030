import { liveNodeStates, liveNodeStatesSchema, liveSubjectOf } from './live-channels';

const NODE = 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12';

describe('live channels', () => {
  it('have one subject for all that concerns a node', () => {
    expect(liveSubjectOf(liveNodeStates, NODE)).toMatch(/^live\.node-state\.(\d|1[0-5])$/);
  });

  it('refuse columns of different lengths', () => {
    const states = { nodeUuids: [NODE], states: ['1'], times: [1] };
    expect(liveNodeStatesSchema.safeParse(states).success).toBe(true);
    expect(liveNodeStatesSchema.safeParse({ ...states, times: [] }).success).toBe(false);
  });
});
