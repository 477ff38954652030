import type { Page } from 'playwright-core';
import { redrawnUnits, watchRedraws } from './fleet-redraws';
import { violations } from './harness/accessibility';
import { Device } from './harness/device';
import { freshName, newAccount, rest, type Account } from './harness/stage';
import { Visitor } from './harness/visitor';

const UNITS = 4;

describe('the fleet', () => {
  const name = freshName('lamp');
  const uuids: string[] = [];
  let owner: Account;
  let visitor: Visitor;
  let device: Device | undefined;

  beforeAll(async () => {
    visitor = await Visitor.arrive();
    owner = await newAccount();
    const api = await rest(owner);
    const { units } = await api.ok('GET', '/units', { query: { search_string: 'demo-thermometer' } });
    for (let index = 0; index < UNITS; index += 1) {
      const json = {
        name: `${name}-${index}`,
        visibility_level: 'Public',
        is_auto_update_from_repo_unit: true,
        repo_uuid: units[0].repo_uuid,
      };
      uuids.push((await api.ok('POST', '/units', { json })).uuid);
    }
  });

  afterEach(() => visitor.closeWindows());
  afterAll(async () => {
    await device?.disconnect();
    await visitor.leave();
  });

  const line = (page: Page, index: number) => page.getByRole('row').filter({ hasText: `${name}-${index}` });

  it('is a table that follows devices live, line by line', async () => {
    const page = await visitor.open('/sign-in', { as: owner });
    await watchRedraws(page);
    await page.goto(`/fleet?q=${name}`);
    await line(page, 0).getByText('Never connected').waitFor();
    expect(await page.getByRole('table').getByRole('link').count()).toBe(UNITS);
    // Names of Repos are asked for when the lines are there already, and draw each of them once more.
    for (let index = 0; index < UNITS; index += 1)
      await line(page, index).getByRole('cell', { name: 'demo-thermometer', exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await redrawnUnits(page);
    device = await Device.connect(await rest(owner), uuids[0]!);
    await line(page, 0).getByText('Online').waitFor();
    await device.state();
    await line(page, 0).getByText('Up to date').waitFor();
    const redrawn = await redrawnUnits(page);
    expect(redrawn.length).toBeGreaterThan(0);
    expect([...new Set(redrawn)]).toEqual([uuids[0]]);
  });

  it('is narrowed by its numbers, by words and by the address, and let go again', async () => {
    const page = await visitor.open(`/fleet?q=${name}`, { as: owner });
    await line(page, 1).waitFor();
    await page.getByRole('button', { name: /^Online/ }).click();
    await page.waitForURL(/online=true/);
    await line(page, 1).waitFor({ state: 'detached' });
    await line(page, 0).waitFor();
    await page.goBack();
    await line(page, 1).waitFor();
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('nothing has this name');
    await page.getByText('No Unit fits').waitFor();
    await page.getByRole('main').getByRole('button', { name: 'Clear filters' }).last().click();
    await page.getByRole('row').filter({ hasText: 'demo-fan' }).waitFor();
    await page.waitForURL((url) => url.search === '');
  });

  it('leads to a Unit by keyboard', async () => {
    const page = await visitor.open(`/fleet?q=${name}-2`);
    await page.getByRole('link', { name: `${name}-2` }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/unit/${uuids[2]}**`);
  });

  it('is cards on a phone', async () => {
    const page = await visitor.open(`/fleet?q=${name}`, {
      size: 'phone',
      scheme: 'dark',
      language: 'ru',
      as: owner,
    });
    await line(page, 0).getByText('На связи').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violations(page)).toEqual([]);
  });

  it('is a graph in which anything is found without a pointer', async () => {
    const page = await visitor.open('/fleet?view=graph', { as: owner });
    await page.getByRole('img', { name: /^Graph of / }).waitFor();
    await page.getByText('Loading:', { exact: false }).waitFor({ state: 'detached' });
    const find = page.getByRole('combobox', { name: 'Find and zoom to' });
    await find.fill(`${name}-3`);
    await page.getByRole('option', { name: `${name}-3` }).waitFor();
    await find.press('Enter');
    const chosen = page.getByRole('complementary', { name: 'Chosen in the graph' });
    await chosen.getByText('Never connected').waitFor();
    await page.waitForURL(new RegExp(`at=${uuids[3]}`));
    expect(await violations(page)).toEqual([]);
    await page.getByText('In layers').click();
    await page.waitForURL(/layout=layered/);
    await page.getByRole('button', { name: 'Zoom out' }).click();
    await page.getByRole('button', { name: 'Show everything' }).click();
    await chosen.getByRole('link', { name: 'Open its page' }).click();
    await page.waitForURL(`**/unit/${uuids[3]}**`);
  });

  it('did nothing that pages may not do', () => {
    expect(visitor.faults).toEqual([]);
  });
});
