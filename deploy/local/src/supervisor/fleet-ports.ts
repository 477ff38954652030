import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { EngineStartError } from '../engines/engine-error';
import { assertPortFree, freePort } from '../engines/ports';

/**
 * Below the ports that systems give to outgoing connections (from 32768 on Linux): whoever tries again and again to
 * reach a server that is away may otherwise be given that server's port, be connected to himself and keep it taken.
 */
const LOWEST = 20_000;
const HIGHEST = 32_767;
const TRIES = 100;

const isFree = async (port: number): Promise<boolean> => {
  try {
    await assertPortFree(port, '');
    return true;
  } catch {
    return false;
  }
};

const newPort = async (taken: readonly number[]): Promise<number> => {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  return freePort();
};

const read = (file: string): Record<string, number> => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
};

/** Ports inside the machine: the same as last time where they are still free, because data may name them. */
export const fleetPorts = async <Name extends string>(
  file: string,
  names: readonly Name[],
): Promise<Record<Name, number>> => {
  const before = read(file);
  const ports: Record<string, number> = {};
  for (const name of names) {
    const last = before[name];
    const taken = Object.values(ports);
    const isUsable = last !== undefined && !taken.includes(last) && (await isFree(last));
    ports[name] = isUsable ? last : await newPort(taken);
  }
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports as Record<Name, number>;
};

/**
 * Fails, with words for the person who started us, when a port that people and devices know cannot be had.
 * @param neededBy as in {@link assertPortFree}
 */
export const assertPublicPortFree = async (
  port: number,
  neededBy: string,
  setting: string,
  host: string,
): Promise<void> => {
  try {
    await assertPortFree(port, neededBy, setting, host);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    throw new EngineStartError(
      `Port ${port}, which ${neededBy} needs, is only for administrators: set ${setting} to one above 1023.`,
      { cause: error },
    );
  }
};
