import { stage, freshName } from './harness/stage';
import { violations } from './harness/accessibility';
import { Visitor } from './harness/visitor';

describe('dashboards', () => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await Visitor.arrive();
  });

  afterEach(() => visitor.closeWindows());
  afterAll(() => visitor.leave());

  it('are made, filled with panels of nodes, drawn, and deleted by name', async () => {
    const name = freshName('board');
    const page = await visitor.open('/dashboards', { as: stage().admin });
    await page.getByRole('button', { name: 'New dashboard' }).first().click();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    for (const [title, type] of [
      ['warmth', 'Time series'],
      ['newest', 'Stat'],
      ['values', 'Table'],
    ] as const) {
      await page.getByRole('button', { name: 'New panel' }).first().click();
      await page.getByLabel('Title').fill(title);
      await page.getByRole('combobox', { name: 'Type' }).click();
      await page.getByRole('option', { name: type, exact: true }).click();
      await page.getByRole('button', { name: 'Create' }).click();
      const panel = page.getByRole('region', { name: title });
      await panel.getByRole('button', { name: `Actions of ${title}` }).click();
      await page.getByRole('menuitem', { name: 'Add a node' }).click();
      await page.getByRole('button', { name: 'demo-thermometer@temperature/pepeunit' }).click();
      await panel.getByText('demo-thermometer@temperature/pepeunit').first().waitFor();
    }
    await page.getByRole('region', { name: 'warmth' }).locator('canvas').waitFor();
    await page
      .getByRole('region', { name: 'newest' })
      .getByText(/^-?\d+(\.\d+)?$/)
      .waitFor();
    await page
      .getByRole('region', { name: 'values' })
      .getByRole('cell', { name: /^-?\d+(\.\d+)?$/ })
      .waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByText('7 d', { exact: true }).click();
    await page.waitForURL(/range=7d/);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByLabel('Name to confirm').fill(name);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL(/\/dashboards$/);
    await page.getByRole('link', { name }).waitFor({ state: 'detached' });
    expect(visitor.faults).toEqual([]);
  });
});
