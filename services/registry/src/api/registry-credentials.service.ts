import { Injectable } from '@nestjs/common';
import { requireAccess } from '@unitfleet/access';
import {
  DomainError,
  noAccess,
  type Actor,
  type Credentials,
  type CredentialStatus,
} from '@unitfleet/contracts';
import { Transactions } from '@unitfleet/persistence';
import { CredentialStore } from '../data/credential-store';
import { MirrorsClient } from '../data/mirrors.client';
import { RegistriesRepository } from '../data/registries.repository';
import type { RepositoryRegistryEntity } from '../data/repository-registry.entity';
import type { CredentialEntry } from '../domain/credential-book';
import { requireCredentials } from '../domain/repository-source';

const userOf = (actor: Actor): string => {
  if (actor.kind !== 'User') throw noAccess('only users have credentials');
  return actor.uuid;
};

const requirePrivate = (registry: RepositoryRegistryEntity): void => {
  if (registry.isPublicRepository)
    throw new DomainError('RepositoryRegistry', 'a public repository needs no credentials');
};

/** A user's own credentials of a private registry. */
@Injectable()
export class RegistryCredentialsService {
  constructor(
    private readonly registries: RegistriesRepository,
    private readonly store: CredentialStore,
    private readonly mirrors: MirrorsClient,
    private readonly transactions: Transactions,
  ) {}

  /** Keeps them as not verified, has them checked, and keeps the outcome. */
  async set(actor: Actor, uuid: string, given: Credentials): Promise<null> {
    requireAccess('registry.set-credentials', actor, {});
    const userUuid = userOf(actor);
    const registry = await this.registries.get(uuid);
    requirePrivate(registry);
    const credentials = requireCredentials(given);
    await this.keep(uuid, userUuid, credentials, 'NotVerified');
    const status = await this.mirrors.judge(registry.platform, registry.repositoryUrl, credentials);
    await this.keep(uuid, userUuid, credentials, status);
    return null;
  }

  async get(actor: Actor, uuid: string): Promise<CredentialEntry | null> {
    requireAccess('registry.read-credentials', actor, {});
    const registry = await this.registries.get(uuid);
    requirePrivate(registry);
    return this.store.read(registry).of(userOf(actor));
  }

  private keep(
    uuid: string,
    userUuid: string,
    credentials: Credentials,
    status: CredentialStatus,
  ): Promise<void> {
    return this.transactions.run(async ({ manager }) => {
      const registry = await RegistriesRepository.lock(manager, uuid);
      const book = this.store.read(registry);
      // Others were set while these were being checked: the verdict is not about them.
      const current = book.of(userUuid)?.credentials;
      const isVerdict = status !== 'NotVerified';
      if (isVerdict && current?.patToken !== credentials.patToken) return;
      if (isVerdict && current?.username !== credentials.username) return;
      this.store.write(registry, book.with(userUuid, { credentials, status }));
      registry.version += 1;
      await manager.save(registry);
    });
  }
}
