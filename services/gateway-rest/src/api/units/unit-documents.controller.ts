import { Body, Delete, Get, Patch, Post } from '@nestjs/common';
import {
  getUnitEnv,
  getUnitSchema,
  getUnitStateStorage,
  getUnitTargetVersion,
  resetUnitEnv,
  setUnitEnv,
  setUnitStateStorage,
  type Actor,
} from '@unitfleet/contracts';
import { RpcClient } from '@unitfleet/messaging';
import { Answers, AnswersJson, AnswersNothing } from '../../http/answer/answers.decorator';
import { Verbatim } from '../../http/answer/presenter';
import { Caller } from '../../http/request/caller.decorator';
import { PathUuid } from '../../http/request/path-uuid.decorator';
import { RestController } from '../../http/routes/rest-controller.decorator';
import { StateStorageBody, UnitEnvBody } from './unit-documents.dto';

/** What devices and their makers read and write of a Unit (`docs/protocol/device.md 4`). */
@RestController('units')
export class UnitDocumentsController {
  constructor(private readonly rpc: RpcClient) {}

  @Get('env/:uuid')
  @AnswersJson({ type: 'object' })
  async env(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return new Verbatim((await this.rpc.call(getUnitEnv, { uuid }, actor)).env);
  }

  @Patch('env/:uuid')
  @AnswersNothing()
  async setEnv(@Caller() actor: Actor, @PathUuid() uuid: string, @Body() body: UnitEnvBody): Promise<void> {
    await this.rpc.call(setUnitEnv, { uuid, envJson: body.env_json_string }, actor);
  }

  @Delete('env/:uuid')
  @AnswersNothing()
  async resetEnv(@Caller() actor: Actor, @PathUuid() uuid: string): Promise<void> {
    await this.rpc.call(resetUnitEnv, { uuid }, actor);
  }

  @Get('get_current_schema/:uuid')
  @AnswersJson({ type: 'object' })
  async schema(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return new Verbatim((await this.rpc.call(getUnitSchema, { uuid }, actor)).schema);
  }

  @Get('get_target_version/:uuid')
  @Answers('TargetVersion', getUnitTargetVersion.response)
  async targetVersion(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return this.rpc.call(getUnitTargetVersion, { uuid }, actor);
  }

  @Post('set_state_storage/:uuid')
  @AnswersNothing()
  async setState(@Caller() actor: Actor, @PathUuid() uuid: string, @Body() body: StateStorageBody) {
    await this.rpc.call(setUnitStateStorage, { uuid, state: body.state }, actor);
  }

  /** A JSON text with its quotes, which devices hand to their programs (10A.8). */
  @Get('get_state_storage/:uuid')
  @AnswersJson({ type: 'string' })
  async state(@Caller() actor: Actor, @PathUuid() uuid: string) {
    return new Verbatim((await this.rpc.call(getUnitStateStorage, { uuid }, actor)).state);
  }
}
