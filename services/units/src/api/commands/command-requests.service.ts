import { Injectable } from '@nestjs/common';
import { COMMAND_TOPICS, type DeviceCommand } from '@unitfleet/contracts';
import type { Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { CommandRepository } from '../../data/command.repository';
import type { UnitEntity } from '../../data/unit.entity';
import { commandPayload } from '../../domain/commands/command-payload';
import { FirmwareProgressService } from '../firmware/firmware-progress.service';
import { linkOf, type TargetVersion } from '../firmware/target-version.service';

/** Takes commands to devices in. */
@Injectable()
export class CommandRequestsService {
  constructor(
    private readonly commands: CommandRepository,
    private readonly progress: FirmwareProgressService,
    private readonly clock: Clock,
  ) {}

  /**
   * Remembers a command until its effect is seen. A version whose schema does not list the topic is not spoken to,
   * without an error (`docs/protocol/device.md 7.1`). The Unit must be locked. Throws GitRepo (5) for an Update of a
   * compiled Unit without asset.
   */
  async request(
    transaction: Transaction,
    unit: UnitEntity,
    kind: DeviceCommand,
    target: TargetVersion,
  ): Promise<void> {
    if (!target.templates.schema.inputBaseTopics.includes(COMMAND_TOPICS[kind])) return;
    const { commit } = target.version;
    const link = kind === 'Update' ? linkOf(unit, target) : null;
    const payload = commandPayload(kind, { commit, link });
    await this.commands.put(transaction, unit.uuid, { kind, payload, isCompiled: link !== null });
    if (kind === 'Update')
      await this.progress.advance(transaction, unit, {
        kind: 'requested',
        commit,
        at: new Date(this.clock.now()),
      });
  }
}
