import { JsonObject, parseJsonObject, replaceFile, writeJsonFile } from './device-files';
import { RestError, messageOf } from './errors';
import type { UnitNodePage, UnitPage } from './rest-models';
import type { Settings } from './settings';

const TIMEOUT_MS = 30_000;

/**
 * The REST calls of a device (docs/protocol/device.md 7.1, 8). Each throws `RestError`; a download replaces its
 * file only when the whole answer is there and is what was asked for.
 */
export class RestClient {
  constructor(
    private readonly settings: Settings,
    private readonly timeoutMs: number = TIMEOUT_MS,
  ) {}

  /** Stores the archive of the target version, a tar in a zlib stream, at `path`. */
  async downloadUpdate(path: string): Promise<void> {
    const response = await this.call('GET', `/units/firmware/tgz/${this.unit}?wbits=9&level=9`);
    replaceFile(path, response);
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

  /** Keeps `state` for the Unit, up to 1,000,000 characters; the empty string clears it. */
  async setStateStorage(state: string): Promise<void> {
    await this.call('POST', `/units/set_state_storage/${this.unit}`, { state });
  }

  /** What `setStateStorage` kept, without the quotes that it travels in; empty if nothing is kept. */
  async getStateStorage(): Promise<string> {
    const path = `/units/get_state_storage/${this.unit}`;
    const text = (await this.call('GET', path)).toString('utf8');
    const value = parse(text, path);
    return typeof value === 'string' ? value : text;
  }

  /** Input nodes linked to an Output, given by its uuid or by its MQTT topic. */
  async getInputByOutput(topicOrUuid: string, limit = 100, offset = 0): Promise<UnitNodePage> {
    const uuid = topicOrUuid.split('/')[1] ?? topicOrUuid;
    const query = new URLSearchParams({
      order_by_create_date: 'desc',
      output_uuid: uuid,
      limit: String(limit),
      offset: String(offset),
    });
    return (await this.getObject(`/unit_nodes?${query}`)) as unknown as UnitNodePage;
  }

  /** Units that own the given nodes, each with those of its nodes. */
  async getUnitsByNodes(unitNodeUuids: readonly string[], limit = 100, offset = 0): Promise<UnitPage> {
    const query = new URLSearchParams({
      is_include_output_unit_nodes: 'true',
      order_by_unit_name: 'asc',
      order_by_create_date: 'desc',
      order_by_last_update: 'desc',
      limit: String(limit),
      offset: String(offset),
    });
    unitNodeUuids.forEach((uuid) => query.append('unit_node_uuids', uuid));
    return (await this.getObject(`/units?${query}`)) as unknown as UnitPage;
  }

  private get unit(): string {
    return this.settings.unitUuid;
  }

  private async getObject(path: string): Promise<JsonObject> {
    const body = await this.call('GET', path);
    try {
      return parseJsonObject(body.toString('utf8'), path);
    } catch (error) {
      throw new RestError(200, messageOf(error), path);
    }
  }

  private async call(method: string, path: string, body?: JsonObject): Promise<Buffer> {
    const { PU_HTTP_TYPE, PU_DOMAIN, PU_APP_PREFIX, PU_API_ACTUAL_PREFIX } = this.settings;
    const url = `${PU_HTTP_TYPE}://${PU_DOMAIN}${PU_APP_PREFIX}${PU_API_ACTUAL_PREFIX}${path}`;
    let response: Response;
    let bytes: Buffer;
    try {
      response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          'x-auth-token': this.settings.PU_AUTH_TOKEN,
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        body: body ? JSON.stringify(body) : undefined,
        // The token belongs to this origin only.
        redirect: 'error',
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      bytes = Buffer.from(await response.arrayBuffer());
    } catch (error) {
      throw new RestError(0, reasonOf(error), path);
    }
    if (!response.ok) throw new RestError(response.status, bytes.toString('utf8').slice(0, 1_000), path);
    return bytes;
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new RestError(200, messageOf(error), path);
  }
}

/** `fetch` says only "fetch failed"; the cause says why. */
function reasonOf(error: unknown): string {
  return messageOf((error as { cause?: unknown }).cause ?? error);
}
