import type { Tally } from '../report/tally';

const EVERY_MS = 2_000;
const LINE_WIDTH = 100;

/** Tells the person at the terminal how far it is; on one line where the terminal allows it. */
export class Progress {
  private lastAt = 0;
  private isOpenLine = false;

  constructor(
    private readonly write: (text: string) => void,
    private readonly isTerminal: boolean,
  ) {}

  step(text: string): void {
    this.write(`${this.isOpenLine ? '\n' : ''}... ${text}\n`);
    this.isOpenLine = false;
  }

  count(what: string, done: number, of: number): void {
    this.show(`${done} of ${of} ${what}`, done === of);
  }

  devices(tally: Tally, units: number): void {
    const refused = Object.values(tally.family('connect.refused.')).reduce((sum, count) => sum + count, 0);
    const errors = Object.values(tally.family('error.')).reduce((sum, count) => sum + count, 0);
    const sent = (['state', 'log', 'value'] as const).reduce(
      (sum, kind) => sum + tally.count(`sent.${kind}`),
      0,
    );
    this.show(
      `${tally.connected} of ${units} connected, ${tally.live} live, ${sent} messages, ` +
        `${tally.count('received.command')} commands, ${refused} refused, ${errors} errors`,
      false,
    );
  }

  private show(text: string, isLast: boolean): void {
    const now = performance.now();
    if (!isLast && now - this.lastAt < (this.isTerminal ? EVERY_MS / 8 : EVERY_MS)) return;
    this.lastAt = now;
    if (!this.isTerminal) return this.write(`... ${text}\n`);
    this.write(`\r... ${text.padEnd(LINE_WIDTH)}`);
    this.isOpenLine = true;
  }
}
