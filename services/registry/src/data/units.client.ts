import { Inject, Injectable } from '@nestjs/common';
import {
  countUnitVersions,
  findExistingUnits,
  PLATFORM,
  releaseRepo,
  reserveRepo,
  type OperationResponse,
  type VisibilityLevel,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { LOGGER, type Logger } from '@unitfleet/observability';

/** What `units` knows, and what it is asked to respect. */
@Injectable()
export class UnitsClient {
  constructor(
    private readonly rpc: RpcClient,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  async versionsOf(repoUuid: string): Promise<OperationResponse<typeof countUnitVersions>['versions']> {
    return (await this.rpc.call(countUnitVersions, { repoUuid }, PLATFORM)).versions;
  }

  async exists(uuid: string): Promise<boolean> {
    return (await this.rpc.call(findExistingUnits, { uuids: [uuid] }, PLATFORM)).uuids.length > 0;
  }

  /**
   * Makes a change that no Unit may stand against: deletion of a Repo (`level` null), or a stricter level. Until it is
   * made or has failed, `units` lets no such Unit come into being.
   *
   * @throws DomainError Validation while Units stand against it.
   */
  async reserving<T>(repoUuid: string, level: VisibilityLevel | null, change: () => Promise<T>): Promise<T> {
    const { reservationUuid } = await this.rpc.call(reserveRepo, { repoUuid, level }, PLATFORM);
    try {
      return await change();
    } catch (error) {
      await this.release(reservationUuid);
      throw error;
    }
  }

  /** A reservation that cannot be released ends by itself. */
  private async release(reservationUuid: string): Promise<void> {
    try {
      await this.rpc.call(releaseRepo, { reservationUuid }, PLATFORM);
    } catch (error) {
      this.log.warn({ err: error, reservationUuid }, 'a reservation could not be released');
    }
  }
}
