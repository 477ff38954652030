import {
  authorizeUnitLogs,
  listUnitLogs,
  liveSubjectOf,
  liveUnitLogs,
  type Actor,
  type LogLevel,
  type UnitLogView,
} from '@unitfleet/contracts';
import { RpcClient, unwrap } from '@unitfleet/messaging';
import type { Change } from '../feed/change';
import type { Look, Sight, Topic } from './topic';

const OVERHEAD_BYTES = 300;
/** So many of the newest entries are shown first; `getUnitLogs` pages through all. */
const SHOWN_FIRST = 100;

export const readUnitLogs = (data: Uint8Array): Change<UnitLogView>[] => {
  const { unitUuid, unitLogs } = unwrap(data, liveUnitLogs.schema).data;
  return unitLogs.map((item) => ({ uuid: unitUuid, item, weight: item.text.length + OVERHEAD_BYTES }));
};

/** Logs of one Unit. */
export class UnitLogsTopic implements Topic<UnitLogView> {
  readonly stream = 'LIVE';

  constructor(
    private readonly rpc: RpcClient,
    private readonly levels: readonly LogLevel[],
  ) {}

  subjectsOf(uuids: readonly string[]): string[] {
    return uuids.map((uuid) => liveSubjectOf(liveUnitLogs, uuid));
  }

  async look(actor: Actor, uuids: readonly string[]): Promise<Look<UnitLogView>> {
    const [uuid] = uuids as [string];
    const request = { uuid, level: [...this.levels], limit: SHOWN_FIRST };
    const { unitLogs } = await this.rpc.call(listUnitLogs, request, actor);
    return { visible: new Set(uuids), units: [], items: unitLogs.reverse() };
  }

  /** @throws DomainError NoAccess when the logs are none of the actor's. */
  async check(actor: Actor, uuids: readonly string[]): Promise<Sight> {
    await this.rpc.call(authorizeUnitLogs, { uuid: uuids[0]! }, actor);
    return { visible: new Set(uuids), units: [] };
  }

  accepts({ level }: UnitLogView): boolean {
    return this.levels.includes(level);
  }

  fingerprint({ uuid }: UnitLogView) {
    return { key: uuid, content: '' };
  }
}
