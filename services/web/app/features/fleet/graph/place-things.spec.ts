import { describe, expect, it } from 'vitest';
import { placeInCircles, placeInLayers, type Placed } from './place-things';

const thing = (uuid: string, kind: Placed['kind'], parent: string | null): Placed => ({ uuid, kind, parent });

const FLEET: Placed[] = [
  thing('g', 'registry', null),
  thing('r1', 'repo', 'g'),
  thing('r2', 'repo', 'g'),
  thing('u1', 'unit', 'r1'),
  thing('u2', 'unit', 'r1'),
  thing('n1', 'node', 'u1'),
  thing('n2', 'node', 'u1'),
  thing('u3', 'unit', 'not visible'),
];

describe('layers', () => {
  const positions = placeInLayers(FLEET);
  const at = (uuid: string) => positions.get(uuid)!;

  it('are columns by kind', () => {
    const columns = new Map(FLEET.map(({ uuid, kind }) => [kind, at(uuid).x]));
    expect([...columns.values()]).toEqual([...columns.values()].sort((one, other) => one - other));
    for (const { uuid, kind } of FLEET) expect(at(uuid).x).toBe(columns.get(kind));
  });

  it('give each leaf a line of its own, top down', () => {
    expect(['n1', 'n2', 'u2', 'r2', 'u3'].map((uuid) => at(uuid).y)).toEqual([-0, -1, -2, -3, -4]);
  });

  it('place a thing before the middle of what belongs to it', () => {
    expect(at('u1').y).toBe(-0.5);
    expect(at('r1').y).toBe((at('u1').y + at('u2').y) / 2);
    expect(at('g').y).toBe((at('r1').y + at('r2').y) / 2);
  });

  it('are nothing for nothing', () => {
    expect(placeInLayers([]).size).toBe(0);
  });
});

describe('circles', () => {
  const many: Placed[] = ['a', 'b', 'c'].flatMap((repo, index) => [
    thing(repo, 'repo', null),
    ...Array.from({ length: 20 * (index + 1) }, (_, unit) => thing(`${repo}${unit}`, 'unit', repo)),
  ]);
  const positions = placeInCircles(many);
  const distance = (one: string, other: string) => {
    const [from, to] = [positions.get(one)!, positions.get(other)!];
    return Math.hypot(from.x - to.x, from.y - to.y);
  };

  it('place everything once, nothing on anything else', () => {
    expect(positions.size).toBe(many.length);
    const places = [...positions.values()].map(({ x, y }) => `${x.toFixed(3)} ${y.toFixed(3)}`);
    expect(new Set(places).size).toBe(many.length);
  });

  it('keep what belongs together nearer to its own than to others', () => {
    const units = many.filter(({ kind }) => kind === 'unit');
    const strays = units.filter(({ uuid, parent }) =>
      ['a', 'b', 'c'].some((repo) => repo !== parent && distance(uuid, repo) < distance(uuid, parent!)),
    );
    expect(strays.length).toBeLessThan(units.length / 20);
  });
});
