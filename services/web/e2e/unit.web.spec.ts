import type { RestCaller } from '@unitfleet/testing-fleet';
import type { Page } from 'playwright-core';
import { violations } from './harness/accessibility';
import { Device } from './harness/device';
import { noticed } from './harness/notices';
import { freshName, newAccount, rest, stage } from './harness/stage';
import { Visitor } from './harness/visitor';

const FAN = 'demo-fan';

interface TestUnit {
  readonly uuid: string;
  readonly name: string;
}

describe('the page of a Unit', () => {
  let visitor: Visitor;
  let owner: RestCaller;
  const devices: Device[] = [];
  const made: string[] = [];

  /** A Unit of the demo's Repo, whose device has not been heard of. */
  const newUnit = async (more: object = {}): Promise<TestUnit> => {
    const { repos } = await owner.ok('GET', '/repos', { query: { search_string: FAN } });
    const repo = repos.find(({ name }: { name: string }) => name === FAN);
    const unit = {
      repo_uuid: repo.uuid,
      name: freshName('unit'),
      visibility_level: 'Public',
      is_auto_update_from_repo_unit: true,
      ...more,
    };
    const created: TestUnit = await owner.ok('POST', '/units', { json: unit });
    made.push(created.uuid);
    return created;
  };

  const connect = async ({ uuid }: TestUnit): Promise<Device> => {
    const device = await Device.connect(owner, uuid);
    devices.push(device);
    return device;
  };

  const open = (unit: TestUnit, search = ''): Promise<Page> =>
    visitor.open(`/unit/${unit.uuid}${search}`, { as: stage().admin });

  beforeAll(async () => {
    visitor = await Visitor.arrive();
    owner = await rest(stage().admin);
  });

  afterEach(async () => {
    await visitor.closeWindows();
    for (const device of devices.splice(0)) await device.disconnect();
    // The demo fleet is as it was for the tests that come after.
    for (const uuid of made.splice(0)) await owner.call('DELETE', `/units/${uuid}`);
  });
  afterAll(() => visitor.leave());

  it('turns green when the device comes, and shows what it says, without being loaded anew', async () => {
    const unit = await newUnit();
    const page = await open(unit);
    await page.getByRole('heading', { name: 'Nothing heard yet' }).waitFor();
    const device = await connect(unit);
    await device.state({
      mem_free: 30 * 1024,
      mem_alloc: 10 * 1024,
      freq: 160_000_000,
      ifconfig: ['192.168.7.9', '255.255.255.0', '192.168.7.1', '9.9.9.9'],
      statvfs: [4096, 4096, 512, 128, 128, 0, 0, 0, 0, 255],
    });
    await page.getByText('Online', { exact: true }).waitFor();
    await page.getByText('30 kB free').waitFor();
    await page.getByText('10 kB of 40 kB used').waitFor();
    await page.getByText('1.5 MB of 2 MB used').waitFor();
    await page.getByText('160 MHz').waitFor();
    await page.getByText('192.168.7.9').waitFor();
    await device.disconnect();
    devices.length = 0;
    await page.getByText('Offline', { exact: true }).waitFor();
  });

  it('sends values to Inputs, which show them', async () => {
    const unit = await newUnit();
    const page = await open(unit);
    const row = page.getByRole('listitem').filter({ hasText: 'set_fan_state/pepeunit' });
    await row.getByRole('textbox').fill('full speed');
    await row.getByRole('button', { name: 'Send the value' }).click();
    await row.getByText('full speed').waitFor();
    await row.getByRole('link', { name: 'set_fan_state/pepeunit' }).click();
    await page.waitForURL(/\/unit-node\//);
  });

  it('pins the version to a commit, follows the Repo again and lists what comes with it', async () => {
    const unit = await newUnit();
    const page = await open(unit, '?tab=version');
    await page.getByRole('radio', { name: 'Pin to a commit' }).check();
    await page.getByRole('combobox', { name: 'Commit' }).click();
    await page.getByRole('option').last().click();
    await page.getByRole('button', { name: 'Save and update' }).click();
    await page.getByText('Waiting for the device').waitFor();
    await page.getByText('Pinned to this commit of branch main.').waitFor();
    await (await connect(unit)).state();
    await page.getByText('The device reports the version that it should run').waitFor();
    await page.getByRole('heading', { name: /comes? with the update/ }).waitFor({ state: 'detached' });
    await page.getByRole('radio', { name: 'Follow the Repo' }).check();
    await page.getByRole('button', { name: 'Save and update' }).click();
    await page.getByRole('heading', { name: /comes? with the update/ }).waitFor();
    const changes = page.getByRole('list', { name: 'Changes' }).getByRole('listitem');
    expect(await changes.count()).toBeGreaterThan(0);
    await page.getByText('Updating').first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('shows the log as it is written, by level and by words, and the address keeps the choice', async () => {
    const unit = await newUnit();
    const device = await connect(unit);
    await device.log('Info', 'fan is ready');
    const page = await open(unit, '?tab=logs');
    const log = page.getByRole('log');
    await log.getByText('fan is ready').waitFor();
    await device.log('Warning', 'supply is low');
    await log.getByText('supply is low').waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByText('Info', { exact: true }).first().click();
    await log.getByText('fan is ready').waitFor({ state: 'detached' });
    await log.getByText('supply is low').waitFor();
    await page.waitForURL(/level=/);
    await page.getByRole('searchbox', { name: 'Search in what is loaded' }).fill('nothing like it');
    await page.getByText('0 of 1 loaded entries').waitFor();
    await page.waitForURL(/text=/);
    await page.reload();
    await page.getByText('0 of 1 loaded entries').waitFor();
    const downloaded = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByRole('button', { name: 'Download as text' }).click();
    expect((await downloaded).suggestedFilename()).toBe(`${unit.name}.log.txt`);
  });

  it('goes back through an older log as one scrolls', async () => {
    const unit = await newUnit();
    const device = await connect(unit);
    for (let line = 1; line <= 130; line += 1) await device.log('Info', `line ${line} of the fan`);
    await expectCount(owner, unit, 130);
    const page = await open(unit, '?tab=logs');
    const log = page.getByRole('log');
    await log.getByText('line 130 of the fan', { exact: true }).waitFor();
    await log.press('Home');
    await page.getByText('130 entries loaded').waitFor();
    await page.getByText('Nothing older is stored').waitFor();
    await log.press('Home');
    await log.getByText('line 1 of the fan', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Follow the newest' }).click();
    await log.getByText('line 130 of the fan', { exact: true }).waitFor();
  });

  it('keeps a text for the device, gives its firmware and its schema', async () => {
    const unit = await newUnit();
    const page = await open(unit, '?tab=storage');
    await page.getByRole('textbox', { name: 'State storage' }).fill('{"тепло": 21}');
    await page.getByText(/^13 of 1,000,000 characters/).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await noticed(page, 'Stored');
    expect(await owner.ok('GET', `/units/get_state_storage/${unit.uuid}`)).toBe('{"тепло": 21}');

    await page.getByRole('tab', { name: 'Firmware' }).click();
    for (const kind of ['zip', 'tar', 'tgz']) {
      const downloaded = page.waitForEvent('download');
      await page.getByRole('link', { name: `Download ${unit.name}.${kind}` }).click();
      expect((await downloaded).suggestedFilename()).toBe(`${unit.name}.${kind}`);
    }

    await page.getByRole('tab', { name: 'Schema' }).click();
    await page.getByRole('region', { name: 'Inputs' }).getByText('temperature/pepeunit').first().waitFor();
    await page.getByRole('button', { name: 'Send the schema' }).click();
    await noticed(page, 'will be delivered when the device next connects');
  });

  it('is renamed, hidden, and deleted by typing its name', async () => {
    const unit = await newUnit();
    const page = await open(unit, '?tab=settings');
    const name = freshName('named');
    await page.getByRole('textbox', { name: 'Name' }).fill('no good name');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Latin letters, digits, _ - and . only').waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('combobox', { name: 'Visible to' }).click();
    await page.getByRole('option', { name: 'Me and whom I allow' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    // The heading shows what was asked for; it is so when the notice says it.
    await noticed(page, 'Saved');
    const stranger = await rest(await newAccount());
    expect((await stranger.call('GET', `/units/${unit.uuid}`)).status).toBe(403);

    await page.getByRole('button', { name: 'Delete the Unit' }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);
    await dialog.getByLabel('Name to confirm').fill(name);
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await page.waitForURL(/\/fleet/);
    expect((await owner.call('GET', `/units/${unit.uuid}`)).status).toBe(422);
  });

  it('has another name as soon as it is asked for, and the old one when that is refused', async () => {
    const unit = await newUnit();
    const page = await open(unit, '?tab=settings');
    await page.getByRole('heading', { name: unit.name, level: 1 }).waitFor();
    let refuse = (): void => undefined;
    const isSeen = new Promise<void>((resolve) => (refuse = resolve));
    await page.route('**/pepeunit/graphql', async (route) => {
      if (!route.request().postData()?.includes('updateUnit(')) return route.fallback();
      await isSeen;
      await route.fulfill({ json: { data: null, errors: [{ message: '422: 5: Unit Error: it is taken' }] } });
    });
    const name = freshName('taken');
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
    refuse();
    await page.getByRole('heading', { name: unit.name, level: 1 }).waitFor();
    await noticed(page, 'it is taken');
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe(name);
  });

  it.each([['somebody else'], ['nobody']] as const)('offers %s only what they may', async (who) => {
    const unit = await newUnit();
    const as = who === 'nobody' ? undefined : await newAccount();
    const page = await visitor.open(`/unit/${unit.uuid}?tab=logs`, { as });
    await page.getByRole('heading', { name: 'Inputs and Outputs' }).waitFor();
    expect(await page.getByRole('tab').allTextContents()).toEqual(['Overview', 'Version']);
    expect(await page.getByRole('button', { name: 'Send the value' }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Version' }).click();
    await page.getByText('Should run').waitFor();
    expect(await page.getByRole('button', { name: 'Update now' }).count()).toBe(0);
  });

  it.each([
    ['overview', 'light'],
    ['version', 'dark'],
    ['schema', 'light'],
    ['storage', 'dark'],
    ['firmware', 'dark'],
    ['settings', 'light'],
  ] as const)('%s can be used by everybody, on a phone (%s)', async (tab, scheme) => {
    const unit = await newUnit();
    const page = await visitor.open(`/unit/${unit.uuid}?tab=${tab}`, {
      as: stage().admin,
      size: 'phone',
      scheme,
    });
    await page
      .getByRole('tabpanel')
      .getByRole('heading')
      .first()
      .or(page.getByRole('textbox'))
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
  });

  it('no page did what it may not', () => {
    expect(visitor.faults).toEqual([]);
  });
});

/** Resolves when the instance has so many log entries of the Unit. */
const expectCount = async (owner: RestCaller, { uuid }: TestUnit, wanted: number): Promise<void> => {
  for (;;) {
    const { count } = await owner.ok('GET', '/units/log_list/', { query: { uuid, limit: '1' } });
    if (count >= wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};
