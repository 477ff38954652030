import { isGrowing, LAG_READINGS, type Reading } from '../readings';

/** Lags by what lags behind. */
export type Lags = ReadonlyMap<string, number>;

export const MOST_READINGS = LAG_READINGS;

/** What of this has been lagging behind further and further. */
export const growing = (readings: readonly Reading<Lags>[]): ReadonlySet<string> => {
  const names = [...(readings.at(-1)?.value.keys() ?? [])];
  return new Set(names.filter((name) => isGrowing(readings.map(({ value }) => value.get(name) ?? 0))));
};

/** What an operator looks at first comes first: what falls behind, then what is behind most. */
export const byTrouble =
  <Item>(key: (item: Item) => string, lag: (item: Item) => number, grows: ReadonlySet<string>) =>
  (left: Item, right: Item): number =>
    Number(grows.has(key(right))) - Number(grows.has(key(left))) || lag(right) - lag(left);
