import { Controller, Inject } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  mirrorSynced,
  repoDeleted,
  repoUnitsUpdateRequested,
  repoUpdated,
  type Envelope,
  type EventData,
} from '@unitfleet/contracts';
import { OnEvent } from '@unitfleet/messaging';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { UnitEntity } from '../../data/unit.entity';
import { VersionTargetRepository } from '../../data/fleet/version-target.repository';
import { UpdateQueueRepository } from '../../data/update-queue.repository';
import { SETTINGS, type UnitsSettings } from '../../settings';
import { RepoGateService } from '../reservations/repo-gate.service';
import { DeleteUnitService } from '../units/delete-unit.service';

/** Follows what happens to Repos (`docs/protocol/device.md 6.3`). */
@Controller()
export class RepoEventsController {
  constructor(
    private readonly queue: UpdateQueueRepository,
    private readonly targets: VersionTargetRepository,
    private readonly deletion: DeleteUnitService,
    private readonly gate: RepoGateService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: UnitsSettings,
  ) {}

  @OnEvent(repoUnitsUpdateRequested)
  async updateRequested(
    @Payload() event: Envelope<EventData<typeof repoUnitsUpdateRequested>>,
  ): Promise<void> {
    const { uuid, cause } = event.data;
    // The hour's wave is no spike: thousands of devices would download their archives in the same minute.
    const spreadMs = cause === 'schedule' ? this.settings.UNITS_UPDATE_SPREAD_S * 1_000 : 0;
    await this.transactions.once('repo-units-update-requested', event, (transaction) =>
      this.queue.addUnitsOf(transaction, uuid, new Date(this.clock.now()), spreadMs),
    );
  }

  @OnEvent(repoUpdated)
  async updated(@Payload() event: Envelope<EventData<typeof repoUpdated>>): Promise<void> {
    const { uuid } = event.data;
    await this.targets.repoChanged(uuid, new Date(this.clock.now()));
    await this.gate.settle(uuid);
  }

  /** Twice or late finds the same targets again. */
  @OnEvent(mirrorSynced)
  async synced(@Payload() event: Envelope<EventData<typeof mirrorSynced>>): Promise<void> {
    await this.targets.mirrorChanged(event.data.registryUuid, new Date(this.clock.now()));
  }

  /** `registry` lets nobody delete a Repo that has Units; one that was made at the same moment goes with it. */
  @OnEvent(repoDeleted)
  async deleted(@Payload() event: Envelope<EventData<typeof repoDeleted>>): Promise<void> {
    await this.transactions.once('repo-deleted', event, async (transaction) => {
      const units = await transaction.manager.findBy(UnitEntity, { repoUuid: event.data.uuid });
      for (const { uuid } of units) await this.deletion.remove(transaction, uuid);
    });
    await this.gate.settleDeletion(event.data.uuid);
  }
}
