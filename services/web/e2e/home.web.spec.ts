import { violations } from './harness/accessibility';
import { newAccount, stage } from './harness/stage';
import { Visitor } from './harness/visitor';

describe('the first page', () => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await Visitor.arrive();
  });

  afterEach(() => visitor.closeWindows());
  afterAll(() => visitor.leave());

  it('tells a visitor what this is, what is public, and the ways in', async () => {
    const page = await visitor.open('/', { size: 'phone', scheme: 'dark' });
    await page.getByRole('heading', { level: 1, name: 'Devices from Git, kept up to date' }).waitFor();
    // Which are the newest, other tests decide; the first link of each leads to all of them.
    for (const name of ['Public Units', 'Repos to make devices from'])
      await page.getByRole('region', { name }).getByRole('link').nth(1).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('main').getByRole('link', { name: 'Create an account' }).click();
    await page.waitForURL('**/register');
  });

  it('tells users how the fleet is and what is theirs', async () => {
    const page = await visitor.open('/', { as: stage().admin });
    await page.getByText(/of [\d,]+ Units? (is|are) online\./).waitFor();
    const own = page.getByRole('region', { name: 'My newest Units' });
    await own.waitFor();
    await page.getByRole('region', { name: 'Needs attention' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await own.getByRole('link', { name: 'To the fleet' }).click();
    await page.waitForURL('**/fleet?mine=true');
  });

  it('leads somebody without Units to the guide', async () => {
    const page = await visitor.open('/', { as: await newAccount(), language: 'ru' });
    await page.getByText('Вы ещё не создали ни одного Unit', { exact: false }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Новое устройство' }).click();
    await page.waitForURL('**/start**');
  });

  it('is where messages of the bot lead', async () => {
    const page = await visitor.open('/domain/7');
    await page.getByRole('heading', { level: 1, name: 'Devices from Git, kept up to date' }).waitFor();
    await page.waitForURL((url) => url.pathname === '/');
  });

  it('did nothing that pages may not do', () => {
    expect(visitor.faults).toEqual([]);
  });
});
