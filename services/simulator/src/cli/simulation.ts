import { lookup } from 'node:dns/promises';
import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from '../device/random';
import { signIn, useToken } from '../platform/account';
import { PlatformApi } from '../platform/platform-api';
import { findRepo } from '../platform/repo';
import { SimulatorError } from '../platform/simulator-error';
import { type FlashedUnit, UnitSupply } from '../platform/unit-supply';
import { summaryOf, type Summary } from '../report/summary';
import { connectTimes } from '../swarm/connect-times';
import type { DeviceOrder } from '../swarm/orders';
import { Swarm } from '../swarm/swarm';
import type { SimulateArguments } from './arguments';
import type { Instance } from './instance';
import { assertRoom, machineLimits } from './limits';
import type { Progress } from './progress';

const POLITE_PER_SECOND = 80;
const DEVICES_PER_PROCESS = 5_000;
const WATCH_MS = 500;
const SECOND_MS = 1_000;

/** Many devices against one instance, from the Units they need to the result. */
export class Simulation {
  private readonly api: PlatformApi;

  constructor(
    private readonly wish: SimulateArguments,
    private readonly instance: Instance,
    private readonly progress: Progress,
    /** Ends it early, and politely. */
    private readonly ending: AbortSignal,
  ) {
    // Each request that is under way listens to it.
    setMaxListeners(0, ending);
    const perSecond = wish.apiPerSecond ?? (instance.isOnThisMachine ? 0 : POLITE_PER_SECOND);
    this.api = new PlatformApi({ baseUrl: instance.apiUrl, perSecond, ending });
  }

  /** @throws SimulatorError with what to do about it; what was made until then stays unless it is to be cleaned */
  async run(): Promise<Summary> {
    const { wish } = this;
    assertRoom(
      { connections: wish.units, processes: this.processes, sources: wish.sources.length },
      machineLimits(),
    );
    const supply = await this.supply();
    try {
      const { uuids, created } = await supply.take(wish.units);
      this.progress.step(`${uuids.length} Units, ${created} of them new`);
      if (wish.pipelineFile !== null)
        await supply.setPipelines(uuids, readFileSync(wish.pipelineFile, 'utf8'));
      return await this.simulate(await supply.flash(uuids));
    } finally {
      if (wish.clean) await this.clean();
    }
  }

  private get processes(): number {
    const { processes, units } = this.wish;
    const useful = Math.max(1, Math.ceil(units / DEVICES_PER_PROCESS));
    return processes ?? Math.min(useful, availableParallelism());
  }

  private async supply(api = this.api): Promise<UnitSupply> {
    const { wish, instance } = this;
    const { identity } = instance;
    const userUuid = 'token' in identity ? useToken(api, identity.token) : await signIn(api, identity);
    const repoUuid = await findRepo(api, wish);
    const progress = this.progress.count.bind(this.progress);
    return new UnitSupply(api, { userUuid, repoUuid, prefix: wish.prefix, progress });
  }

  private async simulate(units: readonly FlashedUnit[]): Promise<Summary> {
    const { wish, instance, ending } = this;
    const broker = await this.broker(units);
    const swarm = await Swarm.start(
      {
        processes: this.processes,
        settings: {
          broker,
          sources: wish.sources,
          apiUrl: instance.apiUrl,
          seed: wish.seed,
          plan: {
            valuesPerSecond: wish.valuesPerSecond,
            stateIntervalS: wish.stateIntervalS,
            logIntervalS: wish.logIntervalS,
          },
        },
      },
      this.devices(units),
    );
    try {
      const begunAt = performance.now();
      await swarm.order('begin');
      const most = await this.watch(swarm, units.length, begunAt);
      this.progress.step(ending.aborted ? 'ending early' : 'ending');
      await swarm.order('hush');
      const seconds = (performance.now() - begunAt) / SECOND_MS;
      const summary = summaryOf(swarm.tally(), { units: units.length, seconds, most });
      await swarm.leave();
      return summary;
    } finally {
      swarm.kill();
    }
  }

  private devices(units: readonly FlashedUnit[]): DeviceOrder[] {
    const { libraries, rampPerSecond, seed } = this.wish;
    const times = connectTimes(units.length, rampPerSecond, seededRandom(seed));
    return units.map(({ identity }, index) => ({
      identity,
      library: libraries[index % libraries.length]!,
      connectAfterMs: times[index]!,
    }));
  }

  private async broker(units: readonly FlashedUnit[]): Promise<{ host: string; port: number }> {
    const [first] = units;
    const { host, port } = this.wish.mqtt ?? { host: first?.mqttHost ?? '', port: first?.mqttPort ?? 0 };
    if (!first) return { host: '127.0.0.1', port: 1 };
    const found = await lookup(host).catch(() => {
      throw new SimulatorError(
        `The broker "${host}" is not known by name here.`,
        'Name it with --mqtt HOST:PORT.',
      );
    });
    this.progress.step(`connecting to ${host}:${port}`);
    return { host: found.address, port };
  }

  /** Until the time is over; answers how many were connected at most. */
  private async watch(swarm: Swarm, units: number, begunAt: number): Promise<number> {
    const { durationS } = this.wish;
    const endAt = durationS === 0 ? Infinity : begunAt + durationS * SECOND_MS;
    let most = 0;
    while (!this.ending.aborted && performance.now() < endAt && units > 0) {
      const left = Math.min(WATCH_MS, endAt - performance.now());
      await sleep(left, undefined, { signal: this.ending }).catch(() => undefined);
      const tally = swarm.tally();
      most = Math.max(most, tally.connected);
      this.progress.devices(tally, units);
    }
    return most;
  }

  /** With an interface of its own: Ctrl-C has ended the other one. */
  private async clean(): Promise<void> {
    const never = new AbortController().signal;
    const perSecond = this.instance.isOnThisMachine ? 0 : POLITE_PER_SECOND;
    const supply = await this.supply(
      new PlatformApi({ baseUrl: this.instance.apiUrl, perSecond, ending: never }),
    );
    this.progress.step(`${await supply.clean()} Units deleted`);
  }
}
