import { context, propagation, SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { BasicTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-base';

/** Headers of a message or request that carry `traceparent`. */
export type TraceCarrier = Record<string, string>;

/** Switches tracing on for the process; without processors spans only lend their ids to logs and messages. */
export const startTracing = (spanProcessors: SpanProcessor[] = []): void => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors }));
};

const tracer = () => trace.getTracer('unitfleet');

const finish = async <T>(span: Span, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) });
    throw error;
  } finally {
    span.end();
  }
};

/** Runs work in a span that continues the trace of the sender. */
export const continueTrace = <T>(
  name: string,
  kind: 'server' | 'consumer',
  carrier: TraceCarrier,
  work: () => Promise<T>,
): Promise<T> => {
  const parent = propagation.extract(context.active(), carrier);
  const spanKind = kind === 'server' ? SpanKind.SERVER : SpanKind.CONSUMER;
  return tracer().startActiveSpan(name, { kind: spanKind }, parent, (span) => finish(span, work));
};

/** The current trace as headers for what is sent next; empty outside a trace. */
export const currentTrace = (): TraceCarrier => {
  const carrier: TraceCarrier = {};
  propagation.inject(context.active(), carrier);
  return carrier;
};
