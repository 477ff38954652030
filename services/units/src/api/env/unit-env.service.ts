import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import type { Actor } from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { mergeEnv, parseSubmittedEnv, type EnvObject, type MergedEnv } from '@unitfleet/unit-files';
import { CommandRepository } from '../../data/command.repository';
import type { UnitEntity } from '../../data/unit.entity';
import { UnitRepository } from '../../data/unit.repository';
import { TargetVersionService, type TargetVersion } from '../firmware/target-version.service';
import { EnvVault } from './env-vault';

/** The env of a Unit (`docs/protocol/device.md 4.2, 4.3`). */
@Injectable()
export class UnitEnvService {
  constructor(
    private readonly units: UnitRepository,
    private readonly targets: TargetVersionService,
    private readonly vault: EnvVault,
    private readonly commands: CommandRepository,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async get(actor: Actor, uuid: string): Promise<EnvObject> {
    const readAt = new Date(this.clock.now());
    const unit = await this.units.get(uuid);
    requireAccess('unit.read-env', actor, { unitUuid: uuid, creatorUuid: unit.creatorUuid });
    const env = await this.envFor(unit, await this.targets.resolveOrSynced(unit));
    if (actor.kind === 'Unit')
      await this.transactions.run(async (transaction) => {
        await this.commands.confirm(transaction, uuid, 'EnvUpdate', readAt);
      });
    return env;
  }

  /** Env of a version; the keys of a Unit that has none yet are kept from now on. */
  async envFor(unit: UnitEntity, target: TargetVersion): Promise<EnvObject> {
    const merged = this.merge(unit, target);
    if (this.hasKeys(unit)) return merged.env;
    return this.transactions.run(async (transaction) => {
      const locked = await this.units.lock(transaction, unit.uuid);
      const { env, stored } = this.merge(locked, target);
      if (!this.hasKeys(locked))
        await this.units.change(transaction, locked, { cipherEnv: this.vault.seal(stored) });
      return env;
    });
  }

  /** Throws JsonDecode (422 code 9) for what is not the text of an object. Does not tell the device. */
  async set(actor: Actor, uuid: string, envJson: string): Promise<void> {
    const known = await this.units.get(uuid);
    requireAccess('unit.set-env', actor, known);
    const submitted = parseSubmittedEnv(envJson);
    const target = await this.targets.resolve(known);
    await this.transactions.run(async (transaction) => {
      const unit = await this.units.lock(transaction, uuid);
      const { stored } = this.merge(unit, target, submitted);
      await this.units.change(transaction, unit, { cipherEnv: this.vault.seal(stored) });
    });
  }

  /** Forgets what was saved; the Unit gets new keys. */
  async reset(actor: Actor, uuid: string): Promise<void> {
    requireAccess('unit.reset-env', actor, await this.units.get(uuid));
    await this.transactions.run(async (transaction) => {
      const unit = await this.units.lock(transaction, uuid);
      await this.units.change(transaction, unit, { cipherEnv: this.vault.sealFresh() });
    });
  }

  /** A saved env, merged for another version; null where there is nothing to change. */
  remerged(unit: UnitEntity, target: TargetVersion): string | null {
    if (!this.vault.open(unit.cipherEnv)?.variables) return null;
    return this.vault.seal(this.merge(unit, target).stored);
  }

  private hasKeys(unit: UnitEntity): boolean {
    const keys = this.vault.open(unit.cipherEnv)?.keys;
    return Boolean(keys?.secretKey && keys.encryptKey);
  }

  private merge(unit: UnitEntity, target: TargetVersion, submitted?: EnvObject): MergedEnv {
    const stored = this.vault.open(unit.cipherEnv);
    return mergeEnv({
      submitted,
      stored,
      generated: this.vault.generate(unit.uuid, stored),
      template: target.templates.env,
      commitVersion: target.version.commit,
    });
  }
}
