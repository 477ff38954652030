/** What the force layout begins with. */
export interface ForceRequest {
  /** x and y of each thing. */
  readonly positions: Float32Array;
  /** Pairs of places in `positions`. */
  readonly lines: Uint32Array;
}

/** Where things are meanwhile. */
export interface ForceStep {
  readonly positions: Float32Array;
  /** From 0 to 1. */
  readonly progress: number;
  readonly isDone: boolean;
}
