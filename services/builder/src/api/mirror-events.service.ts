import { Injectable } from '@nestjs/common';
import type {
  Envelope,
  EventData,
  repositoryRegistryDeleted,
  repositoryRegistrySyncRequested,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { MirrorFolders } from '../data/mirror-folders';
import { MirrorsRepository } from '../data/mirrors.repository';
import { SyncWorker } from '../jobs/sync-worker';

/** What follows from events of `registry`. */
@Injectable()
export class MirrorEventsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly folders: MirrorFolders,
    private readonly worker: SyncWorker,
  ) {}

  /** Queues the request. One that has been served already is answered anew: whoever asks again missed the answer. */
  async syncRequested(event: Envelope<EventData<typeof repositoryRegistrySyncRequested>>): Promise<void> {
    const { uuid, requestId, onBehalfOf } = event.data;
    await this.transactions.once('sync-requested', event, async (transaction) => {
      const mirror = await MirrorsRepository.lock(transaction.manager, uuid);
      if (mirror?.lastRequestId === requestId) return MirrorsRepository.report(transaction, mirror);
      await transaction.manager.query(
        `insert into sync_requests (request_id, registry_uuid, on_behalf_of) values ($1, $2, $3)
         on conflict do nothing`,
        [requestId, uuid, onBehalfOf],
      );
    });
    this.worker.wake();
  }

  async deleted(event: Envelope<EventData<typeof repositoryRegistryDeleted>>): Promise<void> {
    const { uuid } = event.data;
    await this.transactions.once('registry-deleted', event, ({ manager }) =>
      MirrorsRepository.delete(manager, uuid),
    );
    // Also when the event comes again: the first time may have ended between the two.
    await this.folders.remove(uuid);
  }
}
