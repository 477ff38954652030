import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  convertTomlToReadme,
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
import { NONE, NoneType } from '../../graphql/none.type';
import { Caller } from '../../graphql/request/caller.decorator';
import { DocumentPipe } from '../../graphql/request/document.pipe';
import { Upload } from '../../graphql/scalars/upload.scalar';
import { UuidArgument } from '../../graphql/uuid-argument.decorator';
import { TargetVersionType } from './unit.types';

/** What devices and their makers read and write of a Unit (`docs/protocol/device.md 4`); objects come as JSON text. */
@Resolver()
export class UnitDocumentsResolver {
  constructor(private readonly rpc: RpcClient) {}

  @Query(() => String)
  async getUnitEnv(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return JSON.stringify((await this.rpc.call(getUnitEnv, { uuid }, actor)).env);
  }

  @Mutation(() => NoneType)
  async updateUnitEnv(
    @Caller() actor: Actor,
    @UuidArgument() uuid: string,
    @Args('envJsonStr') envJson: string,
  ) {
    await this.rpc.call(setUnitEnv, { uuid, envJson }, actor);
    return NONE;
  }

  @Mutation(() => NoneType)
  async resetUnitEnv(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    await this.rpc.call(resetUnitEnv, { uuid }, actor);
    return NONE;
  }

  @Query(() => String)
  async getUnitCurrentSchema(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return JSON.stringify((await this.rpc.call(getUnitSchema, { uuid }, actor)).schema);
  }

  @Query(() => TargetVersionType)
  async getTargetVersion(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return this.rpc.call(getUnitTargetVersion, { uuid }, actor);
  }

  @Query(() => String)
  async getStateStorage(@Caller() actor: Actor, @UuidArgument() uuid: string) {
    return (await this.rpc.call(getUnitStateStorage, { uuid }, actor)).state;
  }

  @Mutation(() => NoneType)
  async setStateStorage(@Caller() actor: Actor, @UuidArgument() uuid: string, @Args('state') state: string) {
    await this.rpc.call(setUnitStateStorage, { uuid, state }, actor);
    return NONE;
  }

  @Query(() => String)
  async getConvertTomlToMd(
    @Caller() actor: Actor,
    @Args('file', { type: () => Upload }, DocumentPipe) document: Buffer,
  ) {
    return (await this.rpc.call(convertTomlToReadme, { document }, actor)).markdown;
  }
}
