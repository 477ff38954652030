import { setTimeout as sleep } from 'node:timers/promises';
import {
  type DeviceIdentity,
  type EnvDocument,
  identityOf,
  type SchemaDocument,
} from '../device/device-identity';
import { type PlatformApi, PlatformError } from './platform-api';
import { sideBySide } from './side-by-side';
import { numberOfUnit, unitName } from './unit-names';

export interface SupplyOptions {
  readonly userUuid: string;
  readonly repoUuid: string;
  /** Begins the name of every Unit. */
  readonly prefix: string;
  /** Tells how far it is. */
  readonly progress: (what: string, done: number, of: number) => void;
}

/** A Unit with what its device has on its disk, and where the device finds its broker. */
export interface FlashedUnit {
  readonly identity: DeviceIdentity;
  readonly mqttHost: string;
  readonly mqttPort: number;
}

interface UnitModel {
  readonly uuid: string;
  readonly name: string;
}

interface NodeModel {
  readonly uuid: string;
  readonly type: string;
  readonly topic_name: string;
}

/** Requests under way; more of them would only stand in line. */
const SIDE_BY_SIDE = 8;
const PAGE = 100;
const LOOK_MS = 100;
const MQTT_PORT = 1883;

/** The Units of the simulation: found again by their names, made where they are missing, over REST alone. */
export class UnitSupply {
  constructor(
    private readonly api: PlatformApi,
    private readonly options: SupplyOptions,
  ) {}

  /** So many Units, those of earlier runs first. */
  async take(count: number): Promise<{ uuids: string[]; created: number }> {
    const known = await this.known();
    const free = numbersNotIn(known);
    const missing = Array.from({ length: Math.max(0, count - known.size) }, () => free());
    const created = await this.forEach('Units created', missing, (number) => this.create(number));
    const uuids = [...known].sort(([one], [other]) => one - other).map(([, uuid]) => uuid);
    return { uuids: [...uuids.slice(0, count), ...created], created: created.length };
  }

  /** Env and schema of each: what a person puts on a device once. */
  flash(uuids: readonly string[]): Promise<FlashedUnit[]> {
    return this.forEach('devices flashed', uuids, async (uuid) => {
      const [env, schema] = await Promise.all([
        this.api.get<EnvDocument>(`/units/env/${uuid}`),
        this.api.get<SchemaDocument>(`/units/get_current_schema/${uuid}`),
      ]);
      return {
        identity: identityOf(uuid, env, schema),
        mqttHost: String(env['PU_MQTT_HOST'] ?? ''),
        mqttPort: Number(env['PU_MQTT_PORT'] ?? MQTT_PORT),
      };
    });
  }

  /** Gives every Output that the platform may read this pipeline; resolves when those are at work. */
  async setPipelines(uuids: readonly string[], yaml: string): Promise<void> {
    await this.forEach('pipelines set', uuids, async (unit_uuid) => {
      const { unit_nodes: nodes } = await this.api.get<{ unit_nodes: NodeModel[] }>('/unit_nodes', {
        unit_uuid,
      });
      for (const { uuid, type, topic_name } of nodes)
        if (type === 'Output' && topic_name.endsWith('/pepeunit')) {
          await this.api.upload(`/unit_nodes/set_data_pipe_config?uuid=${uuid}`, 'data', yaml);
          await this.untilAtWork(uuid);
        }
    });
  }

  /** Deletes every Unit that a simulation has made, this one or an earlier one of the same name. */
  async clean(): Promise<number> {
    const known = [...(await this.known()).values()];
    await this.forEach('Units deleted', known, (uuid) => this.delete(uuid));
    return known.length;
  }

  /** What a device sends before that is treated as by a node without a pipeline. */
  private async untilAtWork(node: string): Promise<void> {
    for (;;) {
      const { since } = await this.api.get<{ since: string | null }>(
        `/unit_nodes/get_data_pipe_counters/${node}`,
      );
      if (since !== null) return;
      await sleep(LOOK_MS);
    }
  }

  /** Uuids by number. */
  private async known(): Promise<Map<number, string>> {
    const { prefix, userUuid, repoUuid } = this.options;
    const known = new Map<number, string>();
    for (let offset = 0; ; offset += PAGE) {
      const { units } = await this.api.get<{ units: UnitModel[] }>('/units', {
        creator_uuid: userUuid,
        repo_uuid: repoUuid,
        search_string: `${prefix}-`,
        order_by_create_date: 'asc',
        limit: String(PAGE),
        offset: String(offset),
      });
      for (const { uuid, name } of units) {
        const number = numberOfUnit(prefix, name);
        if (number !== null) known.set(number, uuid);
      }
      if (units.length < PAGE) return known;
    }
  }

  private async create(number: number): Promise<string> {
    const unit = await this.api.post<UnitModel>('/units', {
      repo_uuid: this.options.repoUuid,
      visibility_level: 'Private',
      name: unitName(this.options.prefix, number),
      is_auto_update_from_repo_unit: true,
    });
    return unit.uuid;
  }

  /** What somebody else has deleted meanwhile is deleted. */
  private async delete(uuid: string): Promise<void> {
    await this.api.delete(`/units/${uuid}`).catch((error) => {
      if (!(error instanceof PlatformError && error.status === 422)) throw error;
    });
  }

  private forEach<Item, Result>(
    what: string,
    items: readonly Item[],
    work: (item: Item) => Promise<Result>,
  ): Promise<Result[]> {
    let done = 0;
    return sideBySide(items, SIDE_BY_SIDE, async (item) => {
      const result = await work(item);
      this.options.progress(what, (done += 1), items.length);
      return result;
    });
  }
}

const numbersNotIn = (taken: ReadonlyMap<number, unknown>): (() => number) => {
  let last = 0;
  return () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
};
