import { THING_KINDS, type ThingKind } from '../fleet-search';

/** What a layout needs to know of a thing. */
export interface Placed {
  readonly uuid: string;
  readonly kind: ThingKind;
  readonly parent: string | null;
}

export type Positions = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

interface Tree<Item> {
  readonly roots: readonly Item[];
  childrenOf(item: Item): readonly Item[];
}

/** A thing whose parent is not there is a root. */
const treeOf = <Item extends Placed>(things: readonly Item[]): Tree<Item> => {
  const known = new Set(things.map(({ uuid }) => uuid));
  const children = new Map<string, Item[]>();
  const roots: Item[] = [];
  for (const thing of things) {
    if (thing.parent === null || !known.has(thing.parent)) {
      roots.push(thing);
      continue;
    }
    const siblings = children.get(thing.parent);
    if (siblings) siblings.push(thing);
    else children.set(thing.parent, [thing]);
  }
  return { roots, childrenOf: ({ uuid }) => children.get(uuid) ?? [] };
};

/** Columns are so far apart for each line of the picture, that it is about as wide as high. */
const COLUMN_PER_LINE = 0.4;
const NARROWEST_COLUMN = 3;

/** Columns from registry to node; everything stands before the middle of what belongs to it, and no lines cross there. */
export const placeInLayers = (things: readonly Placed[]): Positions => {
  const { roots, childrenOf } = treeOf(things);
  const lines = new Map<string, number>();
  let next = 0;
  const place = (thing: Placed): number => {
    const its = childrenOf(thing).map(place);
    const line = its.length > 0 ? (its[0]! + its.at(-1)!) / 2 : next++;
    lines.set(thing.uuid, line);
    return line;
  };
  roots.forEach(place);
  const column = Math.max(NARROWEST_COLUMN, next * COLUMN_PER_LINE);
  return new Map(
    things.map(({ uuid, kind }) => [uuid, { x: THING_KINDS.indexOf(kind) * column, y: -lines.get(uuid)! }]),
  );
};

/** Successive seeds of a sunflower: even, without rows, for any number. */
const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));
const LEAF_RADIUS = 1;
/** Of the area of a circle that circles inside of it may take. */
const DENSITY = 0.55;

/** Circles in circles: what belongs together is together, which a force layout only has to smooth. */
export const placeInCircles = (things: readonly Placed[]): Positions => {
  const { roots, childrenOf } = treeOf(things);
  const radii = new Map<string, number>();
  const radiusAround = (items: readonly Placed[]): number =>
    Math.sqrt(items.reduce((area, item) => area + radiusOf(item) ** 2, 0) / DENSITY) + LEAF_RADIUS;
  const radiusOf = (thing: Placed): number => {
    const known = radii.get(thing.uuid);
    if (known !== undefined) return known;
    const its = childrenOf(thing);
    const radius = its.length === 0 ? LEAF_RADIUS : radiusAround(its);
    radii.set(thing.uuid, radius);
    return radius;
  };
  const positions = new Map<string, { x: number; y: number }>();
  const spread = (items: readonly Placed[], x: number, y: number, isAroundOne: boolean): void => {
    const largestFirst = [...items].sort((one, other) => radiusOf(other) - radiusOf(one));
    let area = isAroundOne ? LEAF_RADIUS ** 2 : 0;
    largestFirst.forEach((item, index) => {
      const own = radiusOf(item) ** 2;
      const distance = index === 0 && !isAroundOne ? 0 : Math.sqrt((area + own / 2) / DENSITY) + LEAF_RADIUS;
      area += own;
      const [itsX, itsY] = [
        x + distance * Math.cos(index * GOLDEN_ANGLE),
        y + distance * Math.sin(index * GOLDEN_ANGLE),
      ];
      positions.set(item.uuid, { x: itsX, y: itsY });
      spread(childrenOf(item), itsX, itsY, true);
    });
  };
  spread(roots, 0, 0, false);
  return positions;
};
