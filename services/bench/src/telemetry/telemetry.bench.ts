import { setTimeout as sleep } from 'node:timers/promises';
import { BenchFleet, type StoredRows } from './bench-fleet';
import { type IdleLatency, measureIdleLatency } from './idle-latency';
import { LoadProcess } from './load-process';
import type { PayloadForm } from './load-protocol';
import { hasMosquitto, startMosquitto } from './mosquitto';
import { usageOf, type Usage } from '../process-usage';

export interface TelemetryOptions {
  readonly nodes: number;
  readonly messages: number;
  /** The embedded broker instead of mosquitto. */
  readonly embedded: boolean;
  readonly log: (line: string) => void;
}

/** The figures of one run; `cpuUsPerMessage` counts all processes but broker and generator. */
export interface TelemetryResult {
  readonly broker: 'mosquitto' | 'embedded';
  /** Messages a second from the publishers into ClickHouse. */
  readonly rate: number;
  /** Messages a second from the same publishers to a trivial subscriber. */
  readonly ceiling: number;
  readonly ratio: number;
  readonly cpuUsPerMessage: number | null;
  /** The same, with the value in a JSON payload. */
  readonly jsonCpuUsPerMessage: number | null;
  /** At half of `rate`. */
  readonly latency: Omit<StoredRows, 'rows' | 'distinct'>;
  readonly idle: IdleLatency;
  /** Of all runs with bare numbers and with JSON. */
  readonly lost: number;
  readonly doubled: number;
  readonly processes: Readonly<Record<string, Usage>>;
}

const CONNECTIONS = 20;
const WINDOW = 100;
const POLL_MS = 50;
const STALL_MS = 30_000;
const LATENCY_SECONDS = 10;
/** The best of them counts: a machine that is busy with something else lowers no ceiling. */
const CEILING_RUNS = 2;

interface Target {
  readonly port: number;
  readonly username: string;
  readonly topics: readonly string[];
}

/** Publishers -> broker -> bridge -> JetStream -> datapipe -> ClickHouse, beside the broker's own ceiling. */
export const benchTelemetry = async (options: TelemetryOptions): Promise<TelemetryResult> => {
  const broker = !options.embedded && hasMosquitto() ? await startMosquitto() : null;
  const environment = broker
    ? { BRIDGE_MQTT_URL: `mqtt://127.0.0.1:${broker.port}`, BROKER_API_URL: 'http://u:p@127.0.0.1:9' }
    : {};
  const bench = await BenchFleet.start(options.nodes, environment);
  const target = { port: broker?.port ?? bench.fleet.mqttPort, username: bench.token, topics: bench.topics };
  try {
    options.log(`warming up on ${broker ? 'mosquitto' : 'the embedded broker'}`);
    const runs = [await path(bench, target, Math.round(options.messages / 5), null)];
    options.log('the whole path');
    const main = await measured(bench, target, options.messages, 'number');
    options.log('the same at half of that rate');
    const half = main.run.rate / 2;
    const calm = await path(bench, target, Math.round(half * LATENCY_SECONDS), half);
    options.log('one message at a time');
    const idle = await measureIdleLatency(bench, target);
    options.log('values in JSON');
    await bench.configure('json');
    runs.push(await path(bench, target, Math.round(options.messages / 5), null, 'json'));
    const json = await measured(bench, target, options.messages, 'json');
    runs.push(main.run, calm, json.run);
    options.log("the broker's own ceiling");
    const once = broker ? measureCeiling : embeddedCeiling;
    const ceilings = [];
    for (let run = 0; run < CEILING_RUNS; run += 1)
      ceilings.push(await once(bench, target, options.messages));
    const ceiling = Math.max(...ceilings);
    return {
      broker: broker ? 'mosquitto' : 'embedded',
      rate: Math.round(main.run.rate),
      ceiling: Math.round(ceiling),
      ratio: Number((main.run.rate / ceiling).toFixed(3)),
      cpuUsPerMessage: cpuPerMessage(main.processes, options.messages),
      jsonCpuUsPerMessage: cpuPerMessage(json.processes, options.messages),
      latency: calm.stored,
      idle,
      lost: sum(runs, ({ messages, stored }) => messages - stored.distinct),
      doubled: sum(runs, ({ stored }) => stored.rows - stored.distinct),
      processes: main.processes,
    };
  } finally {
    await bench.stop();
    broker?.stop();
  }
};

