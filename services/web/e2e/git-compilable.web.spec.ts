import { GitHost, type GitRepository } from '@unitfleet/testing';
import type { RestCaller } from '@unitfleet/testing-fleet';
import { violations } from './harness/accessibility';
import { ReleasingHost } from './harness/releasing-host';
import { freshName, newAccount, rest, type Account } from './harness/stage';
import { Visitor } from './harness/visitor';

const PROGRAM = 'https://git.example/releases/v1.0.0/esp32.bin';
const FILES = {
  'schema_example.json': JSON.stringify({
    input_base_topic: [],
    output_base_topic: ['state/pepeunit'],
    input_topic: [],
    output_topic: ['value/pepeunit'],
  }),
  'env_example.json': '{}',
};

describe('a compiled program', () => {
  let visitor: Visitor;
  let host: GitHost;
  let platform: ReleasingHost;
  let repository: GitRepository;
  let account: Account;
  let caller: RestCaller;
  let registry: string;

  beforeAll(async () => {
    [visitor, host, account] = await Promise.all([Visitor.arrive(), GitHost.start(), newAccount()]);
    platform = await ReleasingHost.before(host);
    repository = await host.createRepository(freshName('program'), FILES, 'First');
    await repository.tag('v1.0.0');
    await repository.push();
    caller = await rest(account);
    const made = await caller.ok('POST', '/repository_registry', {
      json: {
        platform: 'Gitlab',
        repository_url: platform.urlOf(repository.url),
        is_public_repository: true,
      },
    });
    registry = made.uuid;
  });

  afterEach(() => visitor.closeWindows());

  afterAll(async () => {
    await visitor.leave();
    await platform.stop();
    await host.stop();
  });

  it('is made a Repo, which says for what platforms its release has programs as soon as it has some', async () => {
    const name = freshName('program');
    const page = await visitor.open(`/registry/${registry}?tab=repos&new=true`, { as: account });
    const form = page.getByRole('form', { name: 'New Repo' });
    await form.getByRole('textbox', { name: 'Name' }).fill(name);
    const rule = form.getByRole('radiogroup', { name: 'New versions are' });
    await rule.waitFor();
    await form.getByRole('switch', { name: 'Compiled program' }).check();
    await rule.waitFor({ state: 'detached' });
    expect(await violations(page)).toEqual([]);
    await form.getByRole('button', { name: 'Create the Repo' }).click();

    await page.getByRole('heading', { name, level: 1 }).waitFor();
    await page.getByText('The release has no programs').waitFor();
    platform.releases = [{ tag: 'v1.0.0', files: { 'esp32.bin': PROGRAM } }];
    await caller.ok('PATCH', `/repository_registry/update_local_repository/${registry}`);
    const program = page.getByRole('link', { name: 'esp32.bin' });
    await program.waitFor();
    expect(await program.getAttribute('href')).toBe(PROGRAM);
    await page.getByText('The release has no programs').waitFor({ state: 'detached' });
    expect(await violations(page)).toEqual([]);

    await page.getByRole('link', { name: 'Repos', exact: true }).first().click();
    await page.getByRole('searchbox').fill(name);
    await page.getByRole('row', { name: new RegExp(`${name} compiled`) }).waitFor();
  });

  it('asks for the platform of each new Unit, and leads to its program', async () => {
    platform.releases = [{ tag: 'v1.0.0', files: { 'esp32.bin': PROGRAM } }];
    await caller.ok('PATCH', `/repository_registry/update_local_repository/${registry}`);
    const repo = await caller.ok('POST', '/repos', {
      json: {
        repository_registry_uuid: registry,
        default_branch: 'main',
        name: freshName('program'),
        visibility_level: 'Public',
        is_compilable_repo: true,
      },
    });
    const page = await visitor.open(`/start?step=unit&registry=${registry}&repo=${repo.uuid}`, {
      as: account,
    });
    await page.getByRole('combobox', { name: 'Platform of the device' }).click();
    await page.getByRole('option', { name: 'esp32.bin' }).click();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Next: variables' }).click();
    await page.waitForURL((url) => url.searchParams.has('unit'));
    const unit = new URL(page.url()).searchParams.get('unit');
    await page.goto(`/unit/${unit}?tab=firmware`);
    await page.getByRole('heading', { name: 'Compiled program' }).waitFor();
    await page.getByText(PROGRAM, { exact: true }).waitFor();
  });

  it('no page did what it may not', () => {
    expect(visitor.faults).toEqual([]);
  });
});
