import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  type Actor,
  type Envelope,
  type EventData,
  type mirrorFailed,
  type mirrorSynced,
  repositoryRegistrySyncRequested,
} from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { Clock } from '@unitfleet/service-host';
import { CredentialStore } from '../data/credential-store';
import { RegistriesRepository } from '../data/registries.repository';
import type { RepositoryRegistryEntity } from '../data/repository-registry.entity';
import { effectOfReport, requireSyncAllowed } from '../domain/sync-state';
import { REGISTRY_SETTINGS, type RegistrySettings } from '../settings';

const POLL_MS = 100;
/** Shorter than the deadline of those who wait for the answer. */
const PATIENCE_MS = 65_000;

type Report = Envelope<EventData<typeof mirrorSynced> | EventData<typeof mirrorFailed>>;

/** Synchronisations: asked for with an event, done by the builder, answered with an event (`docs/protocol/device.md 6.6`). */
@Injectable()
export class RegistrySyncService {
  constructor(
    private readonly registries: RegistriesRepository,
    private readonly credentials: CredentialStore,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(REGISTRY_SETTINGS) private readonly settings: RegistrySettings,
  ) {}

  /** Marks a registry as being synchronised and asks the builder for it, when the transaction commits. */
  request(transaction: Transaction, registry: RepositoryRegistryEntity, onBehalfOf: string | null): string {
    const requestId = randomUUID();
    const now = new Date(this.clock.now());
    registry.version += 1;
    registry.syncStatus = 'Processing';
    registry.syncLastDatetime = now;
    registry.syncRequestId = requestId;
    registry.syncOnBehalfOf = registry.isPublicRepository ? null : onBehalfOf;
    this.ask(transaction, registry);
    return requestId;
  }

  /** Asks for the outcome that is awaited; to ask again does no harm. */
  ask(transaction: Transaction, registry: RepositoryRegistryEntity): void {
    registry.syncAskedAt = new Date(this.clock.now());
    transaction.emit(repositoryRegistrySyncRequested, registry, {
      uuid: registry.uuid,
      requestId: registry.syncRequestId!,
      onBehalfOf: registry.syncOnBehalfOf,
    });
  }

  /** Synchronises for a user, and waits; how it went is in the registry. */
  async synchronise(actor: Actor, uuid: string): Promise<null> {
    const begun = performance.now();
    const requestId = await this.transactions.run(async (transaction) => {
      const registry = await RegistriesRepository.lock(transaction.manager, uuid);
      this.requireRegistryAccess('registry.update-local', actor, registry);
      requireSyncAllowed(registry, this.clock.now(), this.settings.PU_MIN_INTERVAL_SYNC_REPOSITORY);
      const request = this.request(transaction, registry, actor.kind === 'User' ? actor.uuid : null);
      await transaction.manager.save(registry);
      return request;
    });
    await this.settled(uuid, requestId, begun);
    return null;
  }

  /** Returns when the outcome is there, or when the caller, who has waited since `begun`, waits for long enough. */
  async settled(uuid: string, requestId: string, begun: number): Promise<void> {
    const end = begun + PATIENCE_MS;
    while (performance.now() < end && (await this.registries.isAwaiting(uuid, requestId)))
      await sleep(POLL_MS);
  }

  /** Any user for a public registry; whoever has valid credentials for a private one. */
  requireRegistryAccess(
    operation: 'registry.update-local' | 'registry.list-commits' | 'repo.create',
    actor: Actor,
    registry: RepositoryRegistryEntity,
  ): void {
    const own = actor.kind === 'User' ? this.credentials.read(registry).of(actor.uuid) : null;
    const facts = { isPublic: registry.isPublicRepository, ownCredentials: own?.status ?? null };
    requireAccess(operation, actor, facts);
  }

  /** Takes in what the builder reports. */
  async apply(consumer: string, report: Report): Promise<void> {
    await this.transactions.once(consumer, report, async ({ manager }) => {
      const registry = await RegistriesRepository.findLocked(manager, report.data.registryUuid);
      if (!registry) return;
      const { requestId } = report.data;
      const effect = effectOfReport(registry, { requestId, mirrorVersion: report.aggregateVersion });
      if (!effect.setsStatus && !effect.setsContent) return;
      if (effect.setsStatus) setStatus(registry, 'error' in report.data ? report.data.error : null);
      if (effect.setsContent) {
        registry.mirrorVersion = report.aggregateVersion;
        if ('sizeBytes' in report.data) setContent(registry, report.data);
      }
      registry.version += 1;
      registry.lastUpdateDatetime = new Date(this.clock.now());
      await manager.save(registry);
    });
  }
}

const setStatus = (registry: RepositoryRegistryEntity, error: string | null): void => {
  registry.syncStatus = error === null ? 'Updated' : 'Error';
  registry.syncError = error;
  registry.syncRequestId = null;
  registry.syncAskedAt = null;
};

const setContent = (registry: RepositoryRegistryEntity, data: EventData<typeof mirrorSynced>): void => {
  registry.localRepositorySize = data.sizeBytes;
  registry.releasesData = data.releasesData;
};
