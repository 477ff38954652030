import { listUnits, liveSubjectOf, liveUnit, type Actor, type UnitView } from '@unitfleet/contracts';
import { RpcClient, unwrap } from '@unitfleet/messaging';
import type { Change } from '../feed/change';
import type { Look, Topic } from './topic';

/** What a device said of itself, and whether it is there. */
export type UnitStateChange = Pick<
  UnitView,
  'uuid' | 'unitState' | 'currentCommitVersion' | 'lastUpdateDatetime' | 'isOnline' | 'lastSeenDatetime'
>;

const WEIGHT_BYTES = 500;

export const readUnitStates = (data: Uint8Array): Change<UnitStateChange>[] => {
  const item = unwrap(data, liveUnit.schema).data;
  return [{ uuid: item.uuid, item, weight: WEIGHT_BYTES }];
};

/** Units among these that the actor sees. */
export const listWatchedUnits = async (
  rpc: RpcClient,
  actor: Actor,
  uuids: readonly string[],
): Promise<UnitView[]> =>
  (await rpc.call(listUnits, { uuids: [...uuids], limit: uuids.length }, actor)).units;

/** States of Units. */
export class UnitStatesTopic implements Topic<UnitStateChange> {
  readonly stream = 'LIVE';

  constructor(private readonly rpc: RpcClient) {}

  subjectsOf(uuids: readonly string[]): string[] {
    return uuids.map((uuid) => liveSubjectOf(liveUnit, uuid));
  }

  async look(actor: Actor, uuids: readonly string[]): Promise<Look<UnitStateChange>> {
    const units = await listWatchedUnits(this.rpc, actor, uuids);
    return { visible: new Set(units.map(({ uuid }) => uuid)), units: [], items: units };
  }

  check(actor: Actor, uuids: readonly string[]): Promise<Look<UnitStateChange>> {
    return this.look(actor, uuids);
  }

  fingerprint({ uuid, unitState, lastUpdateDatetime, isOnline, lastSeenDatetime }: UnitStateChange) {
    const presence = `${isOnline} ${lastSeenDatetime?.getTime()}`;
    return { key: uuid, content: `${lastUpdateDatetime.getTime()} ${presence} ${JSON.stringify(unitState)}` };
  }
}
