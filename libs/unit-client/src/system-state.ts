import { cpus, freemem, totalmem } from 'node:os';

/** What a device says about itself on the state topic (docs/protocol/device.md 7.2). */
export interface SystemState {
  /** Milliseconds since the epoch. */
  millis: number;
  /** Bytes. */
  mem_free: number;
  /** Bytes. */
  mem_alloc: number;
  /** MHz; 0 where the system does not tell. */
  freq: number;
  pu_commit_version: string;
}

/** The state of this machine, running the given commit. */
export function getSystemState(commitVersion: string): SystemState {
  const free = freemem();
  return {
    millis: Date.now(),
    mem_free: free,
    mem_alloc: totalmem() - free,
    freq: cpus()[0]?.speed ?? 0,
    pu_commit_version: commitVersion,
  };
}
