import type { LogLevel } from './protocol.enums';
import type { SystemState } from './system-state';

/** A node of a Unit as the platform lists it (docs/protocol/device.md 7.1). */
export interface UnitNodeModel {
  uuid: string;
  type: 'Input' | 'Output';
  visibility_level: 'Public' | 'Internal' | 'Private';
  is_rewritable_input: boolean;
  topic_name: string;
  state: string | null;
  last_update_datetime: string;
  unit_uuid: string;
  [field: string]: unknown;
}

/** A Unit, with the nodes that were asked for. */
export interface UnitModel {
  uuid: string;
  name: string;
  visibility_level: 'Public' | 'Internal' | 'Private';
  current_commit_version: string | null;
  unit_state: Partial<SystemState> | null;
  unit_nodes: UnitNodeModel[];
  [field: string]: unknown;
}

export interface UnitNodePage {
  count: number;
  unit_nodes: UnitNodeModel[];
}

export interface UnitPage {
  count: number;
  units: UnitModel[];
}

/** One entry of the log that the platform keeps of a Unit (docs/protocol/device.md 7.3). */
export interface UnitLogModel {
  uuid: string;
  level: LogLevel;
  unit_uuid: string;
  text: string;
  create_datetime: string;
  expiration_datetime: string;
}

export interface UnitLogPage {
  count: number;
  unit_logs: UnitLogModel[];
}

/** The version that the platform wants on a Unit. */
export interface TargetVersion {
  commit: string;
  tag: string | null;
}

/** Filters of a list; several values of one name are repeated in the query. */
export type RestFilter = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
