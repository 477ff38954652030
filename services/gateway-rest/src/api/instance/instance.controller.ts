import { Controller, Get, Inject, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersJson } from '../../http/answer/answers.decorator';
import { PresentInterceptor } from '../../http/answer/present.interceptor';
import { SETTINGS, type Settings } from '../../settings';
import { FleetReadiness } from './fleet-readiness';
import { instanceInfo } from './instance-info';

/** Open to everybody, also to a browser with an ended session. */
@ApiTags('instance')
@Controller()
@UseInterceptors(PresentInterceptor)
export class InstanceController {
  constructor(
    private readonly fleet: FleetReadiness,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Get()
  @AnswersJson({ type: 'object' })
  async info() {
    await this.fleet.assertReady();
    return instanceInfo(this.settings);
  }
}
