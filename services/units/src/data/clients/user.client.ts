import { Injectable } from '@nestjs/common';
import { getUserStandings, PLATFORM } from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';

/** Users, as `registry` knows them. */
@Injectable()
export class UserClient {
  constructor(private readonly rpc: RpcClient) {}

  async exists(uuid: string): Promise<boolean> {
    const { users } = await this.rpc.call(getUserStandings, { uuids: [uuid] }, PLATFORM);
    return users.some((user) => user.uuid === uuid);
  }
}
