import { Injectable } from '@nestjs/common';
import { isAsStrictAs, requireAsStrictAs } from '@unitfleet/access';
import { DomainError, isDomainError, VISIBILITY_LEVELS, type VisibilityLevel } from '@unitfleet/contracts';
import { Transactions, type Transaction } from '@unitfleet/persistence';
import { RepoClient } from '../../data/clients/repo.client';
import { RepoReservationRepository, type RepoReservation } from '../../data/repo-reservation.repository';
import { UnitRepository } from '../../data/unit.repository';

const isMet = (reserved: VisibilityLevel | null, level: VisibilityLevel): boolean =>
  reserved !== null && isAsStrictAs(level, reserved);

/**
 * Keeps the levels of Repos and their Units in order while two services change them (`docs/protocol/rest-graphql.md
 * 4.3, 4.5`): `registry` reserves before it makes a Repo stricter or deletes it, and a Unit passes before it is stored.
 */
@Injectable()
export class RepoGateService {
  constructor(
    private readonly reservations: RepoReservationRepository,
    private readonly units: UnitRepository,
    private readonly repos: RepoClient,
    private readonly transactions: Transactions,
  ) {}

  /** Throws Validation (422 code 2) while Units stand against the change: any of them, or those that are looser. */
  reserve(repoUuid: string, level: VisibilityLevel | null): Promise<string> {
    return this.transactions.run(async (transaction) => {
      await this.reservations.holdAlone(transaction, repoUuid);
      const looser = VISIBILITY_LEVELS.filter((other) => !isMet(level, other));
      const count = await this.units.countOfRepo(transaction, repoUuid, looser);
      if (count > 0)
        throw new DomainError(
          'Validation',
          level === null
            ? `The Repo has ${count} Units`
            : `${count} Units of the Repo are looser than ${level}`,
        );
      return this.reservations.add(transaction, repoUuid, level);
    });
  }

  release(uuid: string): Promise<void> {
    return this.transactions.run((transaction) => this.reservations.release(transaction, [uuid]));
  }

  /**
   * Before a Unit is stored with this level; what was asked about the Repo earlier is asked again where a reservation
   * came in between. Throws Validation (422 code 2) for a Unit that stands against a reservation or the Repo.
   */
  async pass(transaction: Transaction, repoUuid: string, level: VisibilityLevel): Promise<void> {
    await this.reservations.holdTogether(transaction, repoUuid);
    const inForce = await this.reservations.inForce(transaction, repoUuid);
    if (!inForce.every((reservation) => isMet(reservation.level, level)))
      throw new DomainError('Validation', 'The Repo is being changed, and the Unit stands against it');
    if (!(await this.reservations.wasReservedLately(transaction, repoUuid))) return;
    requireAsStrictAs(level, (await this.repos.describe(repoUuid)).visibilityLevel);
  }

  /**
   * A Repo has changed: the reservations of that change end. One of a change that is still to come stays, for the
   * news may be of an earlier one.
   */
  async settle(repoUuid: string): Promise<void> {
    const now = await this.levelOf(repoUuid);
    await this.end(repoUuid, ({ level }) => now === null || isMet(level, now));
  }

  /** The Repo is gone for good. */
  settleDeletion(repoUuid: string): Promise<void> {
    return this.end(repoUuid, () => true);
  }

  /** Null for a Repo that is gone. */
  private async levelOf(repoUuid: string): Promise<VisibilityLevel | null> {
    try {
      return (await this.repos.describe(repoUuid)).visibilityLevel;
    } catch (error) {
      if (isDomainError(error) && error.errorCode === 'Validation') return null;
      throw error;
    }
  }

  private end(repoUuid: string, isDone: (reservation: RepoReservation) => boolean): Promise<void> {
    return this.transactions.run(async (transaction) => {
      const inForce = await this.reservations.inForce(transaction, repoUuid);
      const done = inForce.filter(isDone).map(({ uuid }) => uuid);
      if (done.length > 0) await this.reservations.release(transaction, done);
    });
  }
}
