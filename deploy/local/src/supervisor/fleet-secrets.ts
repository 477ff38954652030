import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const schema = z.object({
  PU_SECRET_KEY: z.string(),
  PU_ENCRYPT_KEY: z.string(),
  PU_STATIC_SALT: z.string(),
  brokerPassword: z.string(),
  brokerApiPassword: z.string(),
  adminPassword: z.string(),
});

/** Secrets of a local instance. */
export type FleetSecrets = z.infer<typeof schema>;

const KEY_BYTES = 32;
const PASSWORD_BYTES = 12;

const fresh = (): FleetSecrets => ({
  PU_SECRET_KEY: randomBytes(KEY_BYTES).toString('base64'),
  PU_ENCRYPT_KEY: randomBytes(KEY_BYTES).toString('base64'),
  PU_STATIC_SALT: randomBytes(KEY_BYTES).toString('base64'),
  brokerPassword: randomBytes(KEY_BYTES).toString('hex'),
  brokerApiPassword: randomBytes(KEY_BYTES).toString('hex'),
  adminPassword: randomBytes(PASSWORD_BYTES).toString('hex'),
});

/** Reads the secrets of a data folder; a new folder gets new ones, readable by their owner alone. */
export const fleetSecrets = (file: string): FleetSecrets => {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    const secrets = fresh();
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    return secrets;
  }
};