const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((total, one) => total + of(one), 0);

const generate = (
  target: Target,
  messages: number,
  perSecond: number | null,
  form: PayloadForm = 'number',
): LoadProcess =>
  new LoadProcess('generator', {
    ...target,
    connections: CONNECTIONS,
    window: WINDOW,
    messages,
    perSecond,
    form,
  });

interface PathRun {
  readonly messages: number;
  readonly rate: number;
  readonly stored: StoredRows;
}

/** As fast as it goes, with what the processes use for it. */
const measured = async (
  bench: BenchFleet,
  target: Target,
  messages: number,
  form: PayloadForm,
): Promise<{ run: PathRun; processes: Record<string, Usage> }> => {
  const before = usages(bench);
  const run = await path(bench, target, messages, null, form);
  return { run, processes: difference(before, usages(bench)) };
};

const path = async (
  bench: BenchFleet,
  target: Target,
  messages: number,
  perSecond: number | null,
  form: PayloadForm = 'number',
): Promise<PathRun> => {
  const load = generate(target, messages, perSecond, form);
  await load.until('ready');
  const rowsBefore = await bench.rowCount();
  load.go();
  const { startedAt } = await load.until('done');
  const endedAt = await untilRows(bench, rowsBefore + messages);
  const stored = await bench.stored(startedAt);
  return { messages, rate: (messages * 1_000) / (endedAt - startedAt), stored };
};

/** Resolves with the time at which the table has so many rows, or when nothing more comes. */
const untilRows = async (bench: BenchFleet, wanted: number): Promise<number> => {
  let rows = 0;
  let changedAt = Date.now();
  while (Date.now() - changedAt < STALL_MS) {
    const now = await bench.rowCount();
    if (now >= wanted) return Date.now();
    if (now > rows) changedAt = Date.now();
    rows = now;
    await sleep(POLL_MS);
  }
  return changedAt;
};

/** The fleet stays connected to mosquitto in the path's own run alone: here it would take part in the load. */
const measureCeiling = async (bench: BenchFleet, target: Target, messages: number): Promise<number> => {
  const own = await startMosquitto();
  try {
    return await ceilingAt(
      { ...target, port: own.port },
      messages,
      `${bench.fleet.domain}/+/pepeunit`,
      '',
      '',
    );
  } finally {
    own.stop();
  }
};

/** The bridge would take its share as well, so it is held for the time of this run. */
const embeddedCeiling = async (bench: BenchFleet, target: Target, messages: number): Promise<number> => {
  const { username, password, port } = new URL(bench.fleet.brokerUrl);
  const release = bench.fleet.hold('mqtt-bridge');
  try {
    const filter = `${bench.fleet.domain}/+/pepeunit`;
    return await ceilingAt(target, messages, filter, username, password, Number(port));
  } finally {
    release();
  }
};

const ceilingAt = async (
  target: Target,
  messages: number,
  filter: string,
  username: string,
  password: string,
  subscriberPort = target.port,
): Promise<number> => {
  const subscriber = new LoadProcess('subscriber', { port: subscriberPort, username, password, filter });
  await subscriber.until('ready');
  const load = generate(target, messages, null);
  await load.until('ready');
  load.go();
  const { startedAt } = await load.until('done');
  const { at } = await subscriber.until('count', (line) => line.messages >= messages);
  subscriber.stop();
  return (messages * 1_000) / (at - startedAt);
};

const usages = (bench: BenchFleet): Record<string, Usage> =>
  Object.fromEntries(
    bench.fleet.processNames.flatMap((name) => {
      const usage = usageOf(bench.fleet.pidsOf(name));
      return usage ? [[name, usage]] : [];
    }),
  );

const difference = (before: Record<string, Usage>, after: Record<string, Usage>): Record<string, Usage> =>
  Object.fromEntries(
    Object.entries(after).map(([name, usage]) => [
      name,
      { ...usage, cpuSeconds: Number((usage.cpuSeconds - (before[name]?.cpuSeconds ?? 0)).toFixed(2)) },
    ]),
  );

const cpuPerMessage = (processes: Record<string, Usage>, messages: number): number | null => {
  const counted = Object.entries(processes).filter(([name]) => name !== 'broker');
  if (counted.length === 0) return null;
  const seconds = counted.reduce((sum, [, usage]) => sum + usage.cpuSeconds, 0);
  return Number(((seconds * 1_000_000) / messages).toFixed(1));
};
