import { availableParallelism } from 'node:os';
import type { DeviceOrder } from '@unitfleet/simulator';
import { signUp, TestFleet } from '@unitfleet/testing-fleet';
import { usageOf } from '../process-usage';
import { hasMosquitto, startMosquitto } from '../telemetry/mosquitto';
import { untilCalm } from './calm';
import { startReferenceBroker } from './reference-broker';
import { Storm, type StormFigures } from './storm';
import { stormDevices } from './storm-devices';

export interface StormBenchOptions {
  readonly devices: number;
  /** Also how the fleet does with the broker's own limit of connections a second. */
  readonly withLimit: boolean;
  readonly log: (line: string) => void;
}

/** A storm over the fleet. */
export interface FleetStorm extends StormFigures {
  /** CPU milliseconds of each process for each device, until calm. */
  readonly cpuMsPerDevice: Readonly<Record<string, number>>;
  /** From the last device on until all that devices reported was worked off. */
  readonly calmAfterS: number;
  readonly leftBehind: number;
}

export interface StormResult {
  /** Nothing is known of any device yet: the first connects after a start. */
  readonly first: FleetStorm;
  /** All are cut off and come back. */
  readonly again: FleetStorm;
  /** The same with the broker's own limit of new connections, for as long as a storm is waited for. */
  readonly limited: FleetStorm | null;
  /** The same devices at the embedded broker with a hook that allows everything. */
  readonly allowAll: StormFigures;
  /** The same at a broker written in C that asks nobody; null where it is not installed. */
  readonly mosquitto: StormFigures | null;
}

const PATIENCE_S = 60;
const LIMITED_S = 15;
const SECRET = 'the-secret-of-the-connect-storm';
const NO_LIMIT = { PU_MQTT_MAX_CLIENT_CONNECTION_RATE: '1000000/s', PU_MQTT_MAX_CLIENTS: '1000000' };

/** Ten thousand devices that come at once, at the fleet and at brokers without a platform behind them. */
export const benchStorm = async ({ devices, withLimit, log }: StormBenchOptions): Promise<StormResult> => {
  const fleet = await startFleet(NO_LIMIT);
  let orders: DeviceOrder[] = [];
  let first: FleetStorm;
  let again: FleetStorm;
  try {
    log(`seeding ${devices} Units`);
    orders = await devicesOf(fleet, devices);
    const storm = await stormAt(fleet, orders, PATIENCE_S);
    try {
      log(`${devices} devices connect at once`);
      first = await overFleet(fleet, storm);
      log(`${devices} devices are cut off and come back at once`);
      again = await overFleet(fleet, storm);
    } finally {
      storm.kill();
    }
  } finally {
    await fleet.stop();
  }
  log('the same at the broker alone');
  const reference = await startReferenceBroker();
  const allowAll = await atBroker(reference.port, orders).finally(() => reference.stop());
  const mosquitto = hasMosquitto() ? await atMosquitto(orders) : null;
  return { first, again, allowAll, mosquitto, limited: withLimit ? await underLimit(devices, log) : null };
};

const startFleet = (limits: Readonly<Record<string, string>>): Promise<TestFleet> =>
  TestFleet.start({ settings: { PU_SECRET_KEY: SECRET, ...limits } });

const devicesOf = async (fleet: TestFleet, count: number): Promise<DeviceOrder[]> => {
  const token = await signUp(fleet.rest(), 'maker');
  const { users } = await fleet.rest(token).ok('GET', '/users');
  return stormDevices(
    {
      databaseUrl: fleet.engines.DATABASE_URL!,
      domain: fleet.domain,
      secretKey: SECRET,
      maker: users[0].uuid,
    },
    count,
  );
};

const stormAt = (fleet: TestFleet, devices: readonly DeviceOrder[], patienceS: number): Promise<Storm> =>
  Storm.prepare({
    port: fleet.mqttPort,
    apiUrl: `${fleet.origin}/pepeunit/api/v1`,
    devices,
    processes: availableParallelism(),
    patienceS,
  });

const overFleet = async (fleet: TestFleet, storm: Storm): Promise<FleetStorm> => {
  await untilCalm(fleet.engines.NATS_URL!);
  const before = cpuOf(fleet);
  const figures = await storm.blow();
  const calm = await untilCalm(fleet.engines.NATS_URL!);
  const after = cpuOf(fleet);
  const spent = Object.entries(after).map(([name, seconds]): [string, number] => [
    name,
    Number((((seconds - (before[name] ?? 0)) * 1_000) / figures.devices).toFixed(2)),
  ]);
  return {
    ...figures,
    cpuMsPerDevice: Object.fromEntries(spent.sort(([, one], [, other]) => other - one)),
    calmAfterS: calm.seconds,
    leftBehind: calm.left,
  };
};

/** Seconds of each process of the instance. */
const cpuOf = (fleet: TestFleet): Record<string, number> =>
  Object.fromEntries(
    fleet.processNames.map((name) => [name, usageOf(fleet.pidsOf(name))?.cpuSeconds ?? Number.NaN]),
  );

const atBroker = async (port: number, devices: readonly DeviceOrder[]): Promise<StormFigures> => {
  const storm = await Storm.prepare({
    port,
    apiUrl: 'http://127.0.0.1:1',
    devices,
    processes: availableParallelism(),
    patienceS: PATIENCE_S,
  });
  try {
    return await storm.blow();
  } finally {
    storm.kill();
  }
};

const atMosquitto = async (devices: readonly DeviceOrder[]): Promise<StormFigures> => {
  const mosquitto = await startMosquitto();
  return atBroker(mosquitto.port, devices).finally(() => mosquitto.stop());
};

const underLimit = async (devices: number, log: (line: string) => void): Promise<FleetStorm> => {
  const fleet = await startFleet({});
  try {
    log(`the same with the broker's own limit of new connections, for ${LIMITED_S} s`);
    const storm = await stormAt(fleet, await devicesOf(fleet, devices), LIMITED_S);
    return await overFleet(fleet, storm).finally(() => storm.kill());
  } finally {
    await fleet.stop();
  }
};
