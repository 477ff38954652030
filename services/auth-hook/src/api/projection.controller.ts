import { Controller, HttpCode, Post, ServiceUnavailableException } from '@nestjs/common';
import { isDomainError } from '@unitfleet/contracts';
import type { FillReport } from '../data/projection-fill';
import { ProjectionKeeper } from '../jobs/projection-keeper.job';

/** For operators, on the service's own port, never through the public edge. */
@Controller('projection')
export class ProjectionController {
  constructor(private readonly keeper: ProjectionKeeper) {}

  /** Empties the projection and fills it from its owners and the log; decisions go on meanwhile, by asking the owners. */
  @Post('rebuild')
  @HttpCode(200)
  async rebuild(): Promise<FillReport> {
    try {
      return await this.keeper.rebuild();
    } catch (error) {
      if (isDomainError(error)) throw new ServiceUnavailableException(error.message);
      throw error;
    }
  }
}
