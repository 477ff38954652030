import { LONGEST_NAME, numberOfUnit, unitName } from './unit-names';

describe('names of simulated Units', () => {
  it('are found again by their numbers', () => {
    expect(unitName('sim', 42)).toBe('sim-000042');
    expect(numberOfUnit('sim', unitName('sim', 42))).toBe(42);
  });

  it.each(['sim', 'sim-', 'sim-42', 'sim-0000421', 'sim-00004x', 'simon-000042', 'my-sim-000042'])(
    'are not taken for %s',
    (name) => expect(numberOfUnit('sim', name)).toBeNull(),
  );

  it('have room for the longest prefix', () => {
    expect(unitName('x'.repeat(LONGEST_NAME), 999_999)).toHaveLength(20);
  });
});
