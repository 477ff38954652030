import { trace } from '@opentelemetry/api';
import type { LoggerService } from '@nestjs/common';
import pino, { type Logger } from 'pino';

export type { Logger } from 'pino';

const LEVELS: Record<string, string> = { CRITICAL: 'fatal', WARNING: 'warn' };

/** Paths that never reach a log, whatever object somebody logs. */
const REDACTED = ['password', 'token', '*.password', '*.token', '*.patToken', 'headers["x-auth-token"]'];

/** What an error says, without the sockets, clients and queries that libraries hang on theirs. */
const errorFields = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { name: type, message, stack, cause } = error;
  const { code } = error as { code?: unknown };
  return {
    type,
    message,
    stack,
    ...(code === undefined ? {} : { code }),
    ...(cause instanceof Error ? { cause: errorFields(cause) } : {}),
  };
};

/**
 * The structured log of a process: one JSON object a line on standard output, with service name and, inside a
 * request or event, trace and span ids.
 *
 * @param minLevel `PU_MIN_LOG_LEVEL`: DEBUG, INFO, WARNING, ERROR or CRITICAL.
 */
export const createLogger = (service: string, minLevel = 'INFO'): Logger =>
  pino({
    level: LEVELS[minLevel.toUpperCase()] ?? minLevel.toLowerCase(),
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: errorFields },
    redact: { paths: REDACTED, censor: '***' },
    mixin: () => {
      const span = trace.getActiveSpan()?.spanContext();
      return span ? { trace_id: span.traceId, span_id: span.spanId } : {};
    },
  });

/** Lets Nest's own messages into the same log. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  debug(message: unknown, context?: string): void {
    this.logger.trace({ context }, String(message));
  }

  fatal(message: unknown, context?: string): void {
    this.logger.fatal({ context }, String(message));
  }
}
