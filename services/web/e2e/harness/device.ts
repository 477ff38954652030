import type { RestCaller } from '@unitfleet/testing-fleet';
import { connectAsync, type MqttClient } from 'mqtt';
import { stage } from './stage';

/** A device of a Unit, as plain as MQTT allows. */
export class Device {
  private constructor(
    private readonly client: MqttClient,
    private readonly schema: Record<string, Record<string, string[]>>,
    private readonly commit: string,
  ) {}

  /** Connects with the token of the Unit's env. `rest` is its creator's. */
  static async connect(rest: RestCaller, unitUuid: string): Promise<Device> {
    const env = await rest.ok('GET', `/units/env/${unitUuid}`);
    const schema = await rest.ok('GET', `/units/get_current_schema/${unitUuid}`);
    const { commit } = await rest.ok('GET', `/units/get_target_version/${unitUuid}`);
    const client = await connectAsync(stage().mqttUrl, { username: env.PU_AUTH_TOKEN, reconnectPeriod: 0 });
    return new Device(client, schema, commit);
  }

  /** Sends a value of an Output: `value('temperature/pepeunit', '21.5')`. */
  async value(topic: string, text: string): Promise<void> {
    await this.client.publishAsync(this.schema.output_topic![topic]![0]!, text, { qos: 1 });
  }

  /** Reports its state, with the version that it should run. */
  async state(more: object = {}): Promise<void> {
    const state = {
      millis: 61_000,
      mem_free: 120_000,
      mem_alloc: 40_000,
      freq: 160,
      ifconfig: [],
      statvfs: [],
    };
    const text = JSON.stringify({ ...state, pu_commit_version: this.commit, ...more });
    await this.client.publishAsync(this.baseTopic('state/pepeunit'), text, { qos: 1 });
  }

  /** Sends a line of its log. */
  async log(level: 'Debug' | 'Info' | 'Warning' | 'Error' | 'Critical', text: string): Promise<void> {
    const line = JSON.stringify({ level, text, create_datetime: new Date().toISOString() });
    await this.client.publishAsync(this.baseTopic('log/pepeunit'), line, { qos: 1 });
  }

  async disconnect(): Promise<void> {
    await this.client.endAsync();
  }

  private baseTopic(name: string): string {
    return this.schema.output_base_topic![name]![0]!;
  }
}
