import { Injectable } from '@nestjs/common';
import { countUnitVersions, PLATFORM, type OperationResponse } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';

/** What `units` knows of the Units of a Repo. */
@Injectable()
export class UnitCensusClient {
  constructor(private readonly rpc: RpcClient) {}

  ofRepo(repoUuid: string): Promise<OperationResponse<typeof countUnitVersions>> {
    return this.rpc.call(countUnitVersions, { repoUuid }, PLATFORM);
  }
}
