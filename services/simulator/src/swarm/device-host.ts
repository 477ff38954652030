import { DeviceApi } from '../device/device-api';
import { deviceLibrary } from '../device/device-library';
import { seededRandom } from '../device/random';
import { type DeviceWorld, SimulatedDevice } from '../device/simulated-device';
import { Tally } from '../report/tally';
import type { DeviceOrder, SwarmOrder, SwarmReport, WorldSettings } from './orders';
import { Rota } from './rota';

/** Each device is visited four times a second. */
const TURN_MS = 10;
const TURNS = 25;
const REPORT_MS = 250;
/** In a storm so many sockets are opened before those that are open already get a turn. */
const STORM_STEP = 100;
/** Longer than any library waits for an acknowledgement that it needs. */
const SETTLE_MS = 6_000;
/** For DISCONNECT packets to leave. */
const FAREWELL_MS = 250;

/** The devices of one process. */
export class DeviceHost {
  private readonly tally = new Tally();
  private readonly rota = new Rota<SimulatedDevice>(TURNS);
  private readonly connectAfterMs: number[] = [];
  /** One for each address to connect from. */
  private worlds: DeviceWorld[] = [];
  private api: DeviceApi | null = null;

  constructor(private readonly report: (report: SwarmReport) => void) {
    setInterval(() => this.rota.turn((device) => device.visit(performance.now())), TURN_MS);
    setInterval(() => this.tell(), REPORT_MS);
  }

  async obey(order: SwarmOrder): Promise<void> {
    switch (order.order) {
      case 'settings':
        this.enter(order.settings);
        break;
      case 'take':
        order.devices.forEach((device) => this.take(device));
        break;
      case 'begin':
        this.begin();
        break;
      case 'cut':
        this.rota.all.forEach((device) => device.session.cut());
        break;
      case 'storm':
        await this.storm();
        break;
      case 'clear':
        this.tally.clear();
        break;
      case 'hush':
        await this.hush();
        break;
      case 'leave':
        this.rota.all.forEach((device) => device.session.close());
        await new Promise((resolve) => setTimeout(resolve, FAREWELL_MS));
        await this.api?.close();
        break;
    }
    this.tell();
    this.report({ report: 'done', order: order.order });
  }

  private enter({ broker, sources, apiUrl, plan, seed }: WorldSettings): void {
    const { tally } = this;
    const api = (this.api = new DeviceApi(apiUrl));
    const random = seededRandom(seed);
    const from = sources.length > 0 ? sources : [null];
    this.worlds = from.map((source) => ({ broker: { ...broker, source }, plan, tally, api, random }));
  }

  private take({ identity, library, connectAfterMs }: DeviceOrder): void {
    const world = this.worlds[this.rota.all.length % this.worlds.length]!;
    this.rota.add(new SimulatedDevice(world, deviceLibrary(library), identity));
    this.connectAfterMs.push(connectAfterMs);
  }

  private begin(): void {
    const now = performance.now();
    this.rota.all.forEach((device, index) => device.session.openAt(now + this.connectAfterMs[index]!));
  }

  private async storm(): Promise<void> {
    for (let start = 0; start < this.rota.all.length; start += STORM_STEP) {
      for (const device of this.rota.all.slice(start, start + STORM_STEP))
        device.session.open(performance.now());
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private async hush(): Promise<void> {
    this.rota.all.forEach((device) => device.hush());
    const deadline = performance.now() + SETTLE_MS;
    while (!this.rota.all.every(({ session }) => session.isSettled) && performance.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, TURN_MS));
  }

  private tell(): void {
    this.report({ report: 'tally', tally: this.tally.snapshot() });
  }
}
