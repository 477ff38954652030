import { Controller } from '@nestjs/common';
import { Payload } from '@nestjs/microservices';
import {
  mirrorFailed,
  mirrorSynced,
  pipelineFailed,
  pipelineRecovered,
  repositoryRegistryDeleted,
  unitDeleted,
  unitNodeDeleted,
  unitUpdateFinished,
  type Envelope,
  type EventData,
} from '@unitfleet/contracts';
import { OnEvent } from '@unitfleet/messaging';
import { AlertsRepository } from '../data/alerts.repository';
import {
  onMirrorFailed,
  onMirrorSynced,
  onNodeDeleted,
  onPipelineFailed,
  onPipelineRecovered,
  onRegistryDeleted,
  onUnitDeleted,
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

  @OnEvent(repositoryRegistryDeleted)
  registryDeleted(@Payload() event: Envelope<EventData<typeof repositoryRegistryDeleted>>): Promise<void> {
    return this.alerts.apply(event, onRegistryDeleted(event.data));
  }

  @OnEvent(unitDeleted)
  unitDeleted(@Payload() event: Envelope<EventData<typeof unitDeleted>>): Promise<void> {
    return this.alerts.apply(event, onUnitDeleted(event.data));
  }

  @OnEvent(unitNodeDeleted)
  nodeDeleted(@Payload() event: Envelope<EventData<typeof unitNodeDeleted>>): Promise<void> {
    return this.alerts.apply(event, onNodeDeleted(event.data));
  }
}
