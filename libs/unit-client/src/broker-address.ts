import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { IClientOptions } from 'mqtt';
import { DeviceFileError, messageOf } from './errors';
import type { Settings } from './settings';

/** What besides the certificates of the system decides whom a device believes, and who it is itself; PEM texts. */
export interface TlsOptions {
  /** Authorities that are believed in place of the system's; comes before `PU_MQTT_CA_FILE`. */
  ca?: string | Buffer;
  /** The device's own certificate and its key, for brokers that ask for one. */
  cert?: string | Buffer;
  key?: string | Buffer;
}

const PROTOCOLS = ['mqtt', 'mqtts', 'ws', 'wss'] as const;
type Protocol = (typeof PROTOCOLS)[number];

/**
 * Where and how the broker is reached: plain TCP as the protocol has it (docs/protocol/device.md 1.1), or what
 * `PU_MQTT_PROTOCOL` names. Throws `DeviceFileError` if that is none of `mqtt`, `mqtts`, `ws` and `wss`, or if the file of
 * authorities cannot be read: a device must not fall back to a connection that everybody can read.
 */
export function brokerAddress(settings: Settings, tls: TlsOptions = {}): IClientOptions {
  const protocol = protocolOf(settings);
  const isSecure = protocol === 'mqtts' || protocol === 'wss';
  const isWebSocket = protocol === 'ws' || protocol === 'wss';
  const ca = isSecure ? (tls.ca ?? authoritiesOf(settings)) : undefined;
  const identity = isSecure ? { ...tls, ...(ca ? { ca } : {}) } : {};
  return {
    protocol,
    host: settings.PU_MQTT_HOST,
    port: settings.PU_MQTT_PORT,
    ...(isWebSocket ? { path: settings.PU_MQTT_PATH, wsOptions: identity } : {}),
    ...identity,
  };
}

function protocolOf(settings: Settings): Protocol {
  const protocol = PROTOCOLS.find((known) => known === settings.PU_MQTT_PROTOCOL);
  if (!protocol) {
    throw new DeviceFileError(
      `env: PU_MQTT_PROTOCOL is ${settings.PU_MQTT_PROTOCOL}, not one of ${PROTOCOLS.join(', ')}`,
    );
  }
  return protocol;
}

/** A relative name is looked for in the folder of `env.json`. */
function authoritiesOf({ PU_MQTT_CA_FILE: name, envFilePath }: Settings): Buffer | undefined {
  if (name === '') return undefined;
  try {
    return readFileSync(resolve(dirname(envFilePath), name));
  } catch (error) {
    throw new DeviceFileError(`env: PU_MQTT_CA_FILE: ${messageOf(error)}`, { cause: error });
  }
}
