import { connectAsync, type MqttClient } from 'mqtt';
import { GitHost } from '@unitfleet/testing';
import { type CreatedRepo, type RestCaller, TestFleet } from '@unitfleet/testing-fleet';

interface UnitNode {
  uuid: string;
  topic_name: string;
}

export const SENSOR_OUTPUTS = [
  'temperature/pepeunit',
  'average/pepeunit',
  'records/pepeunit',
  'window/pepeunit',
];

/** What the parts of the walk share: the instance, and what earlier parts have made for later ones. */
export class Story {
  fleet!: TestFleet;
  host!: GitHost;
  /** The first user; signs up in the part on users. */
  maker!: RestCaller;
  sensorRepo!: CreatedRepo;
  fanRepo!: CreatedRepo;
  /** Uuids of Units: a sensor and a fan that follow their repositories, and a sensor that does not. */
  sensor!: string;
  fan!: string;
  pinned!: string;
  private readonly clients: MqttClient[] = [];

  async begin(): Promise<void> {
    const settings = { PU_STATE_SEND_INTERVAL: '2', PU_MIN_INTERVAL_SYNC_REPOSITORY: '0' };
    // One after the other: whichever has started is ended, even when the other one fails.
    this.host = await GitHost.start();
    this.fleet = await TestFleet.start({ settings });
  }

  async end(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.endAsync(true)));
    await Promise.all([this.fleet?.stop(), this.host?.stop()]);
  }

  async connect(token: string, clientId: string): Promise<MqttClient> {
    const client = await connectAsync(this.fleet.mqttUrl, {
      clientId,
      username: token,
      password: '',
      protocolVersion: 4,
      reconnectPeriod: 0,
    });
    this.clients.push(client);
    return client;
  }

  async tokenOf(unit: string): Promise<string> {
    return (await this.maker.ok('GET', `/units/env/${unit}`)).PU_AUTH_TOKEN;
  }

  /** Uuids of a Unit's nodes by their names. */
  async nodesOf(unit: string): Promise<Record<string, string>> {
    const { unit_nodes } = await this.maker.ok('GET', '/unit_nodes', { query: { unit_uuid: unit } });
    return Object.fromEntries(unit_nodes.map((node: UnitNode) => [node.topic_name, node.uuid]));
  }

  baseTopic(direction: string, unit: string, name: string): string {
    return `${this.fleet.domain}/${direction}/${unit}/${name}`;
  }
}
