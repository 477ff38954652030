import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError, PLATFORM_CLIENTS } from '@unitfleet/contracts';
import { Gauge, LOGGER, METRICS, Readiness, type Logger, type Registry } from '@unitfleet/observability';
import { connect, type MqttClient } from 'mqtt';
import { SETTINGS, type Settings } from '../settings';

const RECONNECT_MS = 500;
/** A broker that hangs is noticed within half as much again. */
const KEEPALIVE_S = 10;
const CONNECT_TIMEOUT_MS = 10_000;

/** Fixed header and the topic's length. */
const PACKET_OVERHEAD_BYTES = 7;

type Listener = (topic: string, payload: Buffer) => void;

/** The bridge's second connection: it publishes to devices and hears of their comings and goings. */
@Injectable()
export class BrokerClient implements OnApplicationBootstrap, OnApplicationShutdown {
  private client: MqttClient | null = null;
  private readonly listeners: Listener[] = [];
  private readonly filters: string[] = [];
  /** Devices take no longer packets, and the broker ends the connection that sends one. */
  private readonly maxPacketBytes: number;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
    @Inject(METRICS) metrics: Registry,
    private readonly readiness: Readiness,
  ) {
    this.maxPacketBytes = settings.PU_MQTT_MAX_PAYLOAD_SIZE * 1024;
    const isConnected = () => this.client?.connected === true;
    new Gauge({
      name: 'bridge_control_connected',
      help: 'Whether the connection that publishes to devices is there',
      registers: [metrics],
      collect() {
        this.set(isConnected() ? 1 : 0);
      },
    });
  }

  onApplicationBootstrap(): void {
    const client = connect(this.settings.BRIDGE_MQTT_URL, {
      clientId: `${PLATFORM_CLIENTS}control-${this.settings.BRIDGE_ORDINAL}`,
      reconnectPeriod: RECONNECT_MS,
      keepalive: KEEPALIVE_S,
      connectTimeout: CONNECT_TIMEOUT_MS,
      queueQoSZero: false,
      resubscribe: false,
    });
    this.client = client;
    client.on('connect', () => this.subscribe(client));
    client.on('error', (error) =>
      this.log.warn({ reason: error.message }, 'the broker refuses the control connection'),
    );
    client.on('message', (topic, payload) => this.listeners.forEach((listener) => listener(topic, payload)));
    this.readiness.add({
      name: 'broker',
      check: async () => {
        if (!client.connected) throw new Error('the broker does not answer');
      },
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client?.endAsync();
  }

  /** QoS 0, not retained. @throws DomainError `Mqtt` while the broker is away, and for what no packet holds. */
  async publish(topic: string, payload: Uint8Array): Promise<void> {
    if (PACKET_OVERHEAD_BYTES + Buffer.byteLength(topic) + payload.length > this.maxPacketBytes)
      throw new DomainError('Mqtt', `a packet holds at most ${this.maxPacketBytes} bytes`);
    if (!this.client?.connected) throw new DomainError('Mqtt', 'the broker does not answer');
    await this.client.publishAsync(topic, Buffer.from(payload), { qos: 0 });
  }

  /** Subscribes for as long as the process lives; to be called before the application has started. */
  listen(filter: string, listener: Listener): void {
    this.listeners.push(listener);
    this.filters.push(filter);
  }

  private subscribe(client: MqttClient): void {
    if (this.filters.length === 0) return;
    client.subscribe(this.filters, { qos: 0 }, (error) => {
      if (error) this.log.warn({ reason: error.message }, 'the broker refused the control subscription');
    });
  }
}
