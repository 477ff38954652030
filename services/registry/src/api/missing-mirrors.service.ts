import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import type { Actor } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { MirrorsClient } from '../data/mirrors.client';
import { RegistriesRepository } from '../data/registries.repository';
import { RegistrySyncService } from './registry-sync.service';

const REGISTRIES_PER_QUESTION = 200;
const NIL = '00000000-0000-0000-0000-000000000000';

/** Has mirrors fetched that the builder lacks (`docs/protocol/rest-graphql.md 2.2`). */
@Injectable()
export class MissingMirrorsService {
  constructor(
    private readonly registries: RegistriesRepository,
    private readonly mirrors: MirrorsClient,
    private readonly sync: RegistrySyncService,
    private readonly transactions: Transactions,
  ) {}

  /** Returns when all of them have been asked for; a mirror without any branch counts as missing. */
  async synchronise(actor: Actor): Promise<null> {
    requireAccess('registry.backend-sync', actor, {});
    for (let after: string | undefined = NIL; after;) {
      const uuids = await this.registries.uuidsAfter(after, REGISTRIES_PER_QUESTION);
      const branches = await this.mirrors.branchesOf(uuids);
      for (const uuid of uuids) if (!branches.get(uuid)?.length) await this.request(uuid);
      after = uuids.at(-1);
    }
    return null;
  }

  private async request(uuid: string): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const registry = await RegistriesRepository.findLocked(transaction.manager, uuid);
      if (!registry || registry.syncStatus === 'Processing') return;
      this.sync.request(transaction, registry, null);
      await transaction.manager.save(registry);
    });
  }
}
