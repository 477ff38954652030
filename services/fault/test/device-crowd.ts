import { setTimeout as sleep } from 'node:timers/promises';
import type { NumberedDevice } from './numbered-device';
import type { Meter } from './telemetry-stage';

const STEP_MS = 20;

/** Lets the devices of meters with equal Outputs publish in turn. */
export class DeviceCrowd {
  private isRunning = true;
  private isPaused = false;
  private running: Promise<void> = Promise.resolve();

  private constructor(private readonly devices: readonly NumberedDevice[]) {}

  /** Publishes at this rate over all devices until `stop`; what a crowded device has no room for is left out. */
  static start(meters: readonly Meter[], messagesPerSecond: number): DeviceCrowd {
    const crowd = new DeviceCrowd(meters.map(({ device }) => device));
    crowd.running = crowd.run(messagesPerSecond / meters[0]!.outputs.length);
    return crowd;
  }

  /** Sends nothing for a while; resolves when everything sent is acknowledged. */
  async pause(): Promise<void> {
    this.isPaused = true;
    await this.settled();
  }

  resume(): void {
    this.isPaused = false;
  }

  /** Sends no more; resolves when everything sent is acknowledged. */
  async stop(): Promise<void> {
    this.isRunning = false;
    await this.running;
    await this.settled();
  }

  /** Messages acknowledged by the broker. */
  get acknowledged(): number {
    return this.devices.reduce((sum, device) => sum + device.acknowledged, 0);
  }

  private async settled(): Promise<void> {
    await Promise.all(this.devices.map((device) => device.settled()));
  }

  private async run(numbersPerSecond: number): Promise<void> {
    let since = performance.now();
    let due = 0;
    let next = 0;
    while (this.isRunning && this.devices.some(({ hasLeft }) => !hasLeft)) {
      await sleep(STEP_MS);
      const now = performance.now();
      due = Math.min(due + ((now - since) / 1_000) * numbersPerSecond, numbersPerSecond);
      since = now;
      for (; due >= 1 && !this.isPaused; due -= 1) {
        const device = this.devices[next % this.devices.length]!;
        next += 1;
        if (device.hasRoom) device.publishNext();
      }
    }
  }
}
