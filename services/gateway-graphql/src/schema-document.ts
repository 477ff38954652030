import 'reflect-metadata';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadSettings } from '@unitfleet/config';
import { RpcClient, StreamClient } from '@unitfleet/messaging';
import { createLogger, LOGGER, METRICS, Registry } from '@unitfleet/observability';
import { printSchema, type GraphQLSchema } from 'graphql';
import { configureHttp } from './configure-http';
import { GatewayGraphqlModule } from './gateway-graphql.module';
import { gatewayGraphqlSettings } from './settings';

const absent = (name: unknown) => ({ provide: name as never, useValue: {} });

/** What the service's host would bring; nothing of it is used while the schema is only described. */
@Global()
@Module({
  providers: [
    absent(RpcClient),
    absent(StreamClient),
    { provide: LOGGER, useValue: createLogger('schema') },
    { provide: METRICS, useValue: new Registry() },
  ],
  exports: [RpcClient, StreamClient, LOGGER, METRICS],
})
class NoHostModule {}

/** The schema, made from the code alone: no engine, no port. */
export const buildSchema = async (): Promise<GraphQLSchema> => {
  const settings = loadSettings(gatewayGraphqlSettings, {
    PU_DOMAIN: 'localhost',
    PU_SECRET_KEY: 'unused-unused-unused',
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: NoHostModule, imports: [GatewayGraphqlModule.with(settings)] },
    new FastifyAdapter(),
    { logger: false },
  );
  try {
    await configureHttp(app, settings);
    await app.init();
    return app.get(GraphQLSchemaHost).schema;
  } finally {
    await app.close();
  }
};

/** The schema as text, sorted by name. */
export const buildSchemaDocument = async (): Promise<string> => `${printSchema(await buildSchema())}\n`;
