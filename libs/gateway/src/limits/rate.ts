/** How often something may happen: `points` times within `windowMs`; 0 points mean that nobody counts. */
export interface Rate {
  readonly points: number;
  readonly windowMs: number;
}
