import {
  eventSubject,
  listRepositoryRegistries,
  mirrorFailed,
  mirrorSynced,
  repositoryRegistrySyncRequested,
  type Actor,
  type RepositoryRegistryView,
} from '@unitfleet/contracts';
import { RpcClient, unwrap } from '@unitfleet/messaging';
import type { Change, ChangeReader } from '../feed/change';
import type { Look, Topic } from './topic';

/** How far the synchronisation of a repository is. */
export type RegistrySync = Pick<RepositoryRegistryView, 'uuid' | 'syncStatus' | 'syncError'>;

const WEIGHT_BYTES = 300;
const SUBJECTS = [repositoryRegistrySyncRequested, mirrorSynced, mirrorFailed].map(eventSubject);

const changeOf = (
  uuid: string,
  syncStatus: RegistrySync['syncStatus'],
  syncError: string | null = null,
): Change<RegistrySync>[] => [{ uuid, item: { uuid, syncStatus, syncError }, weight: WEIGHT_BYTES }];

export const REGISTRY_SYNC_READERS: readonly (readonly [subject: string, reader: ChangeReader])[] = [
  [
    eventSubject(repositoryRegistrySyncRequested),
    (bytes) => changeOf(unwrap(bytes, repositoryRegistrySyncRequested.schema).data.uuid, 'Processing'),
  ],
  [
    eventSubject(mirrorSynced),
    (bytes) => changeOf(unwrap(bytes, mirrorSynced.schema).data.registryUuid, 'Updated'),
  ],
  [
    eventSubject(mirrorFailed),
    (bytes) => {
      const { registryUuid, error } = unwrap(bytes, mirrorFailed.schema).data;
      return changeOf(registryUuid, 'Error', error);
    },
  ],
];

/** Synchronisations of repository registries. */
export class RegistrySyncsTopic implements Topic<RegistrySync> {
  readonly stream = 'EVENTS';

  constructor(private readonly rpc: RpcClient) {}

  subjectsOf(): string[] {
    return SUBJECTS;
  }

  async look(actor: Actor, uuids: readonly string[]): Promise<Look<RegistrySync>> {
    const request = { uuids: [...uuids], limit: uuids.length };
    const { repositoriesRegistry: items } = await this.rpc.call(listRepositoryRegistries, request, actor);
    return { visible: new Set(items.map(({ uuid }) => uuid)), units: [], items };
  }

  check(actor: Actor, uuids: readonly string[]): Promise<Look<RegistrySync>> {
    return this.look(actor, uuids);
  }
}
