import { JsonObject, parseJsonObject, writeJsonFile } from './device-files';
import { RestError, messageOf } from './errors';
import type {
  RestFilter,
  TargetVersion,
  UnitLogPage,
  UnitModel,
  UnitNodeModel,
  UnitNodePage,
  UnitPage,
} from './rest-models';
import { RestTransport } from './rest-transport';
import type { Settings } from './settings';

/** The commands that a Unit can ask the platform to send it (docs/protocol/device.md 7.1). */
export type UnitCommand = 'Update' | 'EnvUpdate' | 'SchemaUpdate' | 'LogSync';

const MAX_ARCHIVE_BYTES = 64 * 1024 * 1024;

/**
 * The REST calls that a Unit may make (docs/protocol/device.md 5.1, 7, 8; rest-graphql.md 4.14). Each throws
 * `RestError`; a download replaces its file only when the whole answer is there and is what was asked for.
 */
export class RestClient {
  private readonly http: RestTransport;

  constructor(
    private readonly settings: Settings,
    timeoutMs?: number,
  ) {
    this.http = new RestTransport(settings, { timeoutMs });
  }

  /** Stores the archive of the target version, a tar in a zlib stream, at `path`. */
  async downloadUpdate(path: string, maxBytes = MAX_ARCHIVE_BYTES): Promise<void> {
    await this.http.download(`/units/firmware/tgz/${this.unit}?wbits=9&level=9`, path, maxBytes);
  }

  /** Stores the archive of the target version as `zip` or as an uncompressed `tar` at `path`. */
  async downloadFirmware(format: 'zip' | 'tar', path: string, maxBytes = MAX_ARCHIVE_BYTES): Promise<void> {
    await this.http.download(`/units/firmware/${format}/${this.unit}`, path, maxBytes);
  }

  /** Stores a release asset, from wherever it is, at `path`; the Unit's token is not sent there. */
  async downloadAsset(url: string, path: string, maxBytes = MAX_ARCHIVE_BYTES): Promise<void> {
    await this.http.downloadForeign(url, path, maxBytes);
  }

  /** Stores the Unit's `env.json` for the target version at `path`. */
  async downloadEnv(path: string): Promise<void> {
    writeJsonFile(path, await this.getEnv());
  }

  /** The Unit's environment for the target version. */
  async getEnv(): Promise<JsonObject> {
    return this.getObject(`/units/env/${this.unit}`);
  }

  /** Stores the Unit's `schema.json` at `path`. */
  async downloadSchema(path: string): Promise<void> {
    writeJsonFile(path, await this.getSchema());
  }

  async getSchema(): Promise<JsonObject> {
    return this.getObject(`/units/get_current_schema/${this.unit}`);
  }

  /** The version that the platform wants on this Unit. */
  async getTargetVersion(): Promise<TargetVersion> {
    return this.getObject(`/units/get_target_version/${this.unit}`);
  }

  /** Asks the platform to send this Unit a command, for instance an Update now instead of on the hour. */
  async sendCommand(command: UnitCommand): Promise<void> {
    await this.http.call('POST', `/units/send_command_to_input_base_topic/${this.unit}?command=${command}`);
  }

  /** Keeps `state` for the Unit, up to 1,000,000 characters; the empty string clears it. */
  async setStateStorage(state: string): Promise<void> {
    await this.http.call('POST', `/units/set_state_storage/${this.unit}`, { state });
  }

  /** What `setStateStorage` kept, without the quotes that it travels in; empty if nothing is kept. */
  async getStateStorage(): Promise<string> {
    const path = `/units/get_state_storage/${this.unit}`;
    const text = (await this.http.call('GET', path)).toString('utf8');
    const value = parse(text, path);
    return typeof value === 'string' ? value : text;
  }

  /** Entries of this Unit's log that the platform keeps; `level` may name several. */
  async getLogs(filter: RestFilter = {}): Promise<UnitLogPage> {
    return this.getObject(`/units/log_list/?${query({ uuid: this.unit, ...filter })}`);
  }

  /** A Unit that this one may see; itself unless said otherwise. */
  async getUnit(uuid: string = this.unit): Promise<UnitModel> {
    return this.getObject(`/units/${uuid}`);
  }

  /** Units that this one may see. */
  async getUnits(filter: RestFilter = {}): Promise<UnitPage> {
    return this.getObject(`/units?${query(filter)}`);
  }

  async getUnitNode(uuid: string): Promise<UnitNodeModel> {
    return this.getObject(`/unit_nodes/${uuid}`);
  }

  /** Nodes that this Unit may see; its own with `{ unit_uuid: settings.unitUuid }`. */
  async getUnitNodes(filter: RestFilter = {}): Promise<UnitNodePage> {
    return this.getObject(`/unit_nodes?${query(filter)}`);
  }

  /** Sets an Input, of any Unit, that this one may see and that is rewritable; `null` sends nothing in particular. */
  async setInputState(nodeUuid: string, state: string | null): Promise<UnitNodeModel> {
    const path = `/unit_nodes/set_state_input/${nodeUuid}`;
    return asObject(await this.http.call('PATCH', path, { state }), path);
  }

  /** Input nodes linked to an Output, given by its uuid or by its MQTT topic. */
  async getInputByOutput(topicOrUuid: string, limit = 100, offset = 0): Promise<UnitNodePage> {
    const output_uuid = topicOrUuid.split('/')[1] ?? topicOrUuid;
    return this.getUnitNodes({ order_by_create_date: 'desc', output_uuid, limit, offset });
  }

  /** Units that own the given nodes, each with those of its nodes. */
  async getUnitsByNodes(unitNodeUuids: readonly string[], limit = 100, offset = 0): Promise<UnitPage> {
    return this.getUnits({
      is_include_output_unit_nodes: true,
      order_by_unit_name: 'asc',
      order_by_create_date: 'desc',
      order_by_last_update: 'desc',
      limit,
      offset,
      unit_node_uuids: unitNodeUuids,
    });
  }

  private get unit(): string {
    return this.settings.unitUuid;
  }

  private async getObject<T>(path: string): Promise<T> {
    return asObject(await this.http.call('GET', path), path);
  }
}

function query(filter: RestFilter): URLSearchParams {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value === undefined) continue;
    for (const one of [value].flat()) params.append(name, String(one));
  }
  return params;
}

function asObject<T>(body: Buffer, path: string): T {
  try {
    return parseJsonObject(body.toString('utf8'), path) as T;
  } catch (error) {
    throw new RestError(200, messageOf(error), path);
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RestError(200, messageOf(error), path);
  }
}
