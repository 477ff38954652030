import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnswersJson } from '../../http/answer/answers.decorator';
import { SETTINGS, type Settings } from '../../settings';
import { FleetReadiness } from './fleet-readiness';
import { instanceInfo } from './instance-info';

/** Open to everybody, also to a browser with an ended session. */
@ApiTags('instance')
@Controller()
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
