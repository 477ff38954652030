import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  mirrorFailed,
  mirrorSynced,
  pipelineFailed,
  pipelineRecovered,
  unitUpdateFinished,
  type Envelope,
  type EventData,
} from '@unitfleet/contracts';
import { OnEvent } from '@unitfleet/messaging';
import { AlertsRepository } from '../data/alerts.repository';
import {
  onMirrorFailed,
  onMirrorSynced,
  onPipelineFailed,
  onPipelineRecovered,
  onUpdateFinished,
} from '../domain/alert-rules';

/** Turns failures of the fleet into alerts, and recoveries into their end. */
@Controller()
export class FailuresController {
  constructor(private readonly alerts: AlertsRepository) {}

  @OnEvent(mirrorFailed)
  mirrorFailed(@Payload() event: Envelope<EventData<typeof mirrorFailed>>): Promise<void> {
    return this.alerts.apply(event, onMirrorFailed(event.data));
  }

  @OnEvent(mirrorSynced)
  mirrorSynced(@Payload() event: Envelope<EventData<typeof mirrorSynced>>): Promise<void> {
    return this.alerts.apply(event, onMirrorSynced(event.data));
  }

  @OnEvent(unitUpdateFinished)
  updateFinished(@Payload() event: Envelope<EventData<typeof unitUpdateFinished>>): Promise<void> {
    return this.alerts.apply(event, onUpdateFinished(event.data));
  }

  @OnEvent(pipelineFailed)
  pipelineFailed(@Payload() event: Envelope<EventData<typeof pipelineFailed>>): Promise<void> {
    return this.alerts.apply(event, onPipelineFailed(event.data));
  }

  @OnEvent(pipelineRecovered)
  pipelineRecovered(@Payload() event: Envelope<EventData<typeof pipelineRecovered>>): Promise<void> {
    return this.alerts.apply(event, onPipelineRecovered(event.data));
  }
}
