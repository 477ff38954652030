import { violations } from './harness/accessibility';
import { freshName, newAccount, stage } from './harness/stage';
import { Visitor } from './harness/visitor';

describe('who one is', () => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await Visitor.arrive();
  });

  afterEach(() => visitor.closeWindows());
  afterAll(() => visitor.leave());

  it('an account is made, signed in at once, and signs out', async () => {
    const login = freshName('maker');
    const page = await visitor.open('/register');
    await page.getByLabel('Login').fill('ab');
    await page.getByRole('textbox', { name: 'Password' }).fill('short');
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByText('4 to 20 characters', { exact: true }).waitFor();
    await page.getByLabel('Login').fill(login);
    await page.getByRole('textbox', { name: 'Password' }).fill('maker-password-1');
    await page.getByRole('button', { name: 'Create an account' }).click();
    await page.getByRole('button', { name: `Account of ${login}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('banner').getByRole('link', { name: 'Sign in' }).waitFor();
  });

  it('a wrong password is said in words, and the right one leads back to where one was', async () => {
    const account = await newAccount();
    const page = await visitor.open('/repos');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByLabel('Login').fill(account.login);
    await page.getByRole('textbox', { name: 'Password' }).fill('not-the-password-1');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('Not allowed').waitFor();
    await page.getByRole('textbox', { name: 'Password' }).fill(account.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: `Account of ${account.login}` }).waitFor();
    await page.waitForURL('**/repos');
  });

  it('no script sees the token', async () => {
    const page = await visitor.open('/', { as: stage().admin });
    await page.getByRole('button', { name: `Account of ${stage().admin.login}` }).waitFor();
    const seen = await page.evaluate(() => [
      document.cookie,
      JSON.stringify({ ...localStorage, ...sessionStorage }),
    ]);
    expect(seen.join()).not.toMatch(/unitfleet_session|eyJ/);
    const cookies = await page.context().cookies();
    expect(cookies.find(({ name }) => name === 'unitfleet_session')).toMatchObject({
      httpOnly: true,
      sameSite: 'Strict',
    });
    expect(cookies.every(({ httpOnly }) => httpOnly)).toBe(true);
  });

  it.each([
    ['/sign-in', 'light'],
    ['/register', 'dark'],
  ] as const)('%s can be used by everybody (%s)', async (path, scheme) => {
    const page = await visitor.open(path, { scheme, size: 'phone' });
    await page.getByLabel('Login').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('speaks Russian to whose browser does', async () => {
    const page = await visitor.open('/sign-in', { language: 'ru' });
    await page.getByRole('heading', { name: 'Войти' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('ru');
  });

  it('no page did what it may not', () => {
    // The refused sign-in is an answer with an error, not a fault.
    expect(visitor.faults).toEqual([]);
  });
});
