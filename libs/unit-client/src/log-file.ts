import { appendFileSync, readFileSync } from 'node:fs';
import { replaceFile } from './device-files';
import type { LogLevel } from './protocol.enums';

/** One line of the log file and one item on the log topic (docs/protocol/device.md 7.3). */
export interface LogEntry {
  level: LogLevel;
  text: string;
  /** ISO 8601 with offset. */
  create_datetime: string;
}

/** Above this many lines a file may grow by a quarter before it is shortened: flash memory wears out by rewriting. */
const EXACT_UP_TO = 64;

/**
 * The newest `maxLines()` entries, in memory and, where there is a path, in a file of newline-delimited JSON. The
 * oldest go first.
 */
export class LogFile {
  private lines: string[];
  private linesInFile: number;

  constructor(
    private readonly path: string | undefined,
    private readonly maxLines: () => number,
  ) {
    const text = path === undefined ? '' : readText(path);
    this.lines = text.split('\n').filter(isEntry);
    this.linesInFile = this.lines.length;
    // A power cut can leave half a line at the end; the next entry must not be glued to it.
    const isWhole = text === this.text();
    this.forgetSurplus();
    if (!isWhole) this.rewrite();
  }

  append(entry: LogEntry): void {
    const line = JSON.stringify(entry);
    this.lines.push(line);
    this.forgetSurplus();
    if (this.path === undefined) return;
    const limit = this.limit();
    const slack = limit > EXACT_UP_TO ? Math.floor(limit / 4) : 0;
    if (this.linesInFile + 1 > limit + slack) {
      this.rewrite();
    } else {
      appendFileSync(this.path, `${line}\n`);
      this.linesInFile += 1;
    }
  }

  entries(): LogEntry[] {
    return this.lines.map((line) => JSON.parse(line) as LogEntry);
  }

  reset(): void {
    this.lines = [];
    this.rewrite();
  }

  private limit(): number {
    return Math.max(1, this.maxLines());
  }

  private forgetSurplus(): void {
    const surplus = this.lines.length - this.limit();
    if (surplus > 0) this.lines.splice(0, surplus);
  }

  private rewrite(): void {
    if (this.path === undefined) return;
    replaceFile(this.path, this.text());
    this.linesInFile = this.lines.length;
  }

  private text(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function isEntry(line: string): boolean {
  try {
    return typeof (JSON.parse(line) as LogEntry).text === 'string';
  } catch {
    return false;
  }
}
