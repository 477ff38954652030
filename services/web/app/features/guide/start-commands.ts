/** What runs a device's program. */
export const KINDS = ['node', 'python', 'micropython'] as const;

export type Kind = (typeof KINDS)[number];

/** What the platform's variables of a Unit say of the way to it. */
export interface Reach {
  readonly apiUrl: string;
  readonly token: string;
  /** Only programs on the instance's own computer get there. */
  readonly isLocalOnly: boolean;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const LOCAL = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/;

/** Reads a Unit's env (`docs/protocol/device.md 4.2`): devices reach the instance where it says. */
export const reachOf = (envJson: string): Reach => {
  const env = JSON.parse(envJson) as Record<string, unknown>;
  const domain = text(env['PU_DOMAIN']);
  const path = text(env['PU_APP_PREFIX']) + text(env['PU_API_ACTUAL_PREFIX']);
  return {
    apiUrl: `${text(env['PU_HTTP_TYPE'])}://${domain}${path}`,
    token: text(env['PU_AUTH_TOKEN']),
    isLocalOnly: LOCAL.test(domain),
  };
};

const RUN: Record<Kind, readonly [string, string]> = {
  node: ['npm install --omit=dev', 'node main.js'],
  python: ["pip install 'pepeunit-client[all]'", 'python3 main.py'],
  micropython: ['pip install mpremote', 'mpremote fs cp -r . : + reset'],
};

interface Device {
  readonly uuid: string;
  /** Letters, digits and `_ - .` only, so that it is a folder's name as well. */
  readonly name: string;
}

/**
 * Three commands that start a device in a shell. They fetch the archive with the Unit's own token, which is in the archive
 * anyway; nobody's login is in them.
 */
export const startCommands = (
  kind: Kind,
  { uuid, name }: Device,
  { apiUrl, token }: Reach,
): readonly string[] => {
  const address = `${apiUrl}/units/firmware/tgz/${uuid}?wbits=31&level=9`;
  const fetch = `curl -fsS -H 'x-auth-token: ${token}' '${address}' | tar xz`;
  return [`mkdir -p ./${name} && cd ./${name} && ${fetch}`, ...RUN[kind]];
};
