import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import type { Actor } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { UnitRepository } from '../../data/unit.repository';
import { EnvVault } from './env-vault';

/** A text that a Unit keeps with the platform (`docs/protocol/device.md 8`). */
@Injectable()
export class StateStorageService {
  constructor(
    private readonly units: UnitRepository,
    private readonly vault: EnvVault,
    private readonly transactions: Transactions,
  ) {}

  /** Empty when nothing is kept. */
  async get(actor: Actor, uuid: string): Promise<string> {
    const unit = await this.units.get(uuid);
    requireAccess('unit.read-state-storage', actor, { unitUuid: uuid, creatorUuid: unit.creatorUuid });
    return unit.cipherStateStorage === null ? '' : this.vault.decodeText(unit.cipherStateStorage);
  }

  /** An empty text clears. Throws Cipher (422 code 12) for one that is too long. */
  async set(actor: Actor, uuid: string, state: string): Promise<void> {
    const { creatorUuid } = await this.units.get(uuid);
    requireAccess('unit.write-state-storage', actor, { unitUuid: uuid, creatorUuid });
    const cipherStateStorage = state === '' ? null : this.vault.encodeText(state);
    await this.transactions.run(async (transaction) => {
      const unit = await this.units.lock(transaction, uuid);
      await this.units.change(transaction, unit, { cipherStateStorage });
    });
  }
}
