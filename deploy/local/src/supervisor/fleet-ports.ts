import { readFileSync, writeFileSync } from 'node:fs';
import { assertPortFree, freePort } from '../engines/ports';

const isFree = async (port: number): Promise<boolean> => {
  try {
    await assertPortFree(port, '');
    return true;
  } catch {
    return false;
  }
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
    const isUsable = last !== undefined && !Object.values(ports).includes(last) && (await isFree(last));
    ports[name] = isUsable ? last : await freePort();
  }
  writeFileSync(file, `${JSON.stringify(ports, null, 2)}\n`);
  return ports as Record<Name, number>;
};
