import type { ThingKind } from '../fleet-search';
import type { GraphUnitsQuery } from './graph.generated';

type ListedUnit = GraphUnitsQuery['getUnits']['units'][number];

/** How a Unit is. */
export type UnitFacts = Pick<
  ListedUnit,
  | 'creatorUuid'
  | 'isOnline'
  | 'lastSeenDatetime'
  | 'firmwareUpdateStatus'
  | 'currentCommitVersion'
  | 'targetCommit'
>;

/** What the graph is made of: each belongs to at most one of the kind before it. */
export interface Thing {
  readonly uuid: string;
  readonly kind: ThingKind;
  readonly name: string;
  readonly parent: string | null;
  /** Of a Unit. */
  readonly unit?: UnitFacts;
  /** Of a node. */
  readonly direction?: 'INPUT' | 'OUTPUT';
}

/** From one Output to one Input. */
export interface Flow {
  readonly uuid: string;
  readonly from: string;
  readonly to: string;
}

export const UNIT_STATES = ['error', 'updating', 'outdated', 'online', 'offline'] as const;

/** What is most worth knowing of a Unit. */
export type UnitState = (typeof UNIT_STATES)[number];

export const isBehind = ({ currentCommitVersion: current, targetCommit: target }: UnitFacts): boolean =>
  current !== null && target !== null && current !== target;

export const stateOf = (unit: UnitFacts): UnitState => {
  if (unit.firmwareUpdateStatus === 'ERROR') return 'error';
  if (unit.firmwareUpdateStatus === 'REQUEST_SENT') return 'updating';
  if (isBehind(unit)) return 'outdated';
  return unit.isOnline ? 'online' : 'offline';
};
