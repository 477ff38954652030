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

/** Newline-delimited JSON, never more than `maxLines()` lines: the oldest go first. */
export class LogFile {
  private lines: string[];

  constructor(
    private readonly path: string,
    private readonly maxLines: () => number,
  ) {
    const text = readText(path);
    this.lines = text.split('\n').filter(isEntry);
    // A power cut can leave half a line at the end; the next entry must not be glued to it.
    if (text !== this.text()) this.rewrite();
  }

  append(entry: LogEntry): void {
    const line = JSON.stringify(entry);
    this.lines.push(line);
    const surplus = this.lines.length - Math.max(1, this.maxLines());
    if (surplus > 0) {
      this.lines.splice(0, surplus);
      this.rewrite();
    } else {
      appendFileSync(this.path, `${line}\n`);
    }
  }

  entries(): LogEntry[] {
    return this.lines.map((line) => JSON.parse(line) as LogEntry);
  }

  reset(): void {
    this.lines = [];
    this.rewrite();
  }

  private rewrite(): void {
    replaceFile(this.path, this.text());
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
