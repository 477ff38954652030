import { MqttError } from './errors';
import type { Logger } from './logger';
import type { MqttPort } from './mqtt-port';
import type { Schema } from './schema';

/** Publishes and subscribes by the names of the schema. */
export class SchemaTraffic {
  constructor(
    private readonly schema: Schema,
    private readonly mqtt: MqttPort | undefined,
    private readonly logger: () => Logger,
  ) {}

  /** Subscribes commands, then Inputs, one by one; a refusal is logged and does not stop the rest. */
  async subscribeAll(): Promise<void> {
    const refused = await this.connection().subscribeTopics(this.schema.subscriptions());
    if (refused.length > 0) this.logger().warning(`Subscription refused: ${refused.join(', ')}`);
  }

  /** Throws `MqttError` if the schema has no such Output or base output. */
  async publish(key: string, message: string | Buffer): Promise<void> {
    const topics = this.schema.outputTopic[key] ?? this.schema.outputBaseTopic[key];
    if (!topics) throw new MqttError(`the schema has no output topic ${key}`, 'unknown-topic');
    const mqtt = this.connection();
    await Promise.all(topics.map((topic) => mqtt.publish(topic, message)));
  }

  /** Follows a new schema on the live connection: what it no longer lists is let go, what is new is subscribed. */
  async follow(change: () => void): Promise<void> {
    const before = this.schema.subscriptions();
    change();
    if (!this.mqtt) return;
    const now = new Set(this.schema.subscriptions());
    await this.mqtt.unsubscribeTopics(before.filter((topic) => !now.has(topic)));
    await this.subscribeAll();
  }

  private connection(): MqttPort {
    if (!this.mqtt) throw new MqttError('MQTT is not enabled', 'disabled');
    return this.mqtt;
  }
}
