import { Counter, Histogram, type Registry } from '@unitfleet/observability';

/** Bounds of times of requests, in seconds; an archive or a synchronisation takes long, a list does not. */
export const REQUEST_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 30];

/** What is needed of an answer that is out. */
interface Answered {
  readonly statusCode: number;
  /** Milliseconds since the request came. */
  readonly elapsedTime: number;
}

/** Requests by HTTP, under the names of the protocol's series (`docs/protocol/rest-graphql.md 5.3`). */
export class HttpMetrics {
  private readonly requests: Counter;
  private readonly seconds: Histogram;

  /** @param registers all get the series. */
  constructor(registers: Registry[]) {
    this.requests = new Counter({
      name: 'http_requests_total',
      help: 'Requests by route, method and class of status.',
      labelNames: ['handler', 'method', 'status'],
      registers,
    });
    this.seconds = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time from a request to the end of its answer.',
      labelNames: ['handler'],
      buckets: REQUEST_SECONDS,
      registers,
    });
  }

  /** To be called when the answer is out. `handler` is a route, never a path: the number of series stays bounded. */
  count(handler: string, method: string, { statusCode, elapsedTime }: Answered): void {
    this.requests.inc({ handler, method, status: `${Math.trunc(statusCode / 100)}xx` });
    this.seconds.observe({ handler }, elapsedTime / 1000);
  }
}
