import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  unitDeleted,
  userBlocked,
  userSessionsEnded,
  type Envelope,
  type EventData,
} from '@unitfleet/contracts';
import { OnEvent } from '@unitfleet/messaging';
import { ActorResolver } from './actor-resolver';

type UserBlocked = Envelope<EventData<typeof userBlocked>>;
type SessionsEnded = Envelope<EventData<typeof userSessionsEnded>>;
type UnitDeleted = Envelope<EventData<typeof unitDeleted>>;

/** What ends tokens reaches every process of every gateway at once. */
@Controller()
export class StandingEventsController {
  constructor(private readonly actors: ActorResolver) {}

  @OnEvent(userBlocked, { everyProcess: true })
  async blocked(@Payload() event: UserBlocked): Promise<void> {
    this.actors.dropUser(event.data.uuid);
  }

  @OnEvent(userSessionsEnded, { everyProcess: true })
  async sessionsEnded(@Payload() event: SessionsEnded): Promise<void> {
    this.actors.dropSessions(event.data.uuid, event.data.sids);
  }

  @OnEvent(unitDeleted, { everyProcess: true })
  async unitGone(@Payload() event: UnitDeleted): Promise<void> {
    this.actors.dropUnit(event.data.uuid);
  }
}
