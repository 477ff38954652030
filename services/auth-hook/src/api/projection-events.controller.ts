import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  unitAccessChanged,
  unitCreated,
  unitDeleted,
  unitNodeAccessChanged,
  unitNodeCreated,
  unitNodeDeleted,
  userBlocked,
  userUnblocked,
  type Envelope,
  type EventDefinition,
} from '@unitfleet/contracts';
import { OnEvent } from '@unitfleet/messaging';
import { BrokerOrders } from '../data/broker-orders';
import { Directory } from '../data/directory';
import { RefusedWriters } from '../data/refused-writers';
import { changeBy } from '../domain/projected-change';

const AGAIN_MS = 1_000;
/** However long Redis is away: a change that is missed would let somebody in for weeks. */
const UNTIL_DONE = { attempts: Number.POSITIVE_INFINITY };

/**
 * Keeps what the replicas share true; changes are applied by version, so order and repetition do not matter. The broker
 * is told also while Redis is away: every process has heard of the change by itself (`HearingJob`).
 */
@Controller()
export class ProjectionEventsController {
  constructor(
    private readonly directory: Directory,
    private readonly writers: RefusedWriters,
    private readonly broker: BrokerOrders,
  ) {}

  @OnEvent(unitAccessChanged, UNTIL_DONE)
  accessChanged(@Payload() envelope: Envelope): Promise<void> {
    const { uuid } = envelope.data as { uuid: string };
    return this.share(unitAccessChanged, envelope).finally(() => this.broker.forgetForGood([uuid]));
  }

  @OnEvent(unitCreated, UNTIL_DONE)
  unitCreated(@Payload() envelope: Envelope): Promise<void> {
    return this.share(unitCreated, envelope);
  }

  /** Who deleted it has ended the connections already; one that came back before all knew is ended here. */
  @OnEvent(unitDeleted, UNTIL_DONE)
  unitDeleted(@Payload() envelope: Envelope): Promise<void> {
    const { uuid } = envelope.data as { uuid: string };
    return this.share(unitDeleted, envelope).finally(() => this.broker.kick([uuid]));
  }

  @OnEvent(unitNodeAccessChanged, UNTIL_DONE)
  async nodeChanged(@Payload() envelope: Envelope): Promise<void> {
    await this.share(unitNodeAccessChanged, envelope);
    const { uuid } = envelope.data as { uuid: string };
    await this.letWrite(uuid);
    // Others may have refused somebody before they heard of it.
    setTimeout(() => void this.letWrite(uuid), AGAIN_MS).unref();
  }

  private async letWrite(nodeUuid: string): Promise<void> {
    this.broker.forgetForGood(await this.writers.take(nodeUuid));
  }

  @OnEvent(unitNodeCreated, UNTIL_DONE)
  nodeCreated(@Payload() envelope: Envelope): Promise<void> {
    return this.share(unitNodeCreated, envelope);
  }

  @OnEvent(unitNodeDeleted, UNTIL_DONE)
  nodeDeleted(@Payload() envelope: Envelope): Promise<void> {
    return this.share(unitNodeDeleted, envelope);
  }

  @OnEvent(userBlocked, UNTIL_DONE)
  userBlocked(@Payload() envelope: Envelope): Promise<void> {
    return this.share(userBlocked, envelope);
  }

  @OnEvent(userUnblocked, UNTIL_DONE)
  userUnblocked(@Payload() envelope: Envelope): Promise<void> {
    return this.share(userUnblocked, envelope);
  }

  private share(event: EventDefinition, envelope: Envelope): Promise<void> {
    return this.directory.changeShared(changeBy(event, envelope));
  }
}
