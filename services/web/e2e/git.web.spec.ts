import { eventually, GitHost, type GitRepository } from '@unitfleet/testing';
import type { RestCaller } from '@unitfleet/testing-fleet';
import { violations } from './harness/accessibility';
import { Device } from './harness/device';
import { freshName, newAccount, rest, type Account } from './harness/stage';
import { Visitor } from './harness/visitor';

const FILES = {
  'schema_example.json': JSON.stringify({
    input_base_topic: ['update/pepeunit'],
    output_base_topic: ['state/pepeunit'],
    input_topic: [],
    output_topic: ['value/pepeunit'],
  }),
  'env_example.json': '{}',
};

describe('Git sources and Repos', () => {
  let visitor: Visitor;
  let host: GitHost;
  let repository: GitRepository;
  let account: Account;
  let caller: RestCaller;
  let registry: string;

  beforeAll(async () => {
    [visitor, host, account] = await Promise.all([Visitor.arrive(), GitHost.start(), newAccount()]);
    repository = await host.createRepository(freshName('meter'), FILES, 'Count');
    await repository.tag('v1.0.0');
    await repository.commit({ 'trial.txt': 'trial' }, 'Try something', { branch: 'trial' });
    await repository.push();
    caller = await rest(account);
    const made = await caller.ok('POST', '/repository_registry', {
      json: { platform: 'Gitlab', repository_url: repository.url, is_public_repository: true },
    });
    registry = made.uuid;
  });

  afterEach(() => visitor.closeWindows());

  afterAll(async () => {
    await visitor.leave();
    await host.stop();
  });

  const newRepo = async (visibility = 'Public'): Promise<{ uuid: string; name: string }> =>
    caller.ok('POST', '/repos', {
      json: {
        repository_registry_uuid: registry,
        default_branch: 'main',
        name: freshName('meter'),
        visibility_level: visibility,
        is_compilable_repo: false,
      },
    });

  const newUnit = async (repo: string): Promise<{ uuid: string; name: string }> =>
    caller.ok('POST', '/units', {
      json: {
        repo_uuid: repo,
        name: freshName('meter'),
        visibility_level: 'Public',
        is_auto_update_from_repo_unit: true,
      },
    });

  it('a repository is added, looked at, and deleted by its name', async () => {
    const other = await host.createRepository(freshName('extra'), FILES, 'Begin');
    const path = new URL(other.url).pathname.slice(1, -'.git'.length);
    const page = await visitor.open('/registries', { as: account });
    await page.getByRole('button', { name: 'Add a repository' }).click();
    const window = page.getByRole('dialog');
    await window.getByLabel('Address of the Git repository').fill(other.url);
    await window.getByRole('button', { name: 'Add a repository' }).click();
    await page.getByRole('heading', { name: path, level: 1 }).waitFor();
    await page.getByText('Up to date').waitFor();
    await page.getByRole('cell', { name: 'Begin' }).waitFor();
    await page.getByRole('button', { name: 'Delete' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete' });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('Name to confirm').fill(path);
    await confirm.click();
    await page.waitForURL('/registries');
    await page.getByRole('searchbox', { name: 'Search by address' }).fill(path);
    await page.getByText('Nothing found').waitFor();
    await page.waitForURL((url) => url.searchParams.get('q') === path);
  });

  it('commits are shown by branch and tag, and new ones after a sync', async () => {
    const page = await visitor.open(`/registry/${registry}`, { as: account });
    await page.getByRole('cell', { name: 'Count v1.0.0' }).waitFor();
    await page.getByRole('combobox', { name: 'Branch' }).click();
    await page.getByRole('option', { name: 'trial' }).click();
    await page.getByRole('cell', { name: 'Try something' }).waitFor();
    await page.getByRole('switch', { name: 'Tagged only' }).check();
    await page.getByRole('cell', { name: 'Try something' }).waitFor({ state: 'detached' });
    await page.waitForURL((url) => url.search === '?branch=trial&tags=true');
    await page.getByRole('switch', { name: 'Tagged only' }).uncheck();
    await repository.commit({ 'trial.txt': 'more' }, 'Try more', { branch: 'trial' });
    await repository.push();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('cell', { name: 'Try more' }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('settings of a Repo: another name, pinned to a commit', async () => {
    const repo = await newRepo();
    const name = freshName('pinned');
    const page = await visitor.open(`/repo/${repo.uuid}?tab=settings`, { as: account });
    await page.getByLabel('Name').fill('no');
    await page.getByText('4 to 20 characters', { exact: true }).waitFor();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('radio', { name: 'Stay at one commit' }).check();
    await page.getByRole('combobox', { name: 'Commit' }).click();
    await page.getByRole('option', { name: /v1\.0\.0 .* Count/ }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByText('Stays at').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('access to a private Repo is given and taken back', async () => {
    const repo = await newRepo('Private');
    const friend = await newAccount();
    const theirs = await rest(friend);
    const page = await visitor.open(`/repo/${repo.uuid}?tab=permissions`, { as: account });
    await page.getByRole('combobox', { name: 'Find a user by login' }).fill(friend.login);
    await page.getByRole('option', { name: friend.login }).click();
    await page.getByRole('button', { name: 'Give access' }).click();
    await page.getByRole('cell', { name: friend.login, exact: true }).waitFor();
    await theirs.ok('GET', `/repos/${repo.uuid}`);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: `Take access from ${friend.login}` }).click();
    await page.getByRole('cell', { name: friend.login, exact: true }).waitFor({ state: 'detached' });
    const stranger = await visitor.open(`/repo/${repo.uuid}`, { as: friend });
    await stranger.getByRole('alert').getByText('Not allowed').waitFor();
  });

  it('versions in use lead to the Units, which are told to update', async () => {
    const repo = await newRepo();
    const unit = await newUnit(repo.uuid);
    const device = await Device.connect(caller, unit.uuid);
    await device.state();
    await eventually(async () => {
      const { unit_count } = await caller.ok('GET', `/repos/versions/${repo.uuid}`);
      expect(unit_count).toBe(1);
    });
    const page = await visitor.open(`/repo/${repo.uuid}`, { as: account });
    await page.getByRole('progressbar', { name: 'v1.0.0: 100 % of the Units' }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Update its Units' }).click();
    await page.getByRole('button', { name: 'Update', exact: true }).click();
    await page.getByRole('link', { name: unit.name }).waitFor();
    await page.getByText('Online').waitFor();
    await page.getByRole('link', { name: 'Show in the fleet' }).click();
    await page.waitForURL((url) => url.searchParams.get('repo') === repo.uuid);
    await device.disconnect();
  });

  it('a Repo is deleted by its name', async () => {
    const repo = await newRepo();
    const page = await visitor.open(`/repo/${repo.uuid}`, { as: account });
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByLabel('Name to confirm').fill(repo.name);
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL('/repos');
  });

  it.each([
    ['/registries', 'light', 'desktop'],
    ['/repos', 'dark', 'phone'],
  ] as const)('%s can be used by everybody (%s, %s)', async (path, scheme, size) => {
    const page = await visitor.open(path, { scheme, size });
    await page.getByRole('table').waitFor();
    expect(await page.getByRole('button', { name: /^(Add|New)/ }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  it('no page did what it may not', () => {
    expect(visitor.faults).toEqual([]);
  });
});
