import { Inject, Injectable } from '@nestjs/common';
import { Counter, Histogram, METRICS, Registry } from '@unitfleet/observability';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Seconds; a synchronisation of a repository takes long, a list does not. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

/** Requests by HTTP, under the names of the protocol's series (`docs/protocol/rest-graphql.md 5.3`), and operations by field. */
@Injectable()
export class OperationMetrics {
  private readonly requests: Counter;
  private readonly requestSeconds: Histogram;
  private readonly operationSeconds: Histogram;

  constructor(@Inject(METRICS) registry: Registry) {
    const registers = [registry];
    this.requests = new Counter({
      name: 'http_requests_total',
      help: 'Requests by route, method and class of status.',
      labelNames: ['handler', 'method', 'status'],
      registers,
    });
    this.requestSeconds = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from a request to the end of its answer.',
      labelNames: ['handler'],
      buckets: BUCKETS,
      registers,
    });
    this.operationSeconds = new Histogram({
      name: 'graphql_operation_duration_seconds',
      help: 'Time that an operation takes, by its first field and by whether it had errors.',
      labelNames: ['field', 'outcome'],
      buckets: BUCKETS,
      registers,
    });
  }

  /** To be called when the answer is out. */
  countRequest(handler: string, request: FastifyRequest, reply: FastifyReply): void {
    const status = `${Math.trunc(reply.statusCode / 100)}xx`;
    this.requests.inc({ handler, method: request.method, status });
    this.requestSeconds.observe({ handler }, reply.elapsedTime / 1000);
  }

  /** `field` is one of the schema: the number of series stays bounded. */
  countOperation(field: string, hasErrors: boolean, startedAt: number): void {
    const outcome = hasErrors ? 'error' : 'success';
    this.operationSeconds.observe({ field, outcome }, (performance.now() - startedAt) / 1000);
  }
}
