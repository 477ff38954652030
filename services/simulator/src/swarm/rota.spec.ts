import { Rota } from './rota';

describe('Rota', () => {
  it.each([1, 9, 10, 11, 95])(
    'visits each of %i members in a round, none of them twice as often',
    (count) => {
      const rota = new Rota<number>(10);
      const visits = Array<number>(count).fill(0);
      for (let member = 0; member < count; member += 1) rota.add(member);
      for (let turn = 0; turn < 100; turn += 1) rota.turn((member) => (visits[member]! += 1));
      expect(Math.min(...visits)).toBeGreaterThanOrEqual(10);
      expect(Math.max(...visits) - Math.min(...visits)).toBeLessThanOrEqual(1);
    },
  );

  it('has nobody to visit when there is nobody', () => {
    expect(() => new Rota(10).turn(() => expect('a visit').toBe('none'))).not.toThrow();
  });
});
