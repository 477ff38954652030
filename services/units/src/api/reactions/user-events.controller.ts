import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import { userBlocked, userUnblocked, type Envelope, type EventData } from '@unitfleet/contracts';
import { OnEvent } from '@unitfleet/messaging';
import { BrokerClient } from '../../data/clients/broker.client';
import { UnitRepository } from '../../data/unit.repository';
import { UserStandingRepository } from '../../data/user-standing.repository';

/** Keeps in mind who is blocked: the tokens of their Units end at once. */
@Controller()
export class UserEventsController {
  constructor(
    private readonly standings: UserStandingRepository,
    private readonly units: UnitRepository,
    private readonly broker: BrokerClient,
  ) {}

  @OnEvent(userBlocked)
  async blocked(@Payload() event: Envelope<EventData<typeof userBlocked>>): Promise<void> {
    const { uuid } = event.data;
    await this.standings.set(uuid, event.aggregateVersion, true);
    if (await this.standings.isBlocked(uuid)) await this.broker.kick(await this.units.uuidsOf(uuid));
  }

  @OnEvent(userUnblocked)
  async unblocked(@Payload() event: Envelope<EventData<typeof userUnblocked>>): Promise<void> {
    await this.standings.set(event.data.uuid, event.aggregateVersion, false);
  }
}
