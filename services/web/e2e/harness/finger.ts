import type { CDPSession, Page } from 'playwright-core';

interface Place {
  readonly x: number;
  readonly y: number;
}

const STEPS = 8;

/** A finger on the screen of a phone, whose movements go the way of true ones: some of them are the browser's. */
export class Finger {
  private constructor(private readonly session: CDPSession) {}

  static async of(page: Page): Promise<Finger> {
    return new Finger(await page.context().newCDPSession(page));
  }

  /** From one place straight to another. */
  async draw(from: Place, to: Place): Promise<void> {
    await this.send('touchStart', [from]);
    for (let step = 1; step <= STEPS; step += 1) {
      const share = step / STEPS;
      const place = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
      await this.send('touchMove', [place]);
    }
    await this.send('touchEnd', []);
  }

  private async send(type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: Place[]): Promise<void> {
    await this.session.send('Input.dispatchTouchEvent', { type, touchPoints });
  }
}
