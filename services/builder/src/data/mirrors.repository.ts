import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { mirrorFailed, mirrorSynced } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { DataSource, type EntityManager } from 'typeorm';
import { MirrorEntity } from './mirror.entity';
import { SyncRequestEntity } from './sync-request.entity';

/** What a repository was found to hold. */
export interface MirrorContent {
  readonly generation: string;
  readonly sizeBytes: number;
}

/** What its platform tells of it. */
export type MirrorReleases = Pick<MirrorEntity, 'releasesData' | 'releasePages'>;

@Injectable()
export class MirrorsRepository {
  constructor(
    @InjectDataSource() private readonly source: DataSource,
    private readonly transactions: Transactions,
  ) {}

  find(registryUuid: string): Promise<MirrorEntity | null> {
    return this.source.getRepository(MirrorEntity).findOneBy({ registryUuid });
  }

  async findMany(registryUuids: readonly string[]): Promise<MirrorEntity[]> {
    return this.source
      .getRepository(MirrorEntity)
      .createQueryBuilder('mirror')
      .where('mirror.registryUuid = any(:registryUuids)', { registryUuids })
      .getMany();
  }

  all(): Promise<MirrorEntity[]> {
    return this.source.getRepository(MirrorEntity).find();
  }

  /** Oldest first. */
  due(limit: number): Promise<SyncRequestEntity[]> {
    return this.source
      .getRepository(SyncRequestEntity)
      .createQueryBuilder('request')
      .where('request.not_before <= now()')
      .orderBy('request.requested_at')
      .limit(limit)
      .getMany();
  }

  async isRequested(requestId: string): Promise<boolean> {
    return this.source.getRepository(SyncRequestEntity).existsBy({ requestId });
  }

  async isKnown(registryUuid: string): Promise<boolean> {
    const waits = await this.source.getRepository(SyncRequestEntity).existsBy({ registryUuid });
    return waits || (await this.find(registryUuid)) !== null;
  }

  /** Has a mirror fetched again that is missing on disk, unless something is under way for it already. */
  async requestAgain(registryUuid: string): Promise<void> {
    await this.transactions.run(({ manager }) =>
      manager.query(
        `insert into sync_requests (request_id, registry_uuid)
         select $1, $2 where not exists (select 1 from sync_requests where registry_uuid = $2)`,
        [randomUUID(), registryUuid],
      ),
    );
  }

  /** Puts a request that could not be served now back for a while. */
  async postpone(request: SyncRequestEntity, seconds: number): Promise<void> {
    await this.transactions.run(({ manager }) =>
      manager.query(
        `update sync_requests set attempts = attempts + 1, not_before = now() + make_interval(secs => $2)
         where request_id = $1`,
        [request.requestId, seconds],
      ),
    );
  }

  /** Keeps what was fetched and reports it; false when somebody else has served the request meanwhile. */
  async succeed(
    request: SyncRequestEntity,
    content: MirrorContent,
    releases: MirrorReleases,
  ): Promise<boolean> {
    return this.settle(request, (mirror) => {
      keep(mirror, content);
      Object.assign(mirror, { ...releases, error: null, syncedAt: new Date() });
    });
  }

  /** Reports what could not be had; all that there was stays, except the content when that was fetched. */
  async fail(request: SyncRequestEntity, error: string, content?: MirrorContent): Promise<boolean> {
    return this.settle(request, (mirror) => {
      if (content) keep(mirror, content);
      mirror.error = error;
    });
  }

  /** Forgets a registry that is gone. */
  async forget(registryUuid: string): Promise<void> {
    await this.transactions.run(({ manager }) => MirrorsRepository.delete(manager, registryUuid));
  }

  static async delete(manager: EntityManager, registryUuid: string): Promise<void> {
    await manager.delete(SyncRequestEntity, { registryUuid });
    await manager.delete(MirrorEntity, { registryUuid });
  }

  /** Says once more how the last synchronisation went. */
  static async report(transaction: Transaction, mirror: MirrorEntity): Promise<void> {
    mirror.version += 1;
    await transaction.manager.save(mirror);
    const aggregate = { uuid: mirror.registryUuid, version: mirror.version };
    const { registryUuid, lastRequestId: requestId, error, sizeBytes, releasesData } = mirror;
    if (error !== null) transaction.emit(mirrorFailed, aggregate, { registryUuid, requestId, error });
    else transaction.emit(mirrorSynced, aggregate, { registryUuid, requestId, sizeBytes, releasesData });
  }

  static lock(manager: EntityManager, registryUuid: string): Promise<MirrorEntity | null> {
    return manager.findOne(MirrorEntity, { where: { registryUuid }, lock: { mode: 'pessimistic_write' } });
  }

  private settle(request: SyncRequestEntity, change: (mirror: MirrorEntity) => void): Promise<boolean> {
    const { requestId, registryUuid } = request;
    return this.transactions.run(async (transaction) => {
      const { affected } = await transaction.manager.delete(SyncRequestEntity, { requestId });
      if (!affected) return false;
      const known = await MirrorsRepository.lock(transaction.manager, registryUuid);
      const mirror =
        known ?? Object.assign(new MirrorEntity(), { registryUuid, version: 0, generation: null });
      mirror.lastRequestId = requestId;
      change(mirror);
      await MirrorsRepository.report(transaction, mirror);
      return true;
    });
  }
}

const keep = (mirror: MirrorEntity, { generation, sizeBytes }: MirrorContent): void => {
  if (mirror.generation !== generation) {
    mirror.previousGeneration = mirror.generation;
    mirror.generation = generation;
  }
  mirror.sizeBytes = sizeBytes;
};
