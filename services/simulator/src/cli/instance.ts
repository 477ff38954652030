import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSettings, port } from '@unitfleet/config';
import { z } from 'zod';
import type { Login } from '../platform/account';
import { SimulatorError } from '../platform/simulator-error';

const settings = z.object({
  UNITFLEET_URL: z.url().optional(),
  UNITFLEET_HTTP_PORT: port(8080),
  UNITFLEET_DATA_DIR: z.string().default('.data'),
  UNITFLEET_LOGIN: z.string().optional(),
  UNITFLEET_PASSWORD: z.string().optional(),
  UNITFLEET_TOKEN: z.string().optional(),
});

/** The instance that is simulated against, and as whom. */
export interface Instance {
  /** Ends in `/api/v1`. */
  readonly apiUrl: string;
  readonly isOnThisMachine: boolean;
  readonly identity: Login | { readonly token: string };
}

const API = '/pepeunit/api/v1';
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const LOCAL_LOGIN = 'admin';

/**
 * From the environment; secrets may come from files (`UNITFLEET_PASSWORD_FILE`).
 *
 * @throws SimulatorError when it is not said who asks
 */
export const instanceOf = (
  register: boolean,
  environment?: Readonly<Record<string, string | undefined>>,
): Instance => {
  const given = loadSettings(settings, environment);
  const url = new URL(given.UNITFLEET_URL ?? `http://localhost:${given.UNITFLEET_HTTP_PORT}`);
  const base = url.href.replace(/\/+$/, '');
  const instance = {
    apiUrl: base.endsWith('/api/v1') ? base : `${base.replace(/\/pepeunit$/, '')}${API}`,
    isOnThisMachine: LOOPBACK.test(url.hostname),
  };
  const { UNITFLEET_TOKEN: token, UNITFLEET_LOGIN: login, UNITFLEET_PASSWORD: password } = given;
  if (token) return { ...instance, identity: { token } };
  if (login && password) return { ...instance, identity: { login, password, mayRegister: register } };
  const ownPassword = given.UNITFLEET_URL ? null : passwordIn(given.UNITFLEET_DATA_DIR);
  if (ownPassword === null)
    throw new SimulatorError(
      'It is not known as whom to ask the platform.',
      'Set UNITFLEET_LOGIN and UNITFLEET_PASSWORD (or UNITFLEET_TOKEN); for an instance that `npm start` runs in ' +
        'another folder set UNITFLEET_DATA_DIR.',
    );
  // The user of the demo; without a demo nobody has made it yet.
  return { ...instance, identity: { login: LOCAL_LOGIN, password: ownPassword, mayRegister: true } };
};

/** What `npm start` keeps there. */
const passwordIn = (dataDir: string): string | null => {
  try {
    const secrets = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
    return (secrets as { adminPassword?: string }).adminPassword ?? null;
  } catch {
    return null;
  }
};
