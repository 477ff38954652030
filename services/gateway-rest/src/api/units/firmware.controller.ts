import { Get, Query } from '@nestjs/common';
import type { Actor } from '@unitfleet/contracts';
import { AnswersFile } from '../../http/answer/answers.decorator';
import { Caller } from '../../http/request/caller.decorator';
import { Costs } from '../../http/request/costs.decorator';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { FirmwareService } from './firmware.service';
import { FirmwareQuery } from './unit-documents.dto';

@RestController('units/firmware')
export class FirmwareController {
  constructor(private readonly firmware: FirmwareService) {}

  @Get('zip/:uuid')
  @Costs('archive')
  @AnswersFile('application/zip')
  async zip(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return this.firmware.archive(actor, uuid, 'zip', {});
  }

  @Get('tar/:uuid')
  @Costs('archive')
  @AnswersFile('application/x-tar')
  async tar(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return this.firmware.archive(actor, uuid, 'tar', {});
  }

  @Get('tgz/:uuid')
  @Costs('archive')
  @AnswersFile('application/x-tar')
  async tgz(@Caller() actor: Actor, @PathUuid() uuid: string, @Query() query: FirmwareQuery) {
    return this.firmware.archive(actor, uuid, 'tgz', query);
  }
}
