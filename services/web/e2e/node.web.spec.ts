import { readFileSync } from 'node:fs';
import { eventually } from '@unitfleet/testing';
import type { Page } from 'playwright-core';
import { violations } from './harness/accessibility';
import { Device } from './harness/device';
import { Finger } from './harness/finger';
import { noticed } from './harness/notices';
import { freshName, newAccount, rest, stage, type Account } from './harness/stage';
import { Visitor } from './harness/visitor';

const HUMIDITY = 'humidity/pepeunit';
const SPEED = 'set_fan_state/pepeunit';

const KEEPS_NUMBERS = `
active_period: { type: Permanent }
filters: { type_input_value: Number, max_rate: 0, max_size: 0 }
processing_policy: { policy_type: NRecords, n_records_count: 100 }
`;

type Node = Readonly<{ uuid: string; topic_name: string }>;

/** Somebody with a thermometer and a fan of their own, made of the demo's Repos. */
class Owner {
  readonly thermometer = freshName('thermometer');
  readonly fan = freshName('fan');
  readonly nodes = new Map<string, string>();
  account!: Account;
  device!: Device;

  async settle(): Promise<void> {
    this.account = await newAccount();
    const api = await rest(this.account);
    const make = async (demo: string, name: string) => {
      const { units } = await api.ok('GET', '/units', { query: { search_string: demo } });
      const [{ repo_uuid }] = units;
      const json = { visibility_level: 'Public', name, is_auto_update_from_repo_unit: true, repo_uuid };
      const unit = await api.ok('POST', '/units', { json });
      const { unit_nodes } = await api.ok('GET', '/unit_nodes', { query: { unit_uuid: unit.uuid } });
      for (const { uuid, topic_name } of unit_nodes as Node[]) this.nodes.set(`${name} ${topic_name}`, uuid);
      return unit.uuid as string;
    };
    const thermometer = await make('demo-thermometer', this.thermometer);
    await make('demo-fan', this.fan);
    await api.ok('POST', '/unit_nodes/set_data_pipe_config', {
      query: { uuid: this.node(this.thermometer, HUMIDITY) },
      file: { field: 'data', content: KEEPS_NUMBERS, name: 'pipe.yml' },
    });
    // What comes before a configuration is at work is treated by the one before it.
    await eventually(async () => {
      const path = `/unit_nodes/get_data_pipe_counters/${this.node(this.thermometer, HUMIDITY)}`;
      return (await api.ok('GET', path)).since !== null;
    });
    this.device = await Device.connect(api, thermometer);
  }

  node(unit: string, topic: string): string {
    return this.nodes.get(`${unit} ${topic}`)!;
  }
}

/** Words about stored rows that the page is told, as they come. */
const rowNews = (page: Page): string[] => {
  const heard: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framereceived', ({ payload }) => {
      if (String(payload).includes('"pipeDataStored"')) heard.push(String(payload));
    }),
  );
  return heard;
};

