import { chromium, type Browser, type Page } from 'playwright-core';
import { PAGE_PROBE, type ProbeFindings } from './page-probe';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--disable-background-networking',
  '--use-angle=swiftshader',
];
const PATIENCE_MS = 120_000;
const FRAMES = 60;
const TURNS = 20;
const SIGN_IN = 'query ($data: UserAuthInput!) { getToken(data: $data) }';

export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;

/** One visit of a page by a browser that has nothing of it yet. */
export interface Visit {
  readonly interactiveMs: number;
  /** Scripts, as they came over the line. */
  readonly scriptBytes: number;
  readonly requests: number;
}

/** A browser that measures pages of one instance. */
export class PageVisits {
  private constructor(
    private readonly browser: Browser,
    private readonly origin: string,
    private readonly account: { login: string; password: string },
  ) {}

  /** @throws Error where there is no Chromium: `CHROMIUM_PATH` names it */
  static async begin(origin: string, account: { login: string; password: string }): Promise<PageVisits> {
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
    return new PageVisits(await chromium.launch({ executablePath, args: ARGUMENTS }), origin, account);
  }

  /** Opens a page, signed in, until what `selector` names is there and the page is idle again. */
  async open(path: string, selector: string): Promise<{ page: Page; visit: Visit }> {
    const context = await this.browser.newContext({
      baseURL: this.origin,
      viewport: { width: 1280, height: 800 },
      locale: 'en-GB',
    });
    const data = { credentials: this.account.login, password: this.account.password };
    await context.request.post('/pepeunit/graphql', {
      headers: { 'x-unitfleet-session': 'cookie' },
      data: { query: SIGN_IN, variables: { data } },
    });
    const page = await context.newPage();
    let [scriptBytes, requests] = [0, 0];
    page.on('requestfinished', (request) => {
      requests += 1;
      if (request.resourceType() !== 'script') return;
      void request.sizes().then(({ responseBodySize }) => (scriptBytes += responseBodySize));
    });
    await page.addInitScript(`window.benchWanted = ${JSON.stringify(selector)};${PAGE_PROBE}`);
    await page.goto(path);
    // As a function: the policy of the page lets no text be run as one.
    await page.waitForFunction(
      () => (globalThis as unknown as { benchProbe: ProbeFindings }).benchProbe.interactiveMs !== null,
      undefined,
      { timeout: PATIENCE_MS },
    );
    const { interactiveMs } = await this.findings(page);
    return { page, visit: { interactiveMs: Math.round(interactiveMs), scriptBytes, requests } };
  }

  findings(page: Page): Promise<ProbeFindings> {
    return page.evaluate('window.benchProbe');
  }

  /** Median of the time between two pictures while the wheel turns over what `selector` names. */
  async frameMs(page: Page, selector: string): Promise<number> {
    const { x, y, width, height } = (await page.locator(selector).boundingBox())!;
    await page.mouse.move(x + width / 2, y + height / 2);
    const gaps = page.evaluate(async (count) => {
      const { requestAnimationFrame: next } = globalThis as unknown as {
        requestAnimationFrame: (take: (time: number) => void) => void;
      };
      const times: number[] = [];
      while (times.length <= count) times.push(await new Promise<number>((resolve) => next(resolve)));
      return times.slice(1).map((time, index) => time - times[index]!);
    }, FRAMES);
    for (let turn = 0; turn < TURNS; turn += 1) await page.mouse.wheel(0, turn % 2 === 0 ? -200 : 200);
    return median(await gaps);
  }

  async end(): Promise<void> {
    await this.browser.close();
  }
}
