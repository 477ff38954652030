import { setTimeout as sleep } from 'node:timers/promises';
import { type DeviceOrder, latencyOf, type LatencySummary, Swarm, type Tally } from '@unitfleet/simulator';

/** How devices got in that came all at once. */
export interface StormFigures {
  readonly devices: number;
  /** Devices that had all their subscriptions answered when it was over, and how long that took. */
  readonly live: number;
  readonly seconds: number;
  /** From the first byte of a connection on; a device that had to try again begins again. */
  readonly connack: LatencySummary;
  readonly lastSuback: LatencySummary;
  readonly attempts: number;
  /** By CONNACK code. */
  readonly refused: Readonly<Record<string, number>>;
  /** What else went wrong, by reason; the devices tried again. */
  readonly errors: Readonly<Record<string, number>>;
}

export interface StormOptions {
  readonly port: number;
  readonly apiUrl: string;
  readonly devices: readonly DeviceOrder[];
  readonly processes: number;
  /** It is given up after this time, whoever is not in by then. */
  readonly patienceS: number;
}

const LOOK_MS = 100;
const SECOND_MS = 1_000;

/** Devices that send a state when they are in, and nothing else; they can be sent off and brought back at once. */
export class Storm {
  private constructor(
    private readonly swarm: Swarm,
    private readonly options: StormOptions,
  ) {}

  static async prepare(options: StormOptions): Promise<Storm> {
    const swarm = await Swarm.start(
      {
        processes: options.processes,
        settings: {
          broker: { host: '127.0.0.1', port: options.port },
          sources: [],
          apiUrl: options.apiUrl,
          seed: 1,
          plan: { valuesPerSecond: 0, stateIntervalS: null, logIntervalS: 0 },
        },
      },
      options.devices,
    );
    return new Storm(swarm, options);
  }

  get pids(): number[] {
    return this.swarm.pids;
  }

  /** All at once; whoever is connected is cut off first. */
  async blow(): Promise<StormFigures> {
    const { swarm, options } = this;
    await swarm.order('cut');
    await swarm.order('clear');
    const begunAt = performance.now();
    const seconds = () => (performance.now() - begunAt) / SECOND_MS;
    await swarm.order('storm');
    while (swarm.tally().live < options.devices.length && seconds() < options.patienceS) await sleep(LOOK_MS);
    return figuresOf(swarm.tally(), options.devices.length, seconds());
  }

  async end(): Promise<void> {
    await this.swarm.leave();
  }

  kill(): void {
    this.swarm.kill();
  }
}

const figuresOf = (tally: Tally, devices: number, seconds: number): StormFigures => ({
  devices,
  live: tally.live,
  seconds: Number(seconds.toFixed(2)),
  connack: latencyOf(tally, 'connack'),
  lastSuback: latencyOf(tally, 'lastSuback'),
  attempts: tally.count('connect.attempted'),
  refused: tally.family('connect.refused.'),
  errors: tally.family('error.'),
});
