import { violations } from './harness/accessibility';
import { notePipeError } from './harness/pipe-error';
import { freshName, newAccount, rest, stage, type Account } from './harness/stage';
import { Visitor } from './harness/visitor';

const TEMPERATURE = 'temperature/pepeunit';

describe('the first page', () => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await Visitor.arrive();
  });

  afterEach(() => visitor.closeWindows());
  afterAll(() => visitor.leave());

  /** A Unit of their own that nobody else sees. */
  const thermometerOf = async (owner: Account) => {
    const api = await rest(owner);
    const { units } = await api.ok('GET', '/units', { query: { search_string: 'demo-thermometer' } });
    const name = freshName('thermometer');
    const json = {
      name,
      visibility_level: 'Private',
      is_auto_update_from_repo_unit: true,
      repo_uuid: units[0].repo_uuid,
    };
    const { uuid } = await api.ok('POST', '/units', { json });
    const { unit_nodes } = await api.ok('GET', '/unit_nodes', { query: { unit_uuid: uuid } });
    const nodes = unit_nodes as readonly { uuid: string; topic_name: string }[];
    return { name, node: nodes.find(({ topic_name }) => topic_name === TEMPERATURE)!.uuid };
  };

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

  it('warns of pipelines that cannot run, as soon as one cannot, and leads to their nodes', async () => {
    const owner = await newAccount();
    const { name, node } = await thermometerOf(owner);
    const page = await visitor.open('/', { as: owner });
    const attention = page.getByRole('region', { name: 'Needs attention' });
    await attention.getByRole('link', { name: /never connected/ }).waitFor();
    expect(await attention.getByRole('link', { name: /pipeline/ }).count()).toBe(0);

    await notePipeError(node, 'the stored configuration cannot be read');
    const warning = attention.getByRole('link', { name: 'The pipeline of 1 node cannot run' });
    await warning.waitFor();
    expect(await violations(page)).toEqual([]);
    await warning.click();
    await page.waitForURL('**/unit-nodes?pipe=error');
    await page.getByText('1 node', { exact: true }).waitFor();
    const line = page.getByRole('row').filter({ hasText: 'the stored configuration cannot be read' });
    await line.getByRole('link', { name }).waitFor();
    expect(await page.getByRole('row').count()).toBe(2);
    expect(await violations(page)).toEqual([]);

    await notePipeError(node, null);
    await page.getByText('Every pipeline runs').waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Show all' }).click();
    await page.getByRole('searchbox', { name: 'Search by name' }).fill(TEMPERATURE);
    await page.waitForURL((url) => url.searchParams.get('q') === TEMPERATURE);
    const own = page.getByRole('row').filter({ hasText: name });
    await own.getByText('On', { exact: true }).waitFor();
    await own.getByRole('link', { name: TEMPERATURE }).click();
    await page.waitForURL(`**/unit-node/${node}`);
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
