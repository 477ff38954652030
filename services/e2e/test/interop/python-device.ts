import { setTimeout as pause } from 'node:timers/promises';
import type { DeviceSchema } from './interop-device';
import { FetchingDevice } from './fetching-device';
import * as mqtt from './mqtt-bytes';
import type { MqttWire } from './mqtt-wire';
import { naiveUnpack } from './naive-archive';

/**
 * The Python library (docs/protocol/device.md 1.1): the Unit's uuid as client id, an empty password with its flag set,
 * QoS 0 both ways, all subscriptions sent at once and never waited for, twice after the first connect. One thread
 * handles messages one after the other and reads nothing meanwhile.
 */
export class PythonDevice extends FetchingDevice {
  private thread: Promise<void> = Promise.resolve();
  private log: Record<string, unknown>[] = [];

  async publishTo(topic: string, payload: string): Promise<void> {
    this.wire?.send(mqtt.publish(topic, payload, 0));
  }

  async subscribeTo(topic: string): Promise<void> {
    this.wire?.send(mqtt.subscribe(this.nextId(), topic, 0));
  }

  logLine(text: string) {
    const at = '2026-03-01T10:20:30.123456+00:00';
    return {
      line: this.remember({ level: 'Info', text, create_datetime: at }),
      at: '2026-03-01T10:20:30.123',
    };
  }

  protected remember(line: Record<string, unknown>): Record<string, unknown> {
    this.log.push(line);
    return line;
  }

  protected state(): Record<string, unknown> {
    const memory = { mem_free: 1_000_000, mem_alloc: 2_000_000 };
    return { millis: Date.now(), ...memory, freq: 2_400.5, pu_commit_version: this.env.PU_COMMIT_VERSION };
  }

  protected async open(): Promise<void> {
    const code = await this.hello(
      mqtt.connect({
        level: 4,
        clientId: this.unit,
        keepAlive: 60,
        username: String(this.env.PU_AUTH_TOKEN),
        password: '',
      }),
    );
    if (code !== 0) throw new Error(`CONNACK ${code}`);
    // Once by the library when it is connected, once more by the program.
    await this.subscribeAll();
    if (this.connections === 1) await this.subscribeAll();
  }

  protected receive(packet: mqtt.Packet, wire: MqttWire): void {
    if (packet.type === mqtt.PACKET.suback && (packet.body[2] ?? 0x80) >= 0x80) {
      this.complaints.push('a subscription was refused');
    }
    if (packet.type !== mqtt.PACKET.publish) return;
    const publication = this.take(packet);
    this.thread = this.thread
      .then(() => (this.wire === wire ? this.handle(publication) : undefined))
      .catch((error) => void this.complaints.push(String(error)));
  }

  protected async afterSchema(_before: DeviceSchema): Promise<void> {
    await this.subscribeAll();
  }

  protected async sendWholeLog(): Promise<void> {
    await this.publish('log/pepeunit', JSON.stringify(this.log));
  }

  /** The archive is laid over the program; the process replaces itself without a word to the broker. */
  protected async update(): Promise<void> {
    const { status, body } = await this.get(`/units/firmware/tgz/${this.unit}?wbits=9&level=9`);
    if (status !== 200) throw new Error(`the archive answered ${status}`);
    for (const [name, data] of naiveUnpack(body)) this.disk.set(name, data);
    await this.switchOff();
    await this.switchOn();
  }

  protected async comeBack(): Promise<void> {
    for (let seconds = 1; this.isOn && !this.isConnected; seconds = Math.min(2 * seconds, 120)) {
      await pause(1_000 * seconds);
      if (this.isOn) await this.open().catch(() => undefined);
    }
  }

  private async subscribeAll(): Promise<void> {
    for (const topic of this.subscriptions()) await this.subscribeTo(topic);
  }
}
