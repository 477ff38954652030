import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitHost } from '@unitfleet/testing';
import type { Page } from 'playwright-core';
import { violations } from './harness/accessibility';
import { freshName, newAccount } from './harness/stage';
import { Visitor } from './harness/visitor';

const json = (value: object): string => JSON.stringify(value, null, 2);

const PROGRAM = `const { PepeunitClient } = require('./unit-client.js');
void new PepeunitClient({ envFilePath: 'env.json', schemaFilePath: 'schema.json' }).run();
`;

/** A lamp: a whole device program with its library, as a developer would push it. */
const LAMP = {
  'schema_example.json': json({
    input_base_topic: ['update/pepeunit', 'env_update/pepeunit'],
    output_base_topic: ['state/pepeunit', 'log/pepeunit'],
    input_topic: ['light/pepeunit'],
    output_topic: ['lux/pepeunit'],
  }),
  'env_example.json': json({ PLACE: 'desk', WIFI_PASS: '', LEVEL: 5, IS_LIT: false, LIMITS: [1, 9] }),
  'package.json': json({ name: 'lamp', private: true }),
  'main.js': PROGRAM,
};

describe('from Git to a device', () => {
  let visitor: Visitor;
  let host: GitHost;
  let disk: string;
  const programs: ChildProcess[] = [];

  beforeAll(async () => {
    [visitor, host] = await Promise.all([Visitor.arrive(), GitHost.start()]);
    disk = mkdtempSync(join(tmpdir(), 'unitfleet-lamp-'));
  });

  afterEach(() => visitor.closeWindows());

  afterAll(async () => {
    for (const program of programs.filter(({ exitCode }) => exitCode === null)) {
      const ended = once(program, 'exit');
      program.kill('SIGTERM');
      await ended;
    }
    await visitor.leave();
    await host.stop();
    rmSync(disk, { recursive: true, force: true });
  });

  /** Runs what the page shows in a shell, as who copies it does. */
  const run = async (page: Page): Promise<void> => {
    const [fetch, install, start] = await page.getByRole('listitem').locator('pre').allTextContents();
    programs.push(
      spawn('bash', ['-c', `${fetch} && ${install} && exec ${start}`], { cwd: disk, stdio: 'inherit' }),
    );
  };

  it('an address becomes a device that is connected', async () => {
    const bundle = readFileSync('dist/unit-client/unit-client.js');
    const repository = await host.createRepository(freshName('lamp'), { ...LAMP, 'unit-client.js': bundle });
    const name = freshName('lamp');
    const page = await visitor.open('/start', { as: await newAccount() });

    await page.getByLabel('Address of the Git repository').fill(repository.url.replace(/\.git$/, '/'));
    await page.getByText(`Fetched from ${repository.url}`).waitFor();
    await page.getByRole('button', { name: 'Fetch the repository' }).click();
    await page.getByText('The repository is here.').waitFor();
    await page.getByRole('link', { name: 'Next: Repo' }).click();

    await page.getByLabel('Name').fill(name);
    expect(await page.getByRole('combobox', { name: 'Branch' }).inputValue()).toBe('main');
    // Nothing is tagged yet, so that tagged versions would leave the device without any.
    await page.getByRole('radio', { name: 'All commits', checked: true }).waitFor();
    await page.getByRole('button', { name: 'Next: Unit' }).click();

    await page.getByRole('heading', { name: 'What is this device called?' }).waitFor();
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Next: variables' }).click();

    const secret = page.getByRole('textbox', { name: 'WIFI_PASS' });
    await secret.fill('of the lamp');
    expect(await secret.getAttribute('type')).toBe('password');
    await page.getByRole('button', { name: 'Show or hide WIFI_PASS' }).click();
    expect(await secret.getAttribute('type')).toBe('text');
    await page.getByLabel('LEVEL').fill('7.5');
    await page.getByRole('switch', { name: 'IS_LIT' }).check();
    await page.getByLabel('LIMITS').fill('[1, ');
    await page.getByText('This is not valid JSON').waitFor();
    await page.getByLabel('LIMITS').fill('{"low": 1}');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Next: device' }).click();

    await page.getByText('Waiting for the device').waitFor();
    // One can leave and come back.
    await page.goto(page.url());
    await page.getByText('Waiting for the device').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByText('curl').waitFor();
    await run(page);
    await page.getByText(`${name} is here`).waitFor();
    expect(await violations(page)).toEqual([]);
    const env = JSON.parse(readFileSync(join(disk, name, 'env.json'), 'utf8'));
    expect(env).toMatchObject({
      PLACE: 'desk',
      WIFI_PASS: 'of the lamp',
      LEVEL: 7.5,
      IS_LIT: true,
      LIMITS: { low: 1 },
    });
    await page.getByRole('link', { name: 'To the Unit' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  });

  it('a repository that is not there is explained, and tried again', async () => {
    const name = freshName('late');
    const page = await visitor.open('/start', { as: await newAccount() });
    await page.getByLabel('Address of the Git repository').fill(`${host.url}/${name}.git`);
    await page.getByRole('button', { name: 'Fetch the repository' }).click();
    await page
      .getByRole('alert')
      .getByText('There is no repository at this address', { exact: true })
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await host.createRepository(name, LAMP);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The repository is here.').waitFor();
  });

  it('what was begun is found again, and a known address is taken as it is', async () => {
    const { url } = await host.createRepository(freshName('known'), LAMP);
    const page = await visitor.open('/start', { as: await newAccount() });
    const fetch = async (): Promise<string | null> => {
      await page.getByLabel('Address of the Git repository').fill(url);
      await page.getByRole('button', { name: 'Fetch the repository' }).click();
      await page.getByText('The repository is here.').waitFor();
      await page.waitForURL(/registry=/);
      return new URL(page.url()).searchParams.get('registry');
    };
    const first = await fetch();
    await page.goto('/start');
    await page.getByRole('link', { name: 'Go on' }).waitFor();
    expect(await fetch()).toBe(first);
  });

  it.each([
    ['light', 'en', 'New device'],
    ['dark', 'ru', 'Новое устройство'],
  ] as const)('begins well on a phone (%s, %s)', async (scheme, language, title) => {
    const page = await visitor.open('/start', { as: await newAccount(), size: 'phone', scheme, language });
    await page.getByRole('heading', { name: title }).waitFor();
    await page.getByRole('textbox').first().waitFor();
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  });

  it('asks to sign in, and comes back', async () => {
    const page = await visitor.open('/start');
    await page.getByRole('heading', { name: 'Sign in to connect a device' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL((url) => url.searchParams.get('next') === '/start');
  });

  it('no page did what it may not', () => {
    expect(visitor.faults).toEqual([]);
  });
});
