/** How a new version is taken in; every field has a default. */
export interface UpdatePolicy {
  /**
   * `automatic`: a version works when the broker has acknowledged its first state and it still runs `healthyAfterMs`
   * later. `manual`: when the program calls `confirmUpdate`.
   */
  confirmation: 'automatic' | 'manual';
  healthyAfterMs: number;
  /** How long a start may take to confirm before the old version is put back. */
  confirmWithinMs: number;
  /** Starts that may end without a confirmation before the old version is put back. */
  maxStarts: number;
  /** Bytes of an archive or a compiled program. */
  maxArchiveBytes: number;
  /** Files (`data.json`) and folders (`data/`) that an update leaves as they are once they exist. */
  keepFiles: readonly string[];
  /** Files without which a new version is refused, besides `env.json` and `schema.json`. */
  requiredFiles: readonly string[];
  /** The file, relative to the folder of `env.json`, that the asset of a compiled release becomes. */
  compiledProgram?: string;
  /** Pause before a version that was taken back is tried again; it doubles with each failure, up to a day. */
  retryFailedAfterMs: number;
}

const DEFAULTS: UpdatePolicy = {
  confirmation: 'automatic',
  healthyAfterMs: 10_000,
  confirmWithinMs: 300_000,
  maxStarts: 3,
  maxArchiveBytes: 64 * 1024 * 1024,
  keepFiles: [],
  requiredFiles: [],
  retryFailedAfterMs: 600_000,
};

export function updatePolicy(given: Partial<UpdatePolicy> = {}): UpdatePolicy {
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { ...DEFAULTS, ...said };
}
