import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { unitDeleted, unitNodeDeleted, type Envelope, type EventData } from '@unitfleet/contracts';
import { OnEvent } from '@unitfleet/messaging';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { deleteLinksOf } from '../data/node-tombstones';

/** Nodes that are gone leave the panels (`docs/protocol/rest-graphql.md 4.15`). A uuid never comes back. */
@Controller()
export class NodeRemovalsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  @OnEvent(unitNodeDeleted)
  nodeDeleted(@Payload() { data }: Envelope<EventData<typeof unitNodeDeleted>>): Promise<void> {
    return this.remove([data.uuid]);
  }

  @OnEvent(unitDeleted)
  unitDeleted(@Payload() { data }: Envelope<EventData<typeof unitDeleted>>): Promise<void> {
    return this.remove(data.nodeUuids);
  }

  private async remove(nodeUuids: readonly string[]): Promise<void> {
    if (nodeUuids.length === 0) return;
    const now = new Date(this.clock.now());
    await this.transactions.run(({ manager }) => deleteLinksOf(manager, nodeUuids, now));
  }
}
