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
   * without an error (`docs/protocol/device.md 7.1`). The Unit must be locked. Throws GitRepo (5) for a compiled Unit
   * whose release has no asset for it.
   */
  async request(
    transaction: Transaction,
    unit: UnitEntity,
    kind: DeviceCommand,
    target: TargetVersion,
  ): Promise<void> {
    const link = linkOf(unit, target);
    if (!target.templates.schema.inputBaseTopics.includes(COMMAND_TOPICS[kind])) return;
    if (kind === 'Update') return this.requestUpdate(transaction, unit, target.version.commit, link);
    if (kind === 'EnvUpdate' && isBehind(unit, target))
      await this.request(transaction, unit, 'Update', target);
    await this.commands.put(transaction, unit.uuid, {
      kind,
      payload: commandPayload(kind),
      isCompiled: false,
    });
  }

  private async requestUpdate(
    transaction: Transaction,
    unit: UnitEntity,
    commit: string,
    link: string | null,
  ): Promise<void> {
    const payload = commandPayload('Update', { commit, link });
    await this.commands.put(transaction, unit.uuid, { kind: 'Update', payload, isCompiled: link !== null });
    const at = new Date(this.clock.now());
    await this.progress.advance(transaction, unit, { kind: 'requested', commit, at });
  }
}

/**
 * A device that runs another version skips its Update once it has the env of the target, for that names the version:
 * the Update goes first (`docs/protocol/device.md`, oddity B11).
 */
const isBehind = ({ currentCommitVersion }: UnitEntity, { version }: TargetVersion): boolean =>
  currentCommitVersion !== null && currentCommitVersion !== version.commit;
