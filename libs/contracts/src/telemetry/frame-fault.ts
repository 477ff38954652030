/**
 * Bytes that are no telemetry frame, or end within a message: what came before counts, for everybody who reads frames alike.
 * `Frame` alone throws it. Any other error, of whatever kind, is a defect of who reads.
 */
export class FrameFault extends Error {
  override readonly name = 'FrameFault';
}

export const isFrameFault = (error: unknown): error is FrameFault => error instanceof FrameFault;
