import { Injectable } from '@nestjs/common';
import {
  noAccess,
  type Actor,
  type checkRepositoryCredentials,
  type OperationInput,
} from '@unitfleet/contracts';
import { Remote } from '../data/git/remote';
import { PlatformClient } from '../data/platform/platform-client';

@Injectable()
export class CredentialsService {
  constructor(
    private readonly platform: PlatformClient,
    private readonly remote: Remote,
  ) {}

  /** Asks the platform's API; where that does not tell, the Git host is asked for the refs of the repository. */
  async areValid(actor: Actor, request: OperationInput<typeof checkRepositoryCredentials>): Promise<boolean> {
    if (actor.kind !== 'Backend') throw noAccess('credentials are checked for the platform alone');
    const { repositoryUrl, credentials } = request;
    const accepted = await this.platform.accepts(request);
    if (accepted !== null) return accepted;
    return this.remote.refs(repositoryUrl, credentials).then(
      () => true,
      () => false,
    );
  }
}
