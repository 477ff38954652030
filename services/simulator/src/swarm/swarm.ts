import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Tally, type TallySnapshot } from '../report/tally';
import type { DeviceOrder, SwarmOrder, SwarmReport, WorldSettings } from './orders';

export interface SwarmOptions {
  readonly processes: number;
  readonly settings: WorldSettings;
}

/** Devices in one message to a process. */
const DEALT_AT_ONCE = 500;
/** Little of what a device does outlives a moment: a small young generation keeps a connection below 10 KB. */
const NODE_OPTIONS = ['--max-semi-space-size=2'];
/** The built program; every bundle lies in a folder beside its own. */
const PROGRAM = join(__dirname, '..', 'simulator', 'device-process.js');

/** Devices in processes of their own, so that thousands of them do not wait for one another. */
export class Swarm {
  private constructor(private readonly processes: readonly DeviceProcess[]) {}

  /** @param devices are dealt to the processes in turn */
  static async start(options: SwarmOptions, devices: readonly DeviceOrder[]): Promise<Swarm> {
    const { processes: count, settings } = options;
    const processes = Array.from({ length: count }, () => new DeviceProcess());
    const swarm = new Swarm(processes);
    try {
      await Promise.all(
        processes.map(async (process, ordinal) => {
          await process.order({
            order: 'settings',
            settings: { ...settings, seed: settings.seed + ordinal },
          });
          const own = devices.filter((_, index) => index % count === ordinal);
          for (let start = 0; start < own.length; start += DEALT_AT_ONCE)
            await process.order({ order: 'take', devices: own.slice(start, start + DEALT_AT_ONCE) });
        }),
      );
      return swarm;
    } catch (error) {
      swarm.kill();
      throw error;
    }
  }

  get pids(): number[] {
    return this.processes.map(({ pid }) => pid);
  }

  /** What all devices went through so far, at most a quarter of a second ago. */
  tally(): Tally {
    return Tally.sum(this.processes.flatMap(({ tally }) => tally ?? []));
  }

  /** Resolves when every process has done it. @throws Error when one has ended */
  async order(order: 'begin' | 'cut' | 'storm' | 'clear' | 'hush'): Promise<void> {
    await Promise.all(this.processes.map((process) => process.order({ order })));
  }

  /** Ends all connections politely, and the processes. */
  async leave(): Promise<void> {
    await Promise.all(this.processes.map((process) => process.leave()));
  }

  kill(): void {
    this.processes.forEach((process) => process.kill());
  }
}

class DeviceProcess {
  tally: TallySnapshot | null = null;
  private readonly child: ChildProcess = fork(PROGRAM, {
    execArgv: NODE_OPTIONS,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  private readonly ended = once(this.child, 'exit');
  private waiting: (() => void) | null = null;

  constructor() {
    this.child.on('message', (message: SwarmReport) => {
      if (message.report === 'tally') this.tally = message.tally;
      else this.waiting?.();
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  async order(order: SwarmOrder): Promise<void> {
    const done = new Promise<void>((resolve) => (this.waiting = resolve));
    const gone = this.ended.then(([code, signal]) => {
      throw new Error(`a process of devices ended early (${signal ?? code})`);
    });
    if (this.child.connected) this.child.send(order);
    await Promise.race([done, gone]);
  }

  async leave(): Promise<void> {
    if (this.child.connected) this.child.send({ order: 'leave' } satisfies SwarmOrder);
    await this.ended;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
