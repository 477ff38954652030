import { Injectable } from '@nestjs/common';
import { getRegistrySource, PLATFORM, type OperationResponse } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';

export type RegistrySource = OperationResponse<typeof getRegistrySource>;

/** What `registry` knows of repositories. */
@Injectable()
export class RegistryClient {
  constructor(private readonly rpc: RpcClient) {}

  source(uuid: string, onBehalfOf: string | null): Promise<RegistrySource> {
    return this.rpc.call(getRegistrySource, { uuid, onBehalfOf }, PLATFORM);
  }
}
