import { GitHost, type GitRepository } from '@unitfleet/testing';
import type { Page } from 'playwright-core';
import { violations } from './harness/accessibility';
import { freshName, newAccount, rest, type Account } from './harness/stage';
import { Visitor } from './harness/visitor';

const OWNER = { username: 'maker', password: freshName('token') };
const WRONG = 'expired-token';

describe('a private repository', () => {
  let visitor: Visitor;
  let host: GitHost;
  let repository: GitRepository;
  let account: Account;
  let path: string;

  beforeAll(async () => {
    [visitor, host, account] = await Promise.all([
      Visitor.arrive(),
      GitHost.start({ credentials: OWNER }),
      newAccount(),
    ]);
    repository = await host.createRepository(freshName('secret'), { 'a.txt': '1' }, 'Keep this to us');
    path = new URL(repository.url).pathname.slice(1, -'.git'.length);
  });

  afterEach(() => visitor.closeWindows());

  afterAll(async () => {
    await visitor.leave();
    await host.stop();
  });

  const enter = async (page: Page, token: string): Promise<void> => {
    await page.getByRole('textbox', { name: 'User name' }).fill(OWNER.username);
    await page.getByLabel('Access token').fill(token);
  };

  it('that refuses the token says so in plain words, and is copied once a right one is entered', async () => {
    const page = await visitor.open('/registries?new=true', { as: account });
    const window = page.getByRole('dialog');
    await window.getByLabel('Address of the Git repository').fill(repository.url);
    await window.getByRole('switch', { name: 'Private repository' }).check();
    await enter(page, WRONG);
    expect(await violations(page)).toEqual([]);
    await window.getByRole('button', { name: 'Add a repository' }).click();

    await page.getByRole('heading', { name: path, level: 1 }).waitFor();
    const problem = page.getByRole('alert').filter({ hasText: 'The repository does not let us in' });
    await problem.getByText(/^The instance says: .*credentials/).waitFor();
    await page.getByRole('tab', { name: 'Credentials' }).click();
    await page.getByText('They are refused').waitFor();
    expect(await violations(page)).toEqual([]);

    await enter(page, OWNER.password);
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByText('They work').waitFor();
    await page.getByText('Up to date').waitFor();
    await problem.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Access token').inputValue()).toBe('');
    await page.getByRole('tab', { name: 'Commits' }).click();
    await page.getByRole('cell', { name: 'Keep this to us' }).waitFor();
  });

  it('is fetched by others with credentials of their own alone', async () => {
    const api = await rest(account);
    const { repositories_registry: found } = await api.ok('GET', '/repository_registry', {
      query: { search_string: repository.url },
    });
    const friend = await newAccount();
    const page = await visitor.open(`/registry/${found[0].uuid}?tab=credentials`, { as: friend });
    await page.getByText('You have no credentials here yet').waitFor();
    await enter(page, OWNER.password);
    await page.getByRole('button', { name: 'Check and save' }).click();
    await page.getByText('They work').waitFor();
    await page.getByRole('tab', { name: 'Commits' }).click();
    await page.getByRole('cell', { name: 'Keep this to us' }).waitFor();
  });

  it('no page did what it may not', () => {
    expect(visitor.faults).toEqual([]);
  });
});
