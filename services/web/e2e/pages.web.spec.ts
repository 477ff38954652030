import { eventually } from '@unitfleet/testing';
import type { Page } from 'playwright-core';
import { violations } from './harness/accessibility';
import { demoUnit } from './harness/demo';
import { differenceTo, MOST_DIFFERENCE } from './harness/pictures';
import { rest, stage } from './harness/stage';
import { Visitor, type Visit } from './harness/visitor';

const THERMOMETER = 'demo-thermometer';
const TEMPERATURE = 'temperature/pepeunit';

/** Its address, with the demo's keys in place of these words. */
interface Shown {
  readonly path: string;
  /** What is there when the page has its data. */
  readonly sign: (page: Page) => ReturnType<Page['locator']>;
  /** Other tests, which run beside this one, decide what is on it: its picture is for the documents alone. */
  readonly isShared?: boolean;
}

const PAGES: Readonly<Record<string, Shown>> = {
  overview: {
    path: '/',
    sign: (page) => page.getByRole('region').getByRole('link').first(),
    isShared: true,
  },
  'fleet-table': { path: '/fleet?q=demo-', sign: (page) => page.getByText(THERMOMETER).first() },
  'fleet-graph': {
    path: '/fleet?view=graph',
    sign: (page) => page.locator('canvas').first(),
    isShared: true,
  },
  unit: { path: '/unit/UNIT', sign: (page) => page.getByText(TEMPERATURE).first() },
  'unit-version': { path: '/unit/UNIT?tab=version', sign: (page) => page.getByText('v1.2.0').first() },
  history: { path: '/unit-node/NODE?tab=history', sign: (page) => page.locator('canvas').first() },
  pipeline: { path: '/unit-node/NODE?tab=pipeline', sign: (page) => page.locator('.cm-content').first() },
  'new-device': { path: '/start', sign: (page) => page.getByRole('textbox').first() },
  repos: { path: '/repos?q=demo-', sign: (page) => page.getByText(THERMOMETER).first() },
  'git-sources': {
    path: '/registries?q=thermometer',
    sign: (page) => page.getByText('thermometer').first(),
    isShared: true,
  },
  dashboards: {
    path: '/dashboards?q=nothing-has-this-name',
    sign: (page) => page.getByText('Nothing found'),
  },
  // A service that answered too late is shown otherwise until the next look.
  health: { path: '/admin', sign: (page) => page.getByText('Everything is well') },
  profile: { path: '/profile', sign: (page) => page.getByRole('heading', { level: 1 }) },
};

/** The forms in which each page is looked at; pictures of both are in the documents. */
const FORMS = [
  ['desktop', 'light'],
  ['phone', 'dark'],
] as const;

describe('the pages', () => {
  let visitor: Visitor;
  let unit: string;
  let node: string;

  /** The demo shows an update while it starts; afterwards it stays as it is. */
  const findDemo = async () => {
    const api = await rest(stage().admin);
    const settled = await eventually(
      async () => {
        const found = await demoUnit(THERMOMETER);
        const target = await api.ok('GET', `/units/get_target_version/${found.uuid}`);
        return target.tag === 'v1.2.0' && found.runs === target.commit ? found : null;
      },
      { timeoutMs: 170_000, intervalMs: 500, what: 'the update of the demo' },
    );
    return { unit: settled.uuid, node: settled.nodes.get(TEMPERATURE)! };
  };

  beforeAll(async () => {
    visitor = await Visitor.arrive();
    ({ unit, node } = await findDemo());
  });

  afterEach(() => visitor.closeWindows());
  afterAll(() => visitor.leave());

  const open = async ({ path, sign }: Shown, visit: Visit): Promise<Page> => {
    const page = await visitor.open(path.replace('UNIT', unit).replace('NODE', node), visit);
    await sign(page).waitFor();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await eventually(async () => (await page.locator('.mantine-Skeleton-root').count()) === 0);
    return page;
  };

  describe.each(FORMS)('on a %s, %s', (size, scheme) => {
    it.each(Object.entries(PAGES))(
      '%s can be used by everybody, and looks as its picture',
      async (name, shown) => {
        const page = await open(shown, { as: stage().admin, size, scheme });
        expect(await violations(page)).toEqual([]);
        // Nothing is cut off at the side of a narrow screen.
        const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(width).toBeLessThanOrEqual(0);
        const difference = await differenceTo(page, `${name}-${size}`);
        if (!shown.isShared) expect(difference).toBeLessThan(MOST_DIFFERENCE);
      },
    );
  });

  it.each(Object.entries(PAGES))('%s speaks Russian', async (_name, { path }) => {
    const page = await visitor.open(path.replace('UNIT', unit).replace('NODE', node), {
      as: stage().admin,
      language: 'ru',
    });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('navigation', { name: 'Разделы' }).waitFor();
    // A key that has no text shows as itself.
    const shown = await page.getByText(/^[a-z]+(?:\.[a-zA-Z]+)+$/).allInnerTexts();
    expect(shown.filter((text) => !/\.(?:py|js)$/.test(text))).toEqual([]);
  });

  it('an address that leads nowhere says so', async () => {
    const page = await visitor.open('/nowhere');
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('no page did what it may not', () => {
    expect(visitor.faults).toEqual([]);
  });
});
