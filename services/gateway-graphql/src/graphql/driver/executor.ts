import { Injectable } from '@nestjs/common';
import {
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type ExecutionResult,
  type GraphQLSchema,
} from 'graphql';
import { ErrorPresenter } from '../errors/error-presenter';
import { rootField } from '../limits/document-plan';
import { Documents } from '../limits/documents';
import type { Operation } from '../request/operation';
import type { RequestContext } from '../request/request-context';
import { TransportError } from '../request/transport-error';
import { OperationMetrics } from './operation-metrics';

/** The answer as text: `data` first, null when anything is wrong with the whole. */
type Answer = string;

/** Runs operations that came over HTTP. */
@Injectable()
export class Executor {
  private schema: GraphQLSchema | null = null;

  constructor(
    private readonly documents: Documents,
    private readonly errors: ErrorPresenter,
    private readonly metrics: OperationMetrics,
  ) {}

  open(schema: GraphQLSchema): void {
    this.schema = schema;
    this.documents.open(schema);
  }

  /** @throws TransportError for what this way of asking does not allow. */
  run(
    { query, operationName, variables }: Operation,
    context: RequestContext,
    isReadOnly: boolean,
  ): Answer | Promise<Answer> {
    const prepared = this.documents.prepare(query);
    if (prepared.errors) return this.refuse(prepared.errors);
    const { document, plan } = prepared;
    const kind = getOperationAST(document, operationName)?.operation;
    if (kind === OperationTypeNode.SUBSCRIPTION)
      throw new TransportError('Subscriptions are served over WebSocket');
    if (isReadOnly && kind === OperationTypeNode.MUTATION)
      throw new TransportError('Mutations are not allowed when using GET');
    const tooExpensive = this.documents.checkCost(plan, operationName, variables);
    if (tooExpensive) return this.refuse([tooExpensive]);
    const startedAt = performance.now();
    const finish = (result: ExecutionResult): Answer => {
      this.metrics.countOperation(rootField(plan, operationName), result.errors !== undefined, startedAt);
      return this.answer(result);
    };
    const result = execute({
      schema: this.schema!,
      document,
      operationName,
      variableValues: variables,
      contextValue: context,
    });
    return result instanceof Promise ? result.then(finish) : finish(result as ExecutionResult);
  }

  private answer({ data, errors }: ExecutionResult): Answer {
    if (!errors) return JSON.stringify({ data });
    return JSON.stringify({ data: data ?? null, errors: errors.map((error) => this.errors.present(error)) });
  }

  private refuse(errors: readonly GraphQLError[]): Answer {
    return this.answer({ data: null, errors });
  }
}
