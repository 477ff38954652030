import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import {
  getUnitEnv,
  getUnitStateStorage,
  resetUnitEnv,
  setUnitEnv,
  setUnitStateStorage,
  type OperationInput,
} from '@unitfleet/contracts';
import { RpcHandler, type Call } from '@unitfleet/messaging';
import { StateStorageService } from './state-storage.service';
import { UnitEnvService } from './unit-env.service';

@Controller()
export class UnitEnvController {
  constructor(
    private readonly env: UnitEnvService,
    private readonly storage: StateStorageService,
  ) {}

  @RpcHandler(getUnitEnv)
  async get(@Payload() request: OperationInput<typeof getUnitEnv>, @Ctx() call: Call) {
    return { env: await this.env.get(call.actor, request.uuid) };
  }

  @RpcHandler(setUnitEnv)
  async set(@Payload() request: OperationInput<typeof setUnitEnv>, @Ctx() call: Call) {
    await this.env.set(call.actor, request.uuid, request.envJson);
    return null;
  }

  @RpcHandler(resetUnitEnv)
  async reset(@Payload() request: OperationInput<typeof resetUnitEnv>, @Ctx() call: Call) {
    await this.env.reset(call.actor, request.uuid);
    return null;
  }

  @RpcHandler(getUnitStateStorage)
  async getStorage(@Payload() request: OperationInput<typeof getUnitStateStorage>, @Ctx() call: Call) {
    return { state: await this.storage.get(call.actor, request.uuid) };
  }

  @RpcHandler(setUnitStateStorage)
  async setStorage(@Payload() request: OperationInput<typeof setUnitStateStorage>, @Ctx() call: Call) {
    await this.storage.set(call.actor, request.uuid, request.state);
    return null;
  }
}
