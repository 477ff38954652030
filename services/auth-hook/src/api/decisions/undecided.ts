import { Injectable } from '@nestjs/common';

const MOST = 50_000;

/**
 * Units that got no decision about a topic. EMQX takes that for a refusal and keeps it for minutes
 * (`docs/protocol/emqx.md`, HTTP authorisation), so it must be told to forget it as soon as somebody can tell again.
 */
@Injectable()
export class Undecided {
  private units = new Set<string>();

  add(unitUuid: string): void {
    if (this.units.size < MOST) this.units.add(unitUuid);
  }

  /** Any of them; undefined when there is none. */
  sample(): string | undefined {
    return this.units.values().next().value;
  }

  /** All of them, who are forgotten with that. */
  take(): string[] {
    const all = [...this.units];
    this.units = new Set();
    return all;
  }
}
