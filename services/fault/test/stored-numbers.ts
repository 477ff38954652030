import type { Meter } from './telemetry-stage';

/** What is wrong with what a TimeWindow has stored of a meter. */
export interface Differences {
  readonly meter: string;
  /** Acknowledged by the broker and not stored. */
  readonly lost: readonly number[];
  /** Stored more often than the device itself has sent them. */
  readonly doubled: readonly number[];
}

export const upTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);

/** To be asked when everything that the device has sent is acknowledged. */
export const differences = (stored: readonly number[], { name, device, outputs }: Meter): Differences => {
  const counts = new Map<number, number>();
  for (const number of stored) counts.set(number, (counts.get(number) ?? 0) + 1);
  const repeated = device.repeated[outputs.indexOf('every')]!;
  return {
    meter: name,
    lost: upTo(device.last).filter((number) => !counts.has(number)),
    doubled: [...counts].flatMap(([number, count]) =>
      count > 1 + (repeated.get(number) ?? 0) ? [number] : [],
    ),
  };
};
