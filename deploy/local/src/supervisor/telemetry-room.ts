import { statfsSync } from 'node:fs';

const MEBIBYTE = 1024 * 1024;
const MOST_MB = 2_048;
const LEAST_MB = 64;
/** NATS reserves the whole of it at once and refuses what the disk cannot hold. */
const SHARE_OF_FREE_DISK = 0.1;

/** Room for telemetry that is not stored yet, in MiB: what a small disk can spare. */
export const roomForTelemetry = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder);
  const share = Math.floor(((bavail * bsize) / MEBIBYTE) * SHARE_OF_FREE_DISK);
  return Math.max(LEAST_MB, Math.min(MOST_MB, share));
};
