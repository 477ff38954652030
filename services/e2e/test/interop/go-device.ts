import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeviceSchema } from './interop-device';
import { FetchingDevice } from './fetching-device';
import * as mqtt from './mqtt-bytes';
import type { MqttWire } from './mqtt-wire';

/**
 * The Go library (docs/protocol/device.md 1.1): a random client id, no password flag, QoS 1 both ways, 5 s for each
 * acknowledgement, MQTT 3.1 after a refusal of 3.1.1. It takes programs, not archives, and keeps its env over them
 * (oddity B11).
 */
export class GoDevice extends FetchingDevice {
  /** Protocol levels of the connections that it asked for. */
  readonly levels: number[] = [];
  private clientId = randomUUID();
  private level: 3 | 4 = 4;
  private thread: Promise<void> = Promise.resolve();
  private readonly log: Record<string, unknown>[] = [];

  async publishTo(topic: string, payload: string): Promise<void> {
    const id = this.nextId();
    await this.request(mqtt.PACKET.puback, id, mqtt.publish(topic, payload, 1, id));
  }

  async subscribeTo(topic: string): Promise<void> {
    const id = this.nextId();
    const suback = await this.request(mqtt.PACKET.suback, id, mqtt.subscribe(id, topic, 1));
    if (suback && suback.body[2] !== 1) this.complaints.push(`SUBACK ${suback.body[2]} for ${topic}`);
  }

  logLine(text: string) {
    const line = { level: 'Info', text, create_datetime: '2026-03-01T10:20:30Z' };
    this.log.push(line);
    return { line, at: '2026-03-01T10:20:30' };
  }

  /** Has it speak MQTT 3.1 first, as it does after a refusal. */
  speakOldProtocol(): void {
    this.level = 3;
  }

  protected state(): Record<string, unknown> {
    const memory = { mem_free: 1_000_000, mem_alloc: 2_000_000 };
    return { millis: Date.now(), ...memory, freq: 2_400, pu_commit_version: this.env.PU_COMMIT_VERSION };
  }

  protected async open(): Promise<void> {
    if ((await this.greet(this.level)) !== 0) {
      const code = await this.greet(3);
      if (code !== 0) throw new Error(`CONNACK ${code}`);
    }
    for (const topic of this.subscriptions()) await this.subscribeTo(topic);
  }

  protected receive(packet: mqtt.Packet, wire: MqttWire): void {
    if (packet.type !== mqtt.PACKET.publish) return;
    const publication = this.take(packet);
    if (publication.qos === 1) wire.send(mqtt.puback(publication.id));
    this.thread = this.thread
      .then(() => (this.wire === wire ? this.handle(publication) : undefined))
      .catch((error) => void this.complaints.push(String(error)));
  }

  protected async afterSchema(before: DeviceSchema): Promise<void> {
    const [old, now] = [new Set(this.subscriptions(before)), this.subscriptions()];
    for (const topic of old) if (!now.includes(topic)) await this.unsubscribeFrom(topic);
    for (const topic of now) if (!old.has(topic)) await this.subscribeTo(topic);
  }

  protected async sendWholeLog(): Promise<void> {
    await this.publish('log/pepeunit', JSON.stringify(this.log));
  }

  /** The program is fetched without the token and takes the place of the running one; no document is fetched with it. */
  protected async update({ COMPILED_FIRMWARE_LINK: link }: Record<string, unknown>): Promise<void> {
    if (typeof link !== 'string') return void this.complaints.push('no COMPILED_FIRMWARE_LINK');
    const answer = await fetch(link);
    if (answer.status !== 200) return void this.complaints.push(`the program answered ${answer.status}`);
    this.disk.set('program', Buffer.from(await answer.arrayBuffer()));
    await this.switchOff();
    this.clientId = randomUUID();
    await this.switchOn();
  }

  protected async comeBack(): Promise<void> {
    for (let seconds = 1; this.isOn && !this.isConnected; seconds *= 2) {
      await pause(1_000 * seconds);
      if (this.isOn) await this.open().catch(() => undefined);
    }
  }

  private async greet(level: 3 | 4): Promise<number> {
    this.levels.push(level);
    const username = String(this.env.PU_AUTH_TOKEN);
    const keepAlive = Number(this.env.PU_MQTT_KEEPALIVE);
    return this.hello(mqtt.connect({ level, clientId: this.clientId, keepAlive, username }));
  }

  private async unsubscribeFrom(topic: string): Promise<void> {
    const id = this.nextId();
    await this.request(mqtt.PACKET.unsuback, id, mqtt.unsubscribe(id, topic));
  }
}
