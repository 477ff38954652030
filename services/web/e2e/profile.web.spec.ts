import { violations } from './harness/accessibility';
import { noticed } from './harness/notices';
import { newAccount, freshName, rest, stage } from './harness/stage';
import { Visitor } from './harness/visitor';

describe('the profile', () => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await Visitor.arrive();
  });

  afterEach(() => visitor.closeWindows());
  afterAll(() => visitor.leave());

  it('changes the password: this window stays signed in, all others are out', async () => {
    const account = await newAccount();
    const other = await visitor.open('/profile', { as: account });
    await other.getByRole('heading', { name: account.login }).waitFor();
    const page = await visitor.open('/profile', { as: account });
    await page.getByRole('textbox', { name: 'New password', exact: true }).fill('new-password-1');
    await page.getByRole('textbox', { name: 'The new password again' }).fill('new-password-2');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('The two are not the same').waitFor();
    await page.getByRole('textbox', { name: 'The new password again' }).fill('new-password-1');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await noticed(page, 'The password is changed');
    await page.reload();
    await page.getByRole('heading', { name: account.login }).waitFor();
    await other.reload();
    await other.getByText('You are not signed in').waitFor();
    await expect(rest(account)).rejects.toThrow('403');
    await rest({ ...account, password: 'new-password-1' });
  });

  it('changes the login', async () => {
    const page = await visitor.open('/profile', { as: await newAccount() });
    const login = freshName('renamed');
    await page.getByRole('textbox', { name: 'Login' }).fill(login);
    await page.getByRole('button', { name: 'Change the login' }).click();
    await page.getByRole('button', { name: `Account of ${login}` }).waitFor();
    await page.getByRole('heading', { name: login, level: 1 }).waitFor();
  });

  it('says that there is no bot here, and changes language and colours', async () => {
    const page = await visitor.open('/profile', { as: await newAccount(), size: 'phone' });
    await page.getByRole('button', { name: 'Link a Telegram chat' }).click();
    await page.getByText('No bot here').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByText('Русский', { exact: true }).click();
    await page.getByRole('heading', { name: 'Язык и оформление' }).waitFor();
    await page.getByText('Тёмное', { exact: true }).click();
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('of somebody else shows what one may see; an administrator blocks and unblocks', async () => {
    const account = await newAccount();
    const { users } = await (
      await rest(stage().admin)
    ).ok('GET', '/users', { query: { search_string: account.login } });
    const page = await visitor.open(`/user/${users[0].uuid}`, { as: stage().admin });
    await page.getByRole('heading', { name: account.login, level: 1 }).waitFor();
    await page.getByRole('region', { name: 'Units' }).getByText('None that you may see').waitFor();
    await page.getByRole('button', { name: 'Block' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
    await page.getByText('Blocked', { exact: true }).waitFor();
    await expect(rest(account)).rejects.toThrow('403');
    await page.getByRole('button', { name: 'Unblock' }).click();
    await page.getByRole('button', { name: 'Block', exact: true }).waitFor();
    await rest(account);
    expect(await violations(page)).toEqual([]);
  });

  it('of the demo names its Units and Repos, to those who are signed in', async () => {
    const { users } = await (
      await rest(stage().admin)
    ).ok('GET', '/users', { query: { search_string: stage().admin.login } });
    const { uuid } = users.find(({ login }: { login: string }) => login === stage().admin.login);
    const page = await visitor.open(`/user/${uuid}`, { as: await newAccount() });
    await page.getByRole('region', { name: 'Units' }).getByRole('link', { name: 'demo-fan' }).waitFor();
    await page
      .getByRole('region', { name: 'Repos' })
      .getByRole('link', { name: 'demo-thermometer' })
      .waitFor();
    expect(await page.getByRole('button', { name: 'Block' }).count()).toBe(0);
    const stranger = await visitor.open(`/user/${uuid}`);
    await stranger.getByText('Users are shown to users').waitFor();
  });

  it('no page did what it may not', () => {
    expect(visitor.faults).toEqual([]);
  });
});
