import {
  eventSubject,
  unitUpdateFinished,
  unitUpdateRequested,
  type Actor,
  type UnitView,
} from '@unitfleet/contracts';
import { RpcClient, unwrap } from '@unitfleet/messaging';
import type { Change, ChangeReader } from '../feed/change';
import type { Look, Topic } from './topic';
import { listWatchedUnits } from './unit-states.topic';

/** How far a Unit is with its last Update. */
export interface UnitUpdate extends Pick<UnitView, 'uuid' | 'firmwareUpdateStatus' | 'firmwareUpdateError'> {
  /** Named by changes; a Unit itself does not tell it. */
  readonly targetCommit: string | null;
}

const WEIGHT_BYTES = 300;
const SUBJECTS = [unitUpdateRequested, unitUpdateFinished].map(eventSubject);

const changeOf = (item: UnitUpdate): Change<UnitUpdate>[] => [
  { uuid: item.uuid, item, weight: WEIGHT_BYTES },
];

export const UNIT_UPDATE_READERS: readonly (readonly [subject: string, reader: ChangeReader])[] = [
  [
    eventSubject(unitUpdateRequested),
    (bytes) => {
      const { uuid, commit: targetCommit } = unwrap(bytes, unitUpdateRequested.schema).data;
      return changeOf({ uuid, firmwareUpdateStatus: 'RequestSent', firmwareUpdateError: null, targetCommit });
    },
  ],
  [
    eventSubject(unitUpdateFinished),
    (bytes) => {
      const { uuid, commit: targetCommit, status, error } = unwrap(bytes, unitUpdateFinished.schema).data;
      return changeOf({ uuid, firmwareUpdateStatus: status, firmwareUpdateError: error, targetCommit });
    },
  ],
];

/** Progress of firmware updates. */
export class UnitUpdatesTopic implements Topic<UnitUpdate> {
  readonly stream = 'EVENTS';

  constructor(private readonly rpc: RpcClient) {}

  subjectsOf(): string[] {
    return SUBJECTS;
  }

  async look(actor: Actor, uuids: readonly string[]): Promise<Look<UnitUpdate>> {
    const units = await listWatchedUnits(this.rpc, actor, uuids);
    return {
      visible: new Set(units.map(({ uuid }) => uuid)),
      units: [],
      items: units.map((unit) => ({ ...unit, targetCommit: null })),
    };
  }

  check(actor: Actor, uuids: readonly string[]): Promise<Look<UnitUpdate>> {
    return this.look(actor, uuids);
  }
}
