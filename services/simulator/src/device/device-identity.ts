/** `schema.json` of a device (`docs/protocol/device.md 4.1`): physical topics by section and name. */
export type SchemaDocument = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** `env.json` of a device (`docs/protocol/device.md 4.2`). */
export type EnvDocument = Readonly<Record<string, unknown>>;

/** Topics on the wire. */
export interface DeviceTopics {
  readonly baseInputs: readonly string[];
  /** Own Inputs and what is linked to them. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly state: string | null;
  readonly log: string | null;
}

/** What is on a device's disk. */
export interface DeviceIdentity {
  readonly unitUuid: string;
  readonly token: string;
  readonly commit: string;
  readonly stateIntervalS: number;
  readonly pingIntervalS: number;
  readonly keepaliveS: number;
  readonly topics: DeviceTopics;
}

/** What libraries assume where the env says nothing (`docs/protocol/device.md 4.2`). */
const STATE_INTERVAL_S = 300;
const PING_INTERVAL_S = 20;
const KEEPALIVE_S = 60;

const section = (schema: SchemaDocument, name: string): (readonly string[])[] =>
  Object.values(schema[name] ?? {});

export const topicsOf = (schema: SchemaDocument): DeviceTopics => {
  const outputBase = schema['output_base_topic'] ?? {};
  return {
    baseInputs: section(schema, 'input_base_topic').flat(),
    inputs: section(schema, 'input_topic').flat(),
    outputs: section(schema, 'output_topic').flatMap((topics) => topics.slice(0, 1)),
    state: outputBase['state/pepeunit']?.[0] ?? null,
    log: outputBase['log/pepeunit']?.[0] ?? null,
  };
};

const numberOf = (value: unknown, otherwise: number): number => {
  const number = Number(value ?? Number.NaN);
  return Number.isFinite(number) && number > 0 ? number : otherwise;
};

/** @throws Error when the env has no token */
export const identityOf = (unitUuid: string, env: EnvDocument, schema: SchemaDocument): DeviceIdentity => {
  const token = env['PU_AUTH_TOKEN'];
  if (typeof token !== 'string' || token === '')
    throw new Error(`the env of Unit ${unitUuid} has no PU_AUTH_TOKEN`);
  return {
    unitUuid,
    token,
    commit: String(env['PU_COMMIT_VERSION'] ?? ''),
    stateIntervalS: numberOf(env['PU_STATE_SEND_INTERVAL'], STATE_INTERVAL_S),
    pingIntervalS: numberOf(env['PU_MQTT_PING_INTERVAL'], PING_INTERVAL_S),
    keepaliveS: numberOf(env['PU_MQTT_KEEPALIVE'], KEEPALIVE_S),
    topics: topicsOf(schema),
  };
};
