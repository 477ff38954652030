import { Inject, Injectable } from '@nestjs/common';
import { liveUnit, unitStateSchema, type UnitState } from '@unitfleet/contracts';
import { LivePublisher } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';
import { DevicePresenceRepository } from '../fleet/device-presence.repository';
import type { HeardUnit } from '../unit.repository';

export interface KeptState {
  readonly unit: HeardUnit;
  readonly state: UnitState;
}

/**
 * Tells those who watch Units what their devices said, and that they came or went; the progress of Updates is told by
 * events. Call it after the commit: whether a device is there is looked up last, for it may have gone meanwhile. Never
 * fails.
 */
@Injectable()
export class LiveUnits {
  constructor(
    private readonly live: LivePublisher,
    private readonly presences: DevicePresenceRepository,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  statesKept(kept: readonly KeptState[]): Promise<void> {
    return this.tell(kept, async () => {
      const presences = await this.presences.presencesOf(kept.map(({ unit }) => unit.uuid));
      for (const { unit, state: unitState } of kept) {
        const { uuid, currentCommitVersion, lastUpdateDatetime } = unit;
        const presence = presences.get(uuid);
        if (!presence) continue;
        this.live.about(liveUnit, uuid, {
          uuid,
          unitState,
          currentCommitVersion,
          lastUpdateDatetime,
          ...presence,
        });
      }
    });
  }

  cameOrWent(unitUuids: readonly string[]): Promise<void> {
    return this.tell(unitUuids, async () => {
      for (const unit of await this.presences.presentUnits(unitUuids)) {
        const unitState = unit.unitState === null ? null : unitStateSchema.parse(JSON.parse(unit.unitState));
        this.live.about(liveUnit, unit.uuid, { ...unit, unitState });
      }
    });
  }

  private async tell(changed: readonly unknown[], tell: () => Promise<void>): Promise<void> {
    if (changed.length === 0) return;
    try {
      await tell();
    } catch (error) {
      this.log.warn({ err: error }, 'those who watch Units were not told of a change');
    }
  }
}
