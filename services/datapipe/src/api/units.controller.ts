import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  unitDeleted,
  unitNodeCreated,
  unitNodeDeleted,
  type Envelope,
  type EventData,
} from '@unitfleet/contracts';
import { OnEvent } from '@unitfleet/messaging';
import { Transactions } from '@unitfleet/persistence';
import { UnitLogStore } from '../data/logs/unit-log.store';
import { NodeStore } from '../data/pipelines/node.store';

type NodeCreated = Envelope<EventData<typeof unitNodeCreated>>;
type NodeDeleted = Envelope<EventData<typeof unitNodeDeleted>>;
type UnitDeleted = Envelope<EventData<typeof unitDeleted>>;

/** Follows Units and their nodes. Each reaction may come more than once and in any order: tombstones decide. */
@Controller()
export class UnitsController {
  constructor(
    private readonly transactions: Transactions,
    private readonly nodes: NodeStore,
    private readonly logs: UnitLogStore,
  ) {}

  @OnEvent(unitNodeCreated)
  async nodeCreated(@Payload() { data }: NodeCreated): Promise<void> {
    await this.transactions.run((transaction) => this.nodes.create(transaction, data));
  }

  @OnEvent(unitNodeDeleted)
  async nodeDeleted(@Payload() { data }: NodeDeleted): Promise<void> {
    await this.transactions.run((transaction) => this.nodes.delete(transaction, [data]));
  }

  @OnEvent(unitDeleted)
  async unitDeleted(@Payload() { data, time }: UnitDeleted): Promise<void> {
    await this.transactions.run(async (transaction) => {
      const known = await this.nodes.uuidsOfUnit(transaction.manager, data.uuid);
      const uuids = [...new Set([...data.nodeUuids, ...known])];
      await this.nodes.delete(
        transaction,
        uuids.map((uuid) => ({ uuid, unitUuid: data.uuid })),
      );
    });
    await this.logs.dropBefore(data.uuid, time);
  }
}
