import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, type DeviceSchema, InteropDevice } from './interop-device';
import * as mqtt from './mqtt-bytes';
import type { MqttWire } from './mqtt-wire';
import { naiveUnpack } from './naive-archive';
import { naiveHttp } from './naive-http';

const API = '/pepeunit/api/v1';

/**
 * The MicroPython library (docs/protocol/device.md 1.1, oddities A1 to A6): packets written in small pieces, one filter per
 * SUBSCRIBE and the next only after its SUBACK, which has to be three bytes long; what it does not understand ends the
 * connection. While a message is worked on, others are dropped. Its HTTP knows little.
 */
export class MicropythonDevice extends InteropDevice {
  /** Topics of what came while something else was worked on, and is lost. */
  readonly dropped: string[] = [];
  private isBusy = false;
  /** How often the board was started. */
  private starts = 0;
  private readonly log: string[] = [];
  private pings?: NodeJS.Timeout;

  async publishTo(topic: string, payload: string): Promise<void> {
    // Header, length of the topic, topic and payload are four writes.
    const bytes = mqtt.publish(topic, payload, 0);
    const body = bytes.length - Buffer.byteLength(topic) - Buffer.byteLength(payload) - 2;
    this.wire?.send(...pieces(bytes, body, body + 2, body + 2 + Buffer.byteLength(topic)));
  }

  async subscribeTo(topic: string): Promise<void> {
    const id = this.nextId();
    const bytes = mqtt.subscribe(id, topic, 0);
    const suback = await this.request(mqtt.PACKET.suback, id, ...pieces(bytes, 4, bytes.length - 1));
    if (!suback) return;
    if (suback.body.length !== 3) return this.giveUp(`a SUBACK of ${suback.body.length} bytes for ${topic}`);
    if (suback.body[2] !== 0) return this.giveUp(`SUBACK ${suback.body[2]} for ${topic}`);
  }

  logLine(text: string) {
    const moment = Date.UTC(2026, 2, 1, 10, 20, 30, 456);
    const line = { level: 'Info', text, create_datetime: moment, free_mem: 41_000 };
    this.log.push(JSON.stringify(line));
    return { line, at: '2026-03-01T10:20:30.456' };
  }

  async get(path: string, toFile = false): Promise<Answer> {
    return naiveHttp(this.place.origin, `${API}${path}`, { headers: this.headers(), toFile });
  }

  async post(path: string, body: unknown): Promise<Answer> {
    const headers = { ...this.headers(), 'content-type': 'application/json' };
    const request = { method: 'POST' as const, headers, body: JSON.stringify(body) };
    return naiveHttp(this.place.origin, `${API}${path}`, request);
  }

  override async switchOff(): Promise<void> {
    clearInterval(this.pings);
    await super.switchOff();
  }

  protected state(): Record<string, unknown> {
    return {
      millis: Date.now(),
      mem_free: 41_000,
      mem_alloc: 70_000,
      freq: 160_000_000,
      statvfs: [4096, 4096, 512, 400, 400, 0, 0, 0, 0, 255],
      ifconfig: ['10.0.0.7', '255.255.255.0', '10.0.0.1', '10.0.0.1'],
      pu_commit_version: this.env.PU_COMMIT_VERSION,
    };
  }

  protected async open(): Promise<void> {
    const username = String(this.env.PU_AUTH_TOKEN);
    const keepAlive = Number(this.env.PU_MQTT_KEEPALIVE);
    const bytes = mqtt.connect({ level: 4, clientId: this.unit, keepAlive, username, password: '' });
    const code = await this.hello(...pieces(bytes, 3, 13, 15, 51, 53, bytes.length - 2));
    if (code !== 0) throw new Error(`CONNACK ${code}`);
    clearInterval(this.pings);
    this.pings = setInterval(
      () => this.wire?.send(mqtt.PINGREQ),
      1_000 * Number(this.env.PU_MQTT_PING_INTERVAL),
    );
    this.pings.unref();
    await this.subscribeAll();
  }

  protected receive(packet: mqtt.Packet, wire: MqttWire): void {
    if (packet.type === mqtt.PACKET.pingresp) return;
    if (packet.type !== mqtt.PACKET.publish) return void this.giveUp(`a packet of type ${packet.type}`);
    const publication = this.take(packet);
    if (this.isBusy) {
      this.dropped.push(publication.topic);
      return;
    }
    if (publication.qos === 1) wire.send(mqtt.puback(publication.id));
    this.isBusy = true;
    const start = this.starts;
    void this.handle(publication)
      .catch((error) => this.complaints.push(String(error)))
      .finally(() => (this.isBusy &&= this.starts !== start));
  }

  protected async afterSchema(_before: DeviceSchema): Promise<void> {
    await this.subscribeAll();
  }

  /** Line by line, with pauses. */
  protected async sendWholeLog(): Promise<void> {
    for (const line of this.log) {
      await this.publish('log/pepeunit', line);
      await pause(50);
    }
  }

  /** Says goodbye, lays the archive over the program as it comes and starts the board anew. */
  protected async update(): Promise<void> {
    this.isOn = false;
    this.wire?.send(mqtt.DISCONNECT);
    const { status, body } = await this.get(`/units/firmware/tgz/${this.unit}?wbits=9&level=9`, true);
    if (status !== 200) throw new Error(`the archive answered ${status}`);
    for (const [name, data] of naiveUnpack(body)) this.disk.set(name, data);
    await this.switchOff();
    this.starts += 1;
    this.isBusy = false;
    await this.switchOn();
  }

  /** Half a second, a second; the third failure in a row ends the main loop, and the program starts the board anew. */
  protected async comeBack(): Promise<void> {
    clearInterval(this.pings);
    for (let failures = 0; this.isOn && !this.isConnected; failures = (failures + 1) % 3) {
      if (failures > 0) await pause(500 * failures);
      await this.open().catch(() => undefined);
    }
  }

  private async subscribeAll(): Promise<void> {
    for (const topic of this.subscriptions()) await this.subscribeTo(topic);
  }

  /** What the library answers by ending the connection, to try all of it again. */
  private async giveUp(reason: string): Promise<void> {
    this.complaints.push(reason);
    await this.loseConnection();
  }
}

const pieces = (bytes: Buffer, ...cuts: number[]): Buffer[] =>
  [0, ...cuts].map((from, index) => bytes.subarray(from, cuts[index] ?? bytes.length));
