import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import { LOGGER, Readiness, type Logger } from '@unitfleet/observability';
import { connect, type MqttClient } from 'mqtt';
import { SETTINGS, type Settings } from '../settings';

const RECONNECT_MS = 500;

/** Devices are served no longer packets (deploy/emqx), and the broker ends the connection that sends one. */
const MAX_PACKET_BYTES = 256 * 1024;
/** Fixed header and the topic's length. */
const PACKET_OVERHEAD_BYTES = 7;

type Listener = (topic: string, payload: Buffer) => void;

/** The bridge's second connection: it publishes to devices and hears of their comings and goings. */
@Injectable()
export class BrokerClient implements OnApplicationBootstrap, OnApplicationShutdown {
  private client: MqttClient | null = null;
  private readonly listeners: Listener[] = [];
  private readonly filters: string[] = [];

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly log: Logger,
    private readonly readiness: Readiness,
  ) {}

  onApplicationBootstrap(): void {
    const client = connect(this.settings.BRIDGE_MQTT_URL, {
      clientId: `unitfleet-control-${this.settings.BRIDGE_ORDINAL}`,
      reconnectPeriod: RECONNECT_MS,
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
    if (PACKET_OVERHEAD_BYTES + Buffer.byteLength(topic) + payload.length > MAX_PACKET_BYTES)
      throw new DomainError('Mqtt', `a packet holds at most ${MAX_PACKET_BYTES} bytes`);
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
