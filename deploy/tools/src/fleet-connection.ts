import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { UsageError } from './command-line';
import { WORKSPACE } from './workspace';

const CONNECT_TIMEOUT_MS = 5_000;

/** What the supervisor of a local run leaves in its data folder. */
const stateFile = (): string =>
  join(process.env.UNITFLEET_DATA_DIR ?? join(WORKSPACE, '.data'), 'fleet.json');

/**
 * Where the fleet's NATS is: `NATS_URL`, or else the running local fleet's.
 *
 * @throws UsageError when neither tells.
 */
export const natsUrl = (): string => {
  if (process.env.NATS_URL) return process.env.NATS_URL;
  const file = stateFile();
  if (!existsSync(file))
    throw new UsageError(`No fleet runs here (no ${file}); set NATS_URL to reach another.`);
  const { natsUrl: url } = JSON.parse(readFileSync(file, 'utf8')) as { natsUrl?: string };
  if (!url) throw new UsageError(`${file} names no natsUrl; set NATS_URL.`);
  return url;
};

/** Connects once: unlike a service, a person at a terminal does not wait for a server that is away. */
export const connectToFleet = async (): Promise<NatsConnection> => {
  const url = new URL(natsUrl());
  try {
    return await connect({
      servers: url.host,
      user: url.username ? decodeURIComponent(url.username) : undefined,
      pass: url.password ? decodeURIComponent(url.password) : undefined,
      name: 'unitfleet-tools',
      timeout: CONNECT_TIMEOUT_MS,
      reconnect: false,
    });
  } catch (error) {
    throw new UsageError(`NATS at ${url.host} does not answer: ${(error as Error).message}`);
  }
};
