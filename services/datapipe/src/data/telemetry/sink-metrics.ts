import { Inject, Injectable } from '@nestjs/common';
import { Counter, Histogram, METRICS, Registry } from '@unitfleet/observability';

/** What goes into the stores. */
@Injectable()
export class SinkMetrics {
  private readonly rows: Counter;
  private readonly refusals: Counter;
  private readonly sizes: Histogram;
  private readonly durations: Histogram;

  constructor(@Inject(METRICS) registry: Registry) {
    const common = { labelNames: ['sink'], registers: [registry] };
    this.rows = new Counter({
      name: 'datapipe_rows_written_total',
      help: 'Rows that a store has taken',
      ...common,
    });
    this.refusals = new Counter({
      name: 'datapipe_rows_refused_total',
      help: 'Rows that a store refuses for good and that were set aside',
      ...common,
    });
    this.sizes = new Histogram({
      name: 'datapipe_batch_rows',
      help: 'Rows of a batch',
      buckets: [1, 10, 100, 1_000, 10_000, 100_000],
      ...common,
    });
    this.durations = new Histogram({
      name: 'datapipe_batch_write_seconds',
      help: 'Time that a store took for a batch',
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 1, 5],
      ...common,
    });
  }

  refused(sink: string): void {
    this.refusals.inc({ sink });
  }

  written(sink: string, rows: number, seconds: number): void {
    this.rows.inc({ sink }, rows);
    this.sizes.observe({ sink }, rows);
    this.durations.observe({ sink }, seconds);
  }
}
