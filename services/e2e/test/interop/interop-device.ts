import { setTimeout as pause } from 'node:timers/promises';
import { type Packet, PACKET, type Publication, readPublication } from './mqtt-bytes';
import { MqttWire } from './mqtt-wire';

/** Where the instance is. */
export interface Place {
  readonly origin: string;
  readonly mqttPort: number;
}

/** What a device has on its disk. */
export type Disk = Map<string, Buffer>;

/** `schema.json` (docs/protocol/device.md 4.1). */
export type SchemaSection = Record<string, string[]>;
export type DeviceSchema = Record<
  'input_base_topic' | 'output_base_topic' | 'input_topic' | 'output_topic',
  SchemaSection
>;

export interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/**
 * The libraries wait 5 s for any acknowledgement and 15 s for a CONNACK. A machine that stands still for as long says nothing
 * about the platform, so that here both are as good as for ever.
 */
const ACK_PATIENCE_MS = 60_000;
const CONNECT_PATIENCE_MS = 60_000;
const ANSWERS: readonly number[] = [PACKET.puback, PACKET.suback, PACKET.unsuback];
const tooLate = (ms: number): Promise<undefined> => pause(ms, undefined, { ref: false });

/**
 * What the three libraries have in common: documents on a disk, a connection, commands that are told by their topic
 * (docs/protocol/device.md 7.1, 9). How each of them speaks and what it cannot bear is in the classes below it.
 */
export abstract class InteropDevice {
  /** Values of Inputs, in the order of their arrival. */
  readonly heard: { readonly name: string; readonly topic: string; readonly payload: string }[] = [];
  /** Commands that were carried out. */
  readonly obeyed: { readonly name: string; readonly payload: Record<string, unknown> }[] = [];
  /** What the library could not have coped with; a platform that it works with leaves this empty. */
  readonly complaints: string[] = [];
  connections = 0;
  protected wire?: MqttWire;
  protected isOn = false;
  private reports?: NodeJS.Timeout;
  private packetId = 0;
  private readonly awaited = new Map<string, (packet: Packet) => void>();

  constructor(
    protected readonly place: Place,
    readonly disk: Disk,
  ) {}

  get env(): Record<string, string | number> {
    return JSON.parse(this.disk.get('env.json')?.toString('utf8') ?? '{}');
  }

  get schema(): DeviceSchema {
    return JSON.parse(this.disk.get('schema.json')?.toString('utf8') ?? '{}');
  }

  get unit(): string {
    const [, payload = ''] = String(this.env.PU_AUTH_TOKEN).split('.');
    return JSON.parse(Buffer.from(payload, 'base64').toString('utf8')).uuid;
  }

  get isConnected(): boolean {
    return this.wire?.isOpen ?? false;
  }

  /**
   * Connects, subscribes everything in the schema and tells the state, at once and then each `PU_STATE_SEND_INTERVAL`.
   * Rejects when the broker refuses.
   */
  async switchOn(): Promise<void> {
    this.isOn = true;
    await this.open();
    await this.sendState();
    const interval = 1_000 * Number(this.env.PU_STATE_SEND_INTERVAL);
    this.reports = setInterval(() => void this.sendState().catch(() => undefined), interval);
  }

  /** Ends without a word, and does not come back by itself. */
  async switchOff(): Promise<void> {
    this.isOn = false;
    clearInterval(this.reports);
    await this.loseConnection();
  }

  /** Waits for the end of the connection, whoever ends it. */
  async disconnected(): Promise<void> {
    await this.wire?.closed;
  }

  /** Cuts the connection; the library comes back by itself. */
  async loseConnection(): Promise<void> {
    const wire = this.wire;
    wire?.cut();
    await wire?.closed;
  }

  private async sendState(): Promise<void> {
    await this.publish('state/pepeunit', JSON.stringify(this.state()));
  }

  /** To all topics of an Output or base output. */
  async publish(name: string, payload: string): Promise<void> {
    const { output_topic, output_base_topic } = this.schema;
    for (const topic of output_topic[name] ?? output_base_topic[name] ?? []) {
      await this.publishTo(topic, payload);
    }
  }

  abstract publishTo(topic: string, payload: string): Promise<void>;
  abstract subscribeTo(topic: string): Promise<void>;
  /** A line of the log in the library's own form, and the moment it tells. */
  abstract logLine(text: string): { line: Record<string, unknown>; at: string };
  abstract get(path: string, toFile?: boolean): Promise<Answer>;
  abstract post(path: string, body: unknown): Promise<Answer>;
  protected abstract state(): Record<string, unknown>;
  protected abstract open(): Promise<void>;
  protected abstract receive(packet: Packet, wire: MqttWire): void;
  protected abstract update(payload: Record<string, unknown>): Promise<void>;
  protected abstract afterSchema(before: DeviceSchema): Promise<void>;
  protected abstract sendWholeLog(): Promise<void>;
  /** What is done about a lost connection: pauses and attempts. */
  protected abstract comeBack(): Promise<void>;

