import { pipelineStatus } from './pipeline-status';

describe('pipelineStatus', () => {
  it.each([
    [{ isActive: true, config: '{}', error: null }, 'Active'],
    [{ isActive: true, config: '{}', error: 'broken' }, 'Error'],
    [{ isActive: true, config: null, error: null }, 'Inactive'],
    [{ isActive: false, config: '{}', error: 'broken' }, 'Inactive'],
  ])('of %p is %s', (facts, status) => {
    expect(pipelineStatus(facts)).toBe(status);
  });
});
