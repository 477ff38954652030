import type { FleetSecrets } from './fleet-secrets';

/** Our own processes, in the order of their start: whoever others ask at their start comes first. */
export const FLEET_SERVICES = [
  'registry',
  'builder',
  'units',
  'datapipe',
  'notifier',
  'dashboards',
  'auth-hook',
  'mqtt-bridge',
  'gateway-rest',
  'gateway-graphql',
  'web',
] as const;

export type FleetService = (typeof FLEET_SERVICES)[number];

/** Where everything of one local instance is. */
export interface FleetAddresses {
  /** Name or address by which devices and browsers reach this machine. */
  readonly publicHost: string;
  readonly httpPort: number;
  readonly mqttPort: number;
  readonly engines: Readonly<Record<string, string>>;
  readonly servicePorts: Readonly<Record<FleetService, number>>;
  readonly brokerInternalUrl: string;
  readonly brokerApiUrl: string;
}

/** Internal ports of the embedded broker. */
type BrokerPorts = Readonly<Record<'broker-internal' | 'broker-api', number>>;

/** Puts together where everything is; an external broker is named by the caller's environment. */
export const fleetAddresses = (options: {
  publicHost: string;
  httpPort: number;
  mqttPort: number;
  engines: Readonly<Record<string, string>>;
  secrets: FleetSecrets;
  ports: Readonly<Record<FleetService, number>> & BrokerPorts;
  environment: NodeJS.ProcessEnv;
}): FleetAddresses => {
  const { publicHost, httpPort, mqttPort, engines, secrets, ports, environment } = options;
  const at = (password: string, port: number) => `${BROKER_USER}:${password}@127.0.0.1:${port}`;
  return {
    publicHost,
    httpPort,
    mqttPort,
    engines,
    servicePorts: ports,
    brokerInternalUrl:
      environment.BRIDGE_MQTT_URL ?? `mqtt://${at(secrets.brokerPassword, ports['broker-internal'])}`,
    brokerApiUrl:
      environment.BROKER_API_URL ?? `http://${at(secrets.brokerApiPassword, ports['broker-api'])}`,
  };
};

export interface PlanOptions {
  readonly addresses: FleetAddresses;
  readonly secrets: FleetSecrets;
  readonly repositoriesDir: string;
  /** Room for telemetry that is not stored yet. */
  readonly telemetryMaxMb: number;
  readonly testClock: boolean;
  /** Settings of the caller that go to every service; they win. */
  readonly overrides: Readonly<Record<string, string>>;
}

/** Where a broker on this machine asks about devices. */
const hookUrl = ({ servicePorts }: FleetAddresses): string =>
  `http://127.0.0.1:${servicePorts['auth-hook']}/mqtt`;

/** The environment of every service: the same for all, each reads what is its own. */
export const serviceEnvironment = (service: FleetService, options: PlanOptions): Record<string, string> => {
  const { addresses, secrets } = options;
  return {
    DATABASE_URL: addresses.engines.DATABASE_URL!,
    CLICKHOUSE_URL: addresses.engines.CLICKHOUSE_URL!,
    NATS_URL: addresses.engines.NATS_URL!,
    NATS_TELEMETRY_MAX_MB: String(options.telemetryMaxMb),
    PU_REDIS_URL: addresses.engines.REDIS_URL!,
    HTTP_PORT: String(addresses.servicePorts[service]),
    PU_DOMAIN: `${addresses.publicHost}:${addresses.httpPort}`,
    PU_SECURE: 'false',
    PU_SECRET_KEY: secrets.PU_SECRET_KEY,
    PU_ENCRYPT_KEY: secrets.PU_ENCRYPT_KEY,
    PU_STATIC_SALT: secrets.PU_STATIC_SALT,
    PU_MQTT_HOST: addresses.publicHost,
    PU_MQTT_PORT: String(addresses.mqttPort),
    PU_SAVE_REPO_PATH: options.repositoriesDir,
    // The demo's own Git host is here, whatever name the machine has.
    BUILDER_PRIVATE_NETWORKS: 'all',
    PU_FF_TELEGRAM_BOT_ENABLE: 'false',
    // Demo, tests and load generators of this computer are not limited.
    RATE_LIMIT_EXEMPT: '127.0.0.0/8,::1',
    BRIDGE_MQTT_URL: addresses.brokerInternalUrl,
    BROKER_API_URL: addresses.brokerApiUrl,
    // For an EMQX of the caller's, on the same machine.
    BROKER_HOOK_URL: hookUrl(addresses),
    UNITFLEET_TEST_CLOCK: String(options.testClock),
    ...options.overrides,
  };
};

/** The embedded broker's environment; it asks the auth hook as EMQX does. Limits and further ports are the caller's. */
export const brokerEnvironment = (
  addresses: FleetAddresses,
  secrets: FleetSecrets,
  ports: { internal: number; api: number },
  host: string,
  overrides: Readonly<Record<string, string>>,
): Record<string, string> => {
  const hook = hookUrl(addresses);
  const isOfBrokers = ([name]: [string, string]) => /^(PU_MQTT|BROKER)_/.test(name);
  return {
    ...Object.fromEntries(Object.entries(overrides).filter(isOfBrokers)),
    BROKER_HOST: host,
    BROKER_PORT: String(addresses.mqttPort),
    BROKER_INTERNAL_PORT: String(ports.internal),
    BROKER_INTERNAL_USERNAME: BROKER_USER,
    BROKER_INTERNAL_PASSWORD: secrets.brokerPassword,
    BROKER_API_PORT: String(ports.api),
    BROKER_API_USERNAME: BROKER_USER,
    BROKER_API_PASSWORD: secrets.brokerApiPassword,
    // mqtt-bridge's: before it has subscribed nobody would hear what a device publishes.
    BROKER_AWAITED_GROUP: 'bridge',
    BROKER_AUTHN_URL: `${hook}/authenticate`,
    BROKER_AUTHZ_URL: `${hook}/authorize`,
  };
};

/** Name under which our own services are known at the embedded broker. */
export const BROKER_USER = 'unitfleet';
