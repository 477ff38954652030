/** Share of the stream's bytes from which on the window shrinks, and at which nothing of it is left. */
const SHRINKS_FROM = 0.5;
const GONE_AT = 0.9;

/**
 * How much processed telemetry to keep, in ms: as much as is wanted while there is room; less and less as the stream
 * fills up, so that keeping the past never refuses the present.
 *
 * @param filled share of the stream's bytes in use, 0 to 1.
 */
export const replayWindowMs = (wantedMs: number, filled: number): number => {
  const left = (GONE_AT - filled) / (GONE_AT - SHRINKS_FROM);
  return Math.round(wantedMs * Math.min(1, Math.max(0, left)));
};