  protected subscriptions({ input_base_topic, input_topic } = this.schema): string[] {
    return [input_base_topic, input_topic].flatMap((section) => Object.values(section).flat());
  }

  protected headers(): Record<string, string> {
    return { accept: 'application/json', 'x-auth-token': String(this.env.PU_AUTH_TOKEN) };
  }

  protected nextId(): number {
    this.packetId = (this.packetId % 65_535) + 1;
    return this.packetId;
  }

  /** Dials, says CONNECT and waits for the answer; returns its code. The wire is kept when it is a yes. */
  protected async hello(...connect: Buffer[]): Promise<number> {
    const early: Packet[] = [];
    let answer: (connack: Packet) => void;
    const answered = new Promise<Packet>((resolve) => (answer = resolve));
    const wire: MqttWire = await MqttWire.dial(this.place.mqttPort, (packet) => {
      if (packet.type === PACKET.connack) answer(packet);
      else if (this.wire !== wire) early.push(packet);
      else if (!this.settle(packet)) this.receive(packet, wire);
    });
    wire.send(...connect);
    const connack = await Promise.race([answered, wire.closed, tooLate(CONNECT_PATIENCE_MS)]);
    const [flags, code] = connack?.body ?? [];
    if (flags === undefined || code === undefined || code !== 0 || !this.isOn) wire.cut();
    if (flags === undefined || code === undefined) throw new Error('no CONNACK');
    if (connack?.body.length !== 2 || flags !== 0) {
      this.complaints.push(`CONNACK ${connack?.body.toString('hex')}`);
    }
    if (code !== 0 || !this.isOn) return code;
    this.wire = wire;
    this.connections += 1;
    early.forEach((packet) => this.receive(packet, wire));
    void wire.closed.then(() => this.lost(wire));
    return code;
  }

  /**
   * Sends what has to be acknowledged. When that does not come within the library's patience, the connection is cut, as
   * the libraries do; undefined then, and while there is no connection.
   */
  protected async request(answerType: number, id: number, ...parts: Buffer[]): Promise<Packet | undefined> {
    const wire = this.wire;
    if (!wire) return undefined;
    const key = `${answerType} ${id}`;
    const acknowledged = new Promise<Packet>((resolve) => this.awaited.set(key, resolve));
    wire.send(...parts);
    const packet = await Promise.race([acknowledged, wire.closed, tooLate(ACK_PATIENCE_MS)]);
    this.awaited.delete(key);
    if (!packet) wire.cut();
    return packet ?? undefined;
  }

  private settle(packet: Packet): boolean {
    if (!ANSWERS.includes(packet.type)) return false;
    const waiting = this.awaited.get(`${packet.type} ${packet.body.readUInt16BE(0)}`);
    waiting?.(packet);
    return waiting !== undefined;
  }

  private lost(wire: MqttWire): void {
    if (this.wire !== wire) return;
    this.wire = undefined;
    if (this.isOn) void this.comeBack().catch((error) => this.complaints.push(String(error)));
  }

  /** What is not retained, not QoS 2 and named in the schema is handed on. */
  protected take(packet: Packet): Publication {
    const publication = readPublication(packet);
    if (publication.qos === 2) this.complaints.push(`QoS 2 on ${publication.topic}`);
    if (publication.retain) this.complaints.push(`a retained message on ${publication.topic}`);
    return publication;
  }

  /** Carries a command out, or notes a value. */
  protected async handle({ topic, payload }: Publication): Promise<void> {
    const text = payload.toString('utf8');
    const { input_base_topic, input_topic } = this.schema;
    const command = Object.keys(input_base_topic).find((name) => input_base_topic[name]?.includes(topic));
    if (!command) {
      const name = Object.keys(input_topic).find((input) => input_topic[input]?.includes(topic));
      this.heard.push({ name: name ?? '', topic, payload: text });
      return;
    }
    const orders = JSON.parse(text) as Record<string, unknown>;
    await this.obey(command, orders);
    this.obeyed.push({ name: command, payload: orders });
  }

  private async obey(command: string, orders: Record<string, unknown>): Promise<void> {
    if (command === 'env_update/pepeunit') await this.download('env.json', `/units/env/${this.unit}`);
    if (command === 'schema_update/pepeunit') {
      const before = this.schema;
      await this.download('schema.json', `/units/get_current_schema/${this.unit}`);
      await this.afterSchema(before);
    }
    if (command === 'log_sync/pepeunit') await this.sendWholeLog();
    if (command === 'update/pepeunit' && orders.PU_COMMIT_VERSION !== this.env.PU_COMMIT_VERSION) {
      await this.update(orders);
    }
  }

  private async download(file: string, path: string): Promise<void> {
    const { status, body } = await this.get(path, true);
    // MicroPython has overwritten its file by the time it looks at the status.
    if (status !== 200) this.complaints.push(`${file} is now ${status} ${body.toString('utf8')}`);
    this.disk.set(file, body);
  }
}
