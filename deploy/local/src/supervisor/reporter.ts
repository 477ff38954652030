import { join } from 'node:path';
import { LogFile } from './log-file';

const NAME_WIDTH = 13;
const SECOND_MS = 1_000;
const COLORS: Record<string, string> = {
  warn: '\x1b[33m',
  error: '\x1b[31m',
  fatal: '\x1b[31m',
  step: '\x1b[32m',
};
const RESET = '\x1b[0m';

interface LogLine {
  level?: string;
  msg?: string;
  time?: string;
  err?: { message?: string };
  reason?: string;
}

/** Where the local run speaks: a line per step with its time, and each service's log behind its name. */
export class Reporter {
  private readonly begun = performance.now();
  private readonly files = new Map<string, LogFile>();

  /**
   * @param logDir gets each process's full output, a file each.
   * @param showLogs false keeps them off the terminal.
   */
  constructor(
    private readonly write: (line: string) => void,
    private readonly logDir: string,
    private readonly showLogs: boolean,
    private readonly useColor: boolean,
  ) {}

  /** A step is done. */
  step(text: string): void {
    this.write(`${this.paint('step', this.elapsed())}  ${text}`);
  }

  /** Somebody should know. */
  warn(text: string): void {
    this.write(this.paint('warn', `${this.elapsed()}  ${text}`));
  }

  /** One line of an engine's output: for the file alone, engines are talkative. */
  engineLine(name: string, text: string): void {
    this.fileOf(name).append(text);
  }

  /** One line of a service's output. */
  line(name: string, text: string): void {
    this.fileOf(name).append(text);
    const readable = this.readable(text);
    if (this.showLogs && readable) this.write(`${name.padEnd(NAME_WIDTH)}| ${readable}`);
  }

  private elapsed(): string {
    return `${((performance.now() - this.begun) / SECOND_MS).toFixed(1).padStart(5)} s`;
  }

  private fileOf(name: string): LogFile {
    const file = this.files.get(name) ?? new LogFile(join(this.logDir, `${name}.log`));
    this.files.set(name, file);
    return file;
  }

  private readable(text: string): string | null {
    if (!text.startsWith('{')) return text;
    let line: LogLine;
    try {
      line = JSON.parse(text);
    } catch {
      return text;
    }
    if (!line.msg || line.level === 'debug' || line.level === 'trace') return null;
    const detail = line.err?.message ?? line.reason;
    const words = `${line.time?.slice(11, 23) ?? ''} ${line.level} ${line.msg}${detail ? `: ${detail}` : ''}`;
    return this.paint(line.level ?? '', words.trim());
  }

  private paint(kind: string, text: string): string {
    const color = this.useColor ? COLORS[kind] : undefined;
    return color ? `${color}${text}${RESET}` : text;
  }
}
