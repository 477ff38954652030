import { Controller, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Ctx, Payload, type MicroserviceOptions } from '@nestjs/microservices';
import type { NatsConnection } from '@nats-io/nats-core';
import {
  authorizeNode,
  authorizeUnitLogs,
  noAccess,
  type OperationInput,
  type OperationResponse,
} from '@unitfleet/contracts';
import { NatsStrategy, RpcHandler, type Call } from '@unitfleet/messaging';
import { createLogger } from '@unitfleet/observability';

type AuthorizeRequest = OperationInput<typeof authorizeNode>;

export const UNIT = '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10';
export const STRANGER = 'stranger';

/** Plays `units`: everybody may do everything, but for the user whose login is `stranger`. */
@Controller()
class FakeUnits {
  @RpcHandler(authorizeNode)
  authorize(
    @Payload() { uuid }: AuthorizeRequest,
    @Ctx() { actor }: Call,
  ): OperationResponse<typeof authorizeNode> {
    if (actor.kind === 'User' && actor.login === STRANGER) throw noAccess('not yours');
    return { uuid, unitUuid: UNIT, topicName: 'value/pepeunit', creatorUuid: UNIT };
  }

  @RpcHandler(authorizeUnitLogs)
  authorizeLogs(@Ctx() { actor }: Call): null {
    if (actor.kind === 'User' && actor.login === STRANGER) throw noAccess('not yours');
    return null;
  }
}

@Module({ controllers: [FakeUnits] })
class FakeUnitsModule {}

export const startFakeUnits = async (connection: NatsConnection) => {
  const strategy = new NatsStrategy(connection, 'units', createLogger('units', 'ERROR'));
  const app = await NestFactory.createMicroservice<MicroserviceOptions>(FakeUnitsModule, {
    strategy,
    logger: false,
  });
  await app.listen();
  return app;
};
