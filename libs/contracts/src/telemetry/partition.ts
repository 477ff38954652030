/** Number of partitions of telemetry and device streams, fixed when the streams are created. */
export const PARTITIONS = 16;

/** Partition of a node or Unit: the leading 32 bits of its (random) uuid. */
export const partitionOf = (uuid: string): number => Number.parseInt(uuid.slice(0, 8), 16) % PARTITIONS;

export const telemetrySubject = (partition: number): string => `telemetry.${partition}`;
