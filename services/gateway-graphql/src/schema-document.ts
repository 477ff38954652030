import { GraphQLSchemaHost } from '@nestjs/graphql';
import { describeService } from '@unitfleet/service-host';
import { printSchema, type GraphQLSchema } from 'graphql';
import { gatewayGraphql } from './service';

/** The schema, made from the code alone. */
export const buildSchema = (): Promise<GraphQLSchema> =>
  describeService(gatewayGraphql, (app) => app.get(GraphQLSchemaHost).schema);

/** The schema as text, sorted by name. */
export const buildSchemaDocument = async (): Promise<string> => `${printSchema(await buildSchema())}\n`;
