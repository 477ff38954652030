import type { LogEntry, LogFile } from './log-file';
import { LogLevel } from './protocol.enums';
import type { Settings } from './settings';

const ORDER = Object.values(LogLevel);

/** Characters of one entry; what is longer is cut. */
const MAX_TEXT = 16_000;

export interface LoggerOptions {
  /** Sends one entry to the log topic at once; absent or failing, the entry is in the file only. */
  publish?: (entry: LogEntry) => void;
  /** Receives one readable line per entry. */
  console?: (line: string) => void;
  /** Hears of each entry. */
  tell?: (entry: LogEntry) => void;
}

/**
 * The device's log: file, log topic and console, all gated by `PU_MIN_LOG_LEVEL` (docs/protocol/device.md 7.3).
 * Logging never throws: a full disk or a lost broker must not stop a device.
 */
export class Logger {
  constructor(
    private readonly settings: Settings,
    private readonly file: LogFile,
    private readonly options: LoggerOptions = {},
  ) {}

  debug(text: string, fileOnly = false): void {
    this.write(LogLevel.Debug, text, fileOnly);
  }

  info(text: string, fileOnly = false): void {
    this.write(LogLevel.Info, text, fileOnly);
  }

  warning(text: string, fileOnly = false): void {
    this.write(LogLevel.Warning, text, fileOnly);
  }

  error(text: string, fileOnly = false): void {
    this.write(LogLevel.Error, text, fileOnly);
  }

  critical(text: string, fileOnly = false): void {
    this.write(LogLevel.Critical, text, fileOnly);
  }

  /** Everything in the file, oldest first. */
  getFullLog(): LogEntry[] {
    return this.file.entries();
  }

  *iterLog(): IterableIterator<LogEntry> {
    yield* this.file.entries();
  }

  /** Empties the file. */
  resetLog(): void {
    this.file.reset();
  }

  private write(level: LogLevel, text: string, fileOnly: boolean): void {
    if (ORDER.indexOf(level) < ORDER.indexOf(this.settings.PU_MIN_LOG_LEVEL)) return;
    const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}\u2026` : text;
    const entry = { level, text: short, create_datetime: new Date().toISOString().replace('Z', '+00:00') };
    attempt(() => this.options.console?.(`${entry.create_datetime} ${level} ${short}`));
    attempt(() => this.file.append(entry));
    if (!fileOnly) attempt(() => this.options.publish?.(entry));
    attempt(() => this.options.tell?.(entry));
  }
}

function attempt(sink: () => void): void {
  try {
    sink();
  } catch {
    // The other sinks still get the entry.
  }
}
