import { resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { keepNotices } from './notices';
import { stage, type Account } from './stage';

export interface Visit {
  /** `desktop` by default. */
  readonly size?: keyof typeof SIZES;
  readonly scheme?: 'light' | 'dark';
  readonly language?: 'en' | 'ru';
  /** Signed in already, by the cookie that the sign-in page would bring. */
  readonly as?: Account;
}

const SIZES = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1 },
} as const;

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The same picture on every machine; WebGL without a graphics card.
  '--font-render-hinting=none',
  '--disable-lcd-text',
  '--force-color-profile=srgb',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

/** A loaded machine is slow; a passing test never waits that long. */
const PATIENCE_MS = 120_000;

const SIGN_IN = 'query ($data: UserAuthInput!) { getToken(data: $data) }';

const signIn = async (context: BrowserContext, { login, password }: Account): Promise<void> => {
  const answer = await context.request.post(`${stage().origin}/pepeunit/graphql`, {
    headers: { 'x-unitfleet-session': 'cookie' },
    data: { query: SIGN_IN, variables: { data: { credentials: login, password } } },
    timeout: PATIENCE_MS,
  });
  const { errors } = await answer.json();
  if (errors) throw new Error(`${login} could not sign in: ${errors[0].message}`);
};

/** A browser of one test file. Whatever a page may not do (errors, foreign requests, breaches of its policy) is kept. */
export class Visitor {
  private readonly contexts: BrowserContext[] = [];
  private readonly found: string[] = [];

  private constructor(private readonly browser: Browser) {}

  static async arrive(): Promise<Visitor> {
    const executablePath = process.env.CHROMIUM_PATH!;
    const env = { ...process.env, FONTCONFIG_FILE: resolve('services/web/e2e/harness/fonts.conf') };
    return new Visitor(await chromium.launch({ executablePath, args: ARGUMENTS, env }));
  }

  /** Opens an address of the instance (`/fleet?view=graph`) in a window of its own. */
  async open(path: string, visit: Visit = {}): Promise<Page> {
    const { size = 'desktop', scheme = 'light', language = 'en', as } = visit;
    const context = await this.browser.newContext({
      ...SIZES[size],
      baseURL: stage().origin,
      colorScheme: scheme,
      locale: language === 'en' ? 'en-GB' : 'ru-RU',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    this.contexts.push(context);
    if (as) await signIn(context, as);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    this.watch(page);
    await keepNotices(page);
    await page.goto(path);
    return page;
  }

  /** What pages did that they may not do; a good test ends with none. */
  get faults(): readonly string[] {
    return this.found;
  }

  /** Closes the windows opened so far; the next test begins without them. */
  async closeWindows(): Promise<void> {
    for (const context of this.contexts.splice(0)) await context.close();
  }

  async leave(): Promise<void> {
    await this.browser.close();
  }

  private watch(page: Page): void {
    page.on('pageerror', (error) => this.found.push(`${page.url()}: ${error.stack ?? error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.found.push(`${page.url()}: ${message.text()}`);
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (['http:', 'https:'].includes(protocol) && origin !== stage().origin)
        this.found.push(`${page.url()} asks another site: ${request.url()}`);
    });
  }
}
