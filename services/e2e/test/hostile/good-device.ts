import { setTimeout as pause } from 'node:timers/promises';
import * as mqtt from '../interop/mqtt-bytes';
import { MqttWire } from '../interop/mqtt-wire';

const SEND_EVERY_MS = 100;

export interface GoodDeviceOptions {
  readonly mqttPort: number;
  readonly token: string;
  readonly clientId: string;
  /** Where it publishes its numbers. */
  readonly output: string;
  /** What it listens to. */
  readonly hears?: string;
}

/** A device that does nothing wrong: it numbers its messages, publishes them at QoS 1, and has no second connection. */
export class GoodDevice {
  /** The last number it has sent. */
  last = 0;
  /** The highest number up to which everything is acknowledged. */
  acknowledged = 0;
  readonly heard = new Set<number>();
  /** From a PUBLISH to its PUBACK, in milliseconds. */
  readonly latencies: number[] = [];
  private wire!: MqttWire;
  private isRunning = false;
  private running: Promise<void> = Promise.resolve();
  private readonly sentAt = new Map<number, number>();
  private isGreeted = false;

  constructor(private readonly options: GoodDeviceOptions) {}

  get isConnected(): boolean {
    return this.wire.isOpen;
  }

  /** Resolves when it is let in and hears what it wants to. */
  async begin(): Promise<void> {
    const { mqttPort, token, clientId, hears } = this.options;
    this.wire = await MqttWire.dial(mqttPort, (packet) => this.receive(packet));
    this.wire.send(mqtt.connect({ level: 4, clientId, keepAlive: 60, username: token, password: '' }));
    if (hears) this.wire.send(mqtt.subscribe(65_535, hears, 1));
    while (!this.isGreeted) {
      if (!this.wire.isOpen) throw new Error(`${clientId} was not let in`);
      await pause(10);
    }
  }

  /** Publishes until `end`. */
  run(): void {
    this.isRunning = true;
    this.running = this.go();
  }

  async end(): Promise<void> {
    this.isRunning = false;
    await this.running;
    this.wire?.send(mqtt.DISCONNECT);
    this.wire?.cut();
  }

  private async go(): Promise<void> {
    while (this.isRunning && this.wire.isOpen) {
      this.last += 1;
      this.sentAt.set(this.last, performance.now());
      this.wire.send(mqtt.publish(this.options.output, String(this.last), 1, (this.last % 65_000) + 1));
      await pause(SEND_EVERY_MS);
      if (this.last % 100 === 0) this.wire.send(mqtt.PINGREQ);
    }
  }

  private receive(packet: mqtt.Packet): void {
    if (packet.type === mqtt.PACKET.puback) {
      // The broker acknowledges in the order it received.
      this.acknowledged += 1;
      this.latencies.push(performance.now() - (this.sentAt.get(this.acknowledged) ?? 0));
      this.sentAt.delete(this.acknowledged);
    } else if (packet.type === mqtt.PACKET.publish) {
      const { payload, qos, id } = mqtt.readPublication(packet);
      this.heard.add(Number(payload.toString()));
      if (qos > 0) this.wire.send(mqtt.puback(id));
    } else if (packet.type === mqtt.PACKET.suback) {
      this.isGreeted = packet.body[2] === 1;
    } else if (packet.type === mqtt.PACKET.connack && packet.body[1] === 0) {
      this.isGreeted = this.options.hears === undefined;
    }
  }
}
