import { Injectable } from '@nestjs/common';
import { DomainError } from '@unitfleet/contracts';
import { RequestLimits } from '@unitfleet/gateway';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type ExecutionArgs,
  type GraphQLSchema,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { Documents } from '../../../graphql/limits/documents';
import type { LiveConnection, LiveContext } from './live-connection';

const refusal = (error: DomainError): readonly GraphQLError[] => [new GraphQLError(error.message)];

/** What of a client's messages is run: subscriptions, within the limits of every other query. */
@Injectable()
export class SubscribeRules {
  constructor(
    private readonly documents: Documents,
    private readonly limits: RequestLimits,
  ) {}

  /** @returns what to run, or why not. */
  apply(
    schema: GraphQLSchema,
    connection: LiveConnection,
    { query, operationName = null, variables = null }: SubscribePayload,
  ): ExecutionArgs | readonly GraphQLError[] {
    try {
      this.limits.take(connection.actor, connection.address);
    } catch (error) {
      if (error instanceof DomainError) return refusal(error);
      throw error;
    }
    const prepared = this.documents.prepare(query);
    if (prepared.errors) return prepared.errors;
    const { document, plan } = prepared;
    const kind = getOperationAST(document, operationName)?.operation;
    if (kind !== OperationTypeNode.SUBSCRIPTION)
      return refusal(new DomainError('Validation', 'Only subscriptions are served over WebSocket'));
    const tooExpensive = this.documents.checkCost(plan, operationName ?? null, variables ?? null);
    if (tooExpensive) return [tooExpensive];
    const contextValue: LiveContext = {
      caller: connection.caller!,
      asksByCookie: false,
      cookies: [],
      connection,
    };
    return { schema, document, operationName, variableValues: variables, contextValue };
  }
}
