import { connect, type MqttClient as Connection } from 'mqtt';
import { MqttError, messageOf } from './errors';
import type { ConnectOptions, MqttPort } from './mqtt-port';
import type { Settings } from './settings';

export interface MqttClientOptions {
  /** Quality of service of every publish and subscribe: 1 (acknowledged) unless said otherwise. */
  qos?: 0 | 1;
  /** The Unit's uuid unless said otherwise: a second process with the same token then ends the first. */
  clientId?: string;
  /** Publishes that may wait for an acknowledgement, for instance while the broker is away. */
  maxPending?: number;
}

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
const CONNECT_TIMEOUT_MS = 15_000;
const GOODBYE_MS = 2_000;

/**
 * MQTT 3.1.1 over TCP as the platform expects it of a device (docs/protocol/device.md 1.1): clean session, the Unit's
 * token as user name, empty password. Reconnects with a growing pause and then subscribes again.
 */
export class MqttClient implements MqttPort {
  private connection?: Connection;
  private readonly topics = new Set<string>();
  private readonly qos: 0 | 1;
  private readonly maxPending: number;
  private pending = 0;
  private handler: (topic: string, payload: Buffer) => void = () => undefined;

  constructor(
    private readonly settings: Settings,
    private readonly options: MqttClientOptions = {},
  ) {
    this.qos = options.qos ?? 1;
    this.maxPending = options.maxPending ?? 1_000;
  }

  get connected(): boolean {
    return this.connection?.connected ?? false;
  }

  setInputHandler(handler: (topic: string, payload: Buffer) => void): void {
    this.handler = handler;
  }

  /** Throws `MqttError` when all attempts failed, with the reason of the last. */
  async connect({ attempts = 1 }: ConnectOptions = {}): Promise<void> {
    await this.disconnect();
    const connection = this.open();
    this.connection = connection;
    const opened = new Promise<void>((resolve, reject) => {
      let reason = 'the broker closed the connection';
      let failures = 0;
      const failed = (): void => {
        failures += 1;
        if (failures < attempts) return;
        connection.end(true);
        reject(new MqttError(`${this.settings.PU_MQTT_HOST}:${this.settings.PU_MQTT_PORT}: ${reason}`));
      };
      connection.on('error', (error) => (reason = messageOf(error)));
      connection.on('close', failed);
      connection.once('connect', () => {
        connection.off('close', failed);
        resolve();
      });
      connection.once('end', () => reject(new MqttError('disconnected')));
    });
    try {
      await opened;
    } catch (error) {
      if (this.connection === connection) this.connection = undefined;
      throw error;
    }
    this.keepUp(connection);
  }

  async disconnect(): Promise<void> {
    const connection = this.connection;
    if (!connection) return;
    this.connection = undefined;
    this.topics.clear();
    const deadline = setTimeout(() => connection.end(true), GOODBYE_MS);
    await connection.endAsync(!connection.connected).finally(() => clearTimeout(deadline));
  }

  async subscribeTopics(topics: readonly string[]): Promise<string[]> {
    const connection = this.required();
    topics.forEach((topic) => this.topics.add(topic));
    const refused: string[] = [];
    for (const topic of topics) {
      await connection.subscribeAsync(topic, { qos: this.qos }).catch(() => refused.push(topic));
    }
    return refused;
  }

  async unsubscribeTopics(topics: readonly string[]): Promise<void> {
    const connection = this.required();
    topics.forEach((topic) => this.topics.delete(topic));
    for (const topic of topics) await connection.unsubscribeAsync(topic);
  }

  /** Waits for the broker to come back if need be. Throws `MqttError` if too much waits already. */
  async publish(topic: string, payload: string | Buffer): Promise<void> {
    const connection = this.required();
    if (this.pending >= this.maxPending) {
      throw new MqttError(`${this.pending} messages wait for their acknowledgement`);
    }
    this.pending += 1;
    try {
      await connection.publishAsync(topic, payload, { qos: this.qos });
    } finally {
      this.pending -= 1;
    }
  }

  private open(): Connection {
    const { PU_MQTT_HOST: host, PU_MQTT_PORT: port } = this.settings;
    const connection = connect({
      protocol: 'mqtt',
      host,
      port,
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      clientId: this.options.clientId ?? this.settings.unitUuid,
      username: this.settings.PU_AUTH_TOKEN,
      password: '',
      keepalive: this.settings.PU_MQTT_KEEPALIVE,
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectPeriod: FIRST_DELAY_MS,
      // A refusal can end too: a blocked owner is unblocked, an instance finishes starting.
      reconnectOnConnackError: true,
      resubscribe: false,
      queueQoSZero: false,
    });
    connection.on('message', (topic, payload) => this.handler(topic, payload));
    connection.on('close', () => {
      const delay = connection.options.reconnectPeriod ?? FIRST_DELAY_MS;
      connection.options.reconnectPeriod = Math.min(LONGEST_DELAY_MS, delay * 2);
    });
    connection.on('connect', () => (connection.options.reconnectPeriod = FIRST_DELAY_MS));
    return connection;
  }

  private keepUp(connection: Connection): void {
    connection.on('connect', () => {
      if (this.connection !== connection) return;
      this.subscribeTopics([...this.topics]).catch(() => undefined);
    });
  }

  private required(): Connection {
    if (!this.connection) throw new MqttError('not connected');
    return this.connection;
  }
}