describe('a node', () => {
  const owner = new Owner();
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await Visitor.arrive();
    await owner.settle();
  });

  afterEach(() => visitor.closeWindows());
  afterAll(async () => {
    await owner.device?.disconnect();
    await visitor.leave();
  });

  const open = (unit: string, topic: string, search = '', more: object = {}): Promise<Page> =>
    visitor.open(`/unit-node/${owner.node(unit, topic)}${search}`, { as: owner.account, ...more });

  it('shows its last value as it comes, and draws it', async () => {
    const page = await visitor.open('/profile', { as: owner.account });
    const news = rowNews(page);
    await page.goto(`/unit-node/${owner.node(owner.thermometer, HUMIDITY)}`);
    await page.getByText('No value yet', { exact: false }).waitFor();
    await eventually(() => news.length > 0);
    const before = news.length;
    await owner.device.value(HUMIDITY, '41.5');
    await eventually(() => news.length > before);
    const value = page.getByRole('status', { name: 'Last value' });
    await value.getByText('41.5', { exact: true }).waitFor();
    await owner.device.value(HUMIDITY, '42.5');
    await value.getByText('42.5', { exact: true }).waitFor();
    await page.locator('canvas').waitFor();
    await page.getByRole('row', { name: new RegExp(`${HUMIDITY}.*42\\.5.*41\\.5.*42.*42\\.5`) }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('takes a value for an Input, and lays JSON out', async () => {
    const page = await open(owner.fan, SPEED);
    await page.getByText('The device is not connected', { exact: false }).waitFor();
    await page.getByLabel('Value to send').fill('{"speed":7}');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('status', { name: 'Last value' }).getByText('"speed": 7').waitFor();
    await page.getByLabel('Value to send').fill('x'.repeat(262_000));
    await page.getByText('More than 255', { exact: false }).waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  });

  it('is linked by dragging, and parted with a key', async () => {
    const page = await open(owner.thermometer, HUMIDITY, '?tab=edges');
    await page.getByRole('searchbox', { name: 'Search for Units' }).fill(owner.fan);
    const from = page.getByRole('img', { name: `Link from ${HUMIDITY} of ${owner.thermometer}` });
    const to = page.getByRole('img', { name: `Link to ${SPEED} of ${owner.fan}` });
    await from.dragTo(to);
    await page.getByText('1 of 10 links').waitFor();
    const line = page.getByLabel(`Link from ${HUMIDITY} (${owner.thermometer}) to ${SPEED} (${owner.fan})`);
    await line.getByText('42.5').waitFor();
    expect(await violations(page)).toEqual([]);

    await from.dragTo(to);
    await noticed(page, 'These two are linked already.');

    await line.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Delete');
    await page.getByText('0 of 10 links').waitFor();
  });

  it('is linked and parted by keyboard alone, and refusals say why', async () => {
    const api = await rest(owner.account);
    const input = owner.node(owner.fan, 'temperature/pepeunit');
    const output = owner.node(owner.thermometer, 'temperature/pepeunit');
    await api.ok('PATCH', `/unit_nodes/${input}`, { json: { max_connections: 1 } });
    await api.ok('POST', '/unit_nodes/create_unit_node_edge', {
      json: { node_output_uuid: output, node_input_uuid: input },
    });
    const page = await open(owner.thermometer, HUMIDITY, '?tab=edges', { size: 'phone' });
    await page.getByRole('button', { name: 'Link to…' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('searchbox').fill(owner.fan);
    await dialog.getByRole('button', { name: `Link temperature/pepeunit of ${owner.fan}` }).press('Enter');
    await noticed(page, 'The Input has 1 links already');
    await dialog.getByRole('button', { name: `Link ${SPEED} of ${owner.fan}` }).press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: `Unlink ${SPEED} of ${owner.fan}` }).press('Enter');
    await page.getByText('0 of 10 links').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('gives its data out as CSV and takes them in, all or nothing', async () => {
    const page = await open(owner.thermometer, HUMIDITY, '?tab=history&view=table&range=all');
    await page.getByRole('cell', { name: '42.5', exact: true }).waitFor();
    const downloads = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Export CSV' }).click();
    const exported = await (await downloads).path();
    expect(readFileSync(exported).subarray(0, 2).toString()).toBe('PK');

    await page.getByRole('button', { name: 'Import CSV…' }).click();
    const choose = (...rows: string[]) =>
      page
        .getByRole('dialog')
        .locator('input[type=file]')
        .setInputFiles({
          name: 'history.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(rows.join('\n')),
        });
    const send = page.getByRole('button', { name: 'Replace the data' });
    await choose('state,time', '50,2026-01-02 03:04:05');
    await page.getByText('The file does not have these columns').waitFor();
    expect(await send.isDisabled()).toBe(true);
    await choose('state,create_datetime', '50,2026-01-02 03:04:05', 'wet,2026-01-02 03:04:15');
    await page.getByText('Row 2 does not fit').waitFor();
    await page.getByText('state is not a number').waitFor();
    expect(await violations(page)).toEqual([]);
    await choose('state,create_datetime', '50,2026-01-02 03:04:05', '60,2026-01-02 04:04:05');
    await page.getByText('2 rows, all of them fit', { exact: false }).waitFor();
    await send.click();
    await noticed(page, 'The data of the file are stored');
    await page.getByRole('cell', { name: '60', exact: true }).waitFor();
    await page.getByRole('cell', { name: '42.5', exact: true }).waitFor({ state: 'detached' });
  });

  it('is looked at closer by dragging over the chart; the address says what is seen', async () => {
    const page = await open(owner.thermometer, HUMIDITY, '?tab=history&range=all', { scheme: 'dark' });
    await page.getByRole('row', { name: new RegExp(`${HUMIDITY}.*60.*50.*55.*60`) }).waitFor();
    const picture = (await page.locator('.u-over').boundingBox())!;
    await page.mouse.move(picture.x + 5, picture.y + 60);
    await page.mouse.down();
    await page.mouse.move(picture.x + 120, picture.y + 60, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/range=\d+-\d+/);
    expect(await violations(page)).toEqual([]);
    await page.goBack();
    await page.waitForURL(/range=all/);
    await page.getByRole('button', { name: 'Closer' }).click();
    await page.waitForURL(/range=\d+-\d+/);
  });

  it('is looked at closer with a finger that goes sideways; one that goes up scrolls the page', async () => {
    const page = await open(owner.thermometer, HUMIDITY, '?tab=history&range=all', { size: 'phone' });
    await page.getByRole('row', { name: new RegExp(`${HUMIDITY}.*60.*50.*55.*60`) }).waitFor();
    const picture = page.locator('.u-over');
    await picture.scrollIntoViewIfNeeded();
    const { x, y } = (await picture.boundingBox())!;
    const finger = await Finger.of(page);
    await finger.draw({ x: x + 20, y: y + 150 }, { x: x + 25, y: y - 50 });
    await page.waitForFunction(
      (before) => document.querySelector('.u-over')!.getBoundingClientRect().y < before,
      y,
    );
    expect(new URL(page.url()).searchParams.get('range')).toBe('all');
    const now = (await picture.boundingBox())!;
    await finger.draw({ x: now.x + 20, y: now.y + 100 }, { x: now.x + 150, y: now.y + 105 });
    await page.waitForURL(/range=\d+-\d+/);
  });

  it('loses its data only to whoever types its name', async () => {
    const page = await open(owner.thermometer, HUMIDITY, '?tab=history&view=table&range=all');
    await page.getByRole('button', { name: 'Delete all data…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name to confirm').fill(HUMIDITY);
    await dialog.getByRole('button', { name: 'Delete all data…' }).click();
    await page.getByText('Nothing was stored in this time.').waitFor();
  });

  it('is changed by its owner only', async () => {
    const page = await open(owner.thermometer, HUMIDITY, '?tab=settings');
    await page.getByLabel('Links at most').fill('3');
    await page.getByRole('button', { name: 'Save' }).click();
    await noticed(page, 'Saved');
    const other = await visitor.open(`/unit-node/${owner.node(owner.thermometer, HUMIDITY)}`, {
      as: stage().admin,
    });
    await other.getByRole('tab', { name: 'Value' }).waitFor();
    expect(await other.getByRole('tab', { name: 'Settings' }).count()).toBe(0);
    await other.getByRole('tab', { name: 'Links' }).click();
    await other.getByText('0 of 3 links').waitFor();
  });

  it('no page did what it may not', () => {
    expect(visitor.faults).toEqual([]);
  });
});
