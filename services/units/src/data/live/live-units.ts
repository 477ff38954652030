import { Injectable } from '@nestjs/common';
import { liveUnit, type UnitState } from '@unitfleet/contracts';
import { LivePublisher } from '@unitfleet/messaging';
import type { HeardUnit } from '../unit.repository';

/** Tells those who watch Units what their devices said; the progress of Updates is told by events. */
@Injectable()
export class LiveUnits {
  constructor(private readonly live: LivePublisher) {}

  /** Call it after the commit that kept the state. */
  stateKept({ uuid, currentCommitVersion, lastUpdateDatetime }: HeardUnit, unitState: UnitState): void {
    this.live.about(liveUnit, uuid, { uuid, unitState, currentCommitVersion, lastUpdateDatetime });
  }
}
