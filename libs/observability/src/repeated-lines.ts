/** What a line says, apart from what differs from one to the next. */
export interface Line {
  readonly text: string;
  /** Which of a few things it is about. */
  readonly about?: Readonly<Record<string, string>>;
  /** Why, where a line says so: the message of its error. */
  readonly reason?: string;
}

interface Window {
  /** Lines that may still be written in it. */
  left: number;
  /** Lines that were not. */
  held: number;
}

const WINDOW_MS = 10_000;
/** Lines of one kind in the first window of a flood; in those that follow only their number is told. */
const BURST = 5;
const MAX_KINDS = 500;
const REASON_CHARACTERS = 120;
/** Numbers and ids, which differ between lines that are alike. */
const VARYING = /[0-9a-f]{8,}(?:-[0-9a-f]{4,})*|\d+/gi;

const kindOf = ({ text, about = {}, reason = '' }: Line): string =>
  `${text}\n${Object.values(about).join(' ')}\n${reason.slice(0, REASON_CHARACTERS).replace(VARYING, '#')}`;

/**
 * Keeps a log readable while something is away: of lines that say the same, the first few are written, the others are
 * counted, and every ten seconds one line tells how many they were.
 */
export class RepeatedLines {
  private readonly windows = new Map<string, Window>();

  /**
   * Whether to write the line now.
   *
   * @param tell is called at the end of the window, when lines like this one were held back, with their number.
   */
  admits(line: Line, tell: (held: number) => void): boolean {
    const kind = kindOf(line);
    const window = this.windows.get(kind) ?? this.open(kind, BURST, tell);
    if (window.left === 0) {
      window.held += 1;
      return false;
    }
    window.left -= 1;
    return true;
  }

  private open(kind: string, left: number, tell: (held: number) => void): Window {
    const window = { left, held: 0 };
    // A kind that is forgotten before its window ends begins anew: memory is bounded, and no first line is lost.
    if (this.windows.size >= MAX_KINDS) this.windows.delete(this.windows.keys().next().value!);
    this.windows.set(kind, window);
    setTimeout(() => this.close(kind, window, tell), WINDOW_MS).unref();
    return window;
  }

  private close(kind: string, window: Window, tell: (held: number) => void): void {
    if (this.windows.get(kind) === window) this.windows.delete(kind);
    if (window.held === 0) return;
    // The summary is the line of the next window: a flood that goes on is told of, and nothing else.
    this.open(kind, 0, tell);
    tell(window.held);
  }
}
