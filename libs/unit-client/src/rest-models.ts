/** A node of a Unit as the platform lists it; the fields that devices use (docs/protocol/device.md 7.1). */
export interface UnitNodeModel {
  uuid: string;
  type: 'Input' | 'Output';
  topic_name: string;
  state: string | null;
  last_update_datetime: string;
  unit_uuid: string;
  [field: string]: unknown;
}

/** A Unit with the nodes that were asked for. */
export interface UnitModel {
  uuid: string;
  name: string;
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
