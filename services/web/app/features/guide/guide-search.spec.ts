import { expect, it } from 'vitest';
import { currentStep, isReachable, readGuideSearch } from './guide-search';

const uuid = '5511157b-fd68-4800-be73-bfc11a1519b1';

it('keeps steps and uuids, nothing else', () => {
  expect(readGuideSearch({ step: 'repo', registry: uuid, repo: 'x', more: 1 })).toEqual({
    step: 'repo',
    registry: uuid,
  });
  expect(readGuideSearch({ step: 'party' })).toEqual({});
});

it('a step is open when what it builds on is there', () => {
  expect(isReachable('repo', {})).toBe(false);
  expect(isReachable('unit', { registry: uuid })).toBe(false);
  expect(isReachable('device', { unit: uuid })).toBe(true);
});

it.each([
  [{}, 'git'],
  [{ step: 'device' }, 'git'],
  [{ registry: uuid }, 'repo'],
  [{ registry: uuid, repo: uuid, step: 'git' }, 'git'],
  [{ registry: uuid, repo: uuid }, 'unit'],
  [{ unit: uuid }, 'env'],
] as const)('%j shows %s', (search, step) => expect(currentStep(search)).toBe(step));
