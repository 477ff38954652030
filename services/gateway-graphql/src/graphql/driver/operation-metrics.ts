import { Inject, Injectable } from '@nestjs/common';
import { HttpMetrics, REQUEST_SECONDS } from '@unitfleet/gateway';
import { Histogram, METRICS, Registry } from '@unitfleet/observability';

/** Requests by HTTP, and operations by field. */
@Injectable()
export class OperationMetrics {
  readonly http: HttpMetrics;
  private readonly operationSeconds: Histogram;

  constructor(@Inject(METRICS) registry: Registry) {
    const registers = [registry];
    this.http = new HttpMetrics(registers);
    this.operationSeconds = new Histogram({
      name: 'graphql_operation_duration_seconds',
      help: 'Time that an operation takes, by its first field and by whether it had errors.',
      labelNames: ['field', 'outcome'],
      buckets: REQUEST_SECONDS,
      registers,
    });
  }

  /** `field` is one of the schema: the number of series stays bounded. */
  countOperation(field: string, hasErrors: boolean, startedAt: number): void {
    const outcome = hasErrors ? 'error' : 'success';
    this.operationSeconds.observe({ field, outcome }, (performance.now() - startedAt) / 1000);
  }
}
