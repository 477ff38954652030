import { connect, type MqttClient as Connection } from 'mqtt';
import { type TlsOptions, brokerAddress } from './broker-address';
import { MqttError, messageOf } from './errors';
import type { ConnectOptions, ConnectionEvent, MqttPort } from './mqtt-port';
import { ReconnectPause } from './reconnect-pause';
import type { Settings } from './settings';

export interface MqttClientOptions {
  /** Quality of service of every publish and subscribe: 1 (acknowledged) unless said otherwise. */
  qos?: 0 | 1;
  /** The Unit's uuid unless said otherwise: a second process with the same token then ends the first. */
  clientId?: string;
  /** Publishes that may wait for an acknowledgement, for instance while the broker is away; 1,000 unless said otherwise. */
  maxPending?: number;
  /**
   * Bytes of one payload, 255 KiB unless said otherwise: brokers take packets of 256 KiB (`PU_MQTT_MAX_PAYLOAD_SIZE`)
   * and end the connection over a larger one, which would then be sent again on the next.
   */
  maxPayloadBytes?: number;
  /** Certificates for `mqtts` and `wss`. */
  tls?: TlsOptions;
  reconnectPause?: ReconnectPause;
}

export const DEFAULT_MAX_PAYLOAD_BYTES = 255 * 1024;
const CONNECT_TIMEOUT_MS = 15_000;
const GOODBYE_MS = 2_000;

/**
 * MQTT 3.1.1 as the platform expects it of a device (docs/protocol/device.md 1.1): over TCP, or over TLS or WebSockets
 * where the settings say so; clean session, the Unit's token as user name, empty password. Reconnects with a growing, jittered pause and then subscribes again.
 */
export class MqttClient implements MqttPort {
  private connection?: Connection;
  private readonly topics = new Set<string>();
  private readonly qos: 0 | 1;
  private readonly maxPending: number;
  private readonly maxPayloadBytes: number;
  private pending = 0;
  private handler: (topic: string, payload: Buffer) => void = () => undefined;
  private connectionHandler: (event: ConnectionEvent) => void = () => undefined;

  constructor(
    private readonly settings: Settings,
    private readonly options: MqttClientOptions = {},
  ) {
    this.qos = options.qos ?? 1;
    this.maxPending = options.maxPending ?? 1_000;
    this.maxPayloadBytes = options.maxPayloadBytes ?? DEFAULT_MAX_PAYLOAD_BYTES;
  }

  get connected(): boolean {
    return this.connection?.connected ?? false;
  }

  setInputHandler(handler: (topic: string, payload: Buffer) => void): void {
    this.handler = handler;
  }

  setConnectionHandler(handler: (event: ConnectionEvent) => void): void {
    this.connectionHandler = handler;
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
        this.connectionHandler({ kind: 'failure', reason });
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
      connection.once('end', () => reject(new MqttError('disconnected', 'not-connected')));
    });
    try {
      await opened;
    } catch (error) {
      if (this.connection === connection) this.connection = undefined;
      throw error;
    }
    this.keepUp(connection);
    this.connectionHandler({ kind: 'connect', reconnected: false, refused: [] });
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

  /**
   * With QoS 1 waits for the broker to come back if need be; with QoS 0 fails at once while it is away. Throws
   * `MqttError` if too much waits already or if the payload is too large for a broker.
   */
  async publish(topic: string, payload: string | Buffer): Promise<void> {
    const connection = this.required();
    const bytes = Buffer.byteLength(payload);
    if (bytes > this.maxPayloadBytes) {
      throw new MqttError(
        `${bytes} bytes are more than a broker takes (${this.maxPayloadBytes})`,
        'too-large',
      );
    }
    if (this.pending >= this.maxPending) {
      throw new MqttError(`${this.pending} messages wait for their acknowledgement`, 'queue-full');
    }
    this.pending += 1;
    try {
      await connection.publishAsync(topic, payload, { qos: this.qos });
    } catch (error) {
      throw new MqttError(`${topic}: ${messageOf(error)}`, 'not-connected', { cause: error });
    } finally {
      this.pending -= 1;
    }
  }

  private open(): Connection {
    const address = brokerAddress(this.settings, this.options.tls);
    const pause = this.options.reconnectPause ?? new ReconnectPause();
    pause.reset();
    const connection = connect({
      ...address,
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      clientId: this.options.clientId ?? this.settings.unitUuid,
      username: this.settings.PU_AUTH_TOKEN,
      password: '',
      keepalive: this.settings.PU_MQTT_KEEPALIVE,
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectPeriod: pause.next(),
      // A refusal can end too: a blocked owner is unblocked, an instance finishes starting.
      reconnectOnConnackError: true,
      resubscribe: false,
      queueQoSZero: false,
    });
    connection.on('message', (topic, payload) => this.handler(topic, payload));
    connection.on('close', () => (connection.options.reconnectPeriod = pause.next()));
    connection.on('connect', () => {
      pause.reset();
      connection.options.reconnectPeriod = pause.next();
    });
    return connection;
  }

  private keepUp(connection: Connection): void {
    let reason = 'the broker closed the connection';
    let isUp = true;
    connection.on('error', (error) => (reason = messageOf(error)));
    connection.on('close', () => {
      if (this.connection !== connection) return;
      this.connectionHandler({ kind: isUp ? 'disconnect' : 'failure', reason });
      isUp = false;
    });
    connection.on('connect', () => {
      if (this.connection !== connection) return;
      isUp = true;
      reason = 'the broker closed the connection';
      this.subscribeTopics([...this.topics]).then(
        // What the broker lost while it answered is subscribed on the next connection.
        (refused) =>
          connection.connected && this.connectionHandler({ kind: 'connect', reconnected: true, refused }),
        () => undefined,
      );
    });
  }

  private required(): Connection {
    if (!this.connection) throw new MqttError('not connected', 'not-connected');
    return this.connection;
  }
}
