import { trace } from '@opentelemetry/api';
import type { LoggerService } from '@nestjs/common';
import pino, { type Logger, type LogFn } from 'pino';
import { RepeatedLines, type Line } from './repeated-lines';

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
 * Fields that name one of a few things. What is said of one of these does not hide what is said of another; of things that
 * anybody can make (devices, topics, addresses) lines stay alike, or there would be no end of them.
 */
const NAMES = ['consumer', 'job', 'setting', 'sink', 'stream'] as const;

const namesIn = (fields: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(
    NAMES.filter((name) => typeof fields[name] === 'string').map((name) => [name, fields[name] as string]),
  );

/** Reads pino's arguments: an object and a text, or a text alone. */
const lineOf = ([first, second]: readonly unknown[]): Line | null => {
  if (typeof first === 'string') return { text: first };
  if (typeof second !== 'string') return null;
  const fields = (first ?? {}) as { err?: { message?: unknown }; reason?: unknown };
  const { err, reason } = fields;
  return { text: second, about: namesIn(fields), reason: String(err?.message ?? reason ?? '') };
};

const WARN = pino.levels.values.warn!;
const FATAL = pino.levels.values.fatal!;

/** Warnings and errors that repeat themselves are counted instead of written. */
const throttle = () => {
  const repeated = new RepeatedLines();
  return function logMethod(this: Logger, args: Parameters<LogFn>, method: LogFn, level: number): void {
    const line = level >= WARN && level < FATAL ? lineOf(args) : null;
    const tell = (count: number) =>
      method.call(
        this,
        { repeated: count, ...line!.about, ...(line!.reason ? { reason: line!.reason } : {}) },
        line!.text,
      );
    if (line === null || repeated.admits(line, tell)) method.apply(this, args);
  };
};

/**
 * The structured log of a process: one JSON object a line on standard output, with service name and, inside a
 * request or event, trace and span ids. Warnings and errors that say the same again and again are written a few times;
 * after that a line every ten seconds says how often (`repeated`).
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
    hooks: { logMethod: throttle() },
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
