import 'reflect-metadata';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { loadSettings } from '@unitfleet/config';
import { RpcClient, StreamClient } from '@unitfleet/messaging';
import { createLogger, LOGGER } from '@unitfleet/observability';
import { describeApi } from './describe-api';
import { GatewayRestModule } from './gateway-rest.module';
import { gatewayRestSettings } from './settings';

const absent = (name: unknown) => ({ provide: name as never, useValue: {} });

/** What the service's host would bring; nothing of it is used while the API is only described. */
@Global()
@Module({
  providers: [
    absent(RpcClient),
    absent(StreamClient),
    { provide: LOGGER, useValue: createLogger('openapi') },
  ],
  exports: [RpcClient, StreamClient, LOGGER],
})
class NoHostModule {}

/** The API document of an instance with default prefixes, made from the code alone: no engine, no port. */
export const buildOpenApiDocument = async (): Promise<OpenAPIObject> => {
  const values = loadSettings(gatewayRestSettings, {
    PU_DOMAIN: 'localhost',
    PU_SECRET_KEY: 'unused-unused-unused',
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: NoHostModule, imports: [GatewayRestModule.with(values)] },
    new FastifyAdapter(),
    { logger: false },
  );
  try {
    return describeApi(app);
  } finally {
    await app.close();
  }
};
