import { randomUUID } from 'node:crypto';
import { jetstream } from '@nats-io/jetstream';
import { headers } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { userBlocked } from '@unitfleet/contracts';
import { encodeMessage, wrapEvent } from '@unitfleet/messaging';
import type { Page } from 'playwright-core';
import { violations } from './harness/accessibility';
import { noticed } from './harness/notices';
import { freshName, newAccount, rest, stage } from './harness/stage';
import { Visitor } from './harness/visitor';

const CONSUMER = 'units--registry-user-blocked';

interface Process {
  readonly service: string;
  readonly instance: string;
  readonly isReady: boolean;
  readonly failures: readonly { readonly check: string; readonly reason: string }[];
}

/** What the services were started with names the NATS of the instance. */
const natsUrlOf = async (page: Page): Promise<string> => {
  const answer = await page.request.post('/pepeunit/graphql', {
    headers: { 'x-unitfleet-session': 'cookie' },
    data: { query: '{ getServices { settings { name value } } }' },
  });
  const { data } = await answer.json();
  const settings: { name: string; value: string }[] = data.getServices.flatMap(
    (process: { settings: object[] }) => process.settings,
  );
  return settings.find(({ name }) => name === 'NATS_URL')!.value;
};

/** Dead letters as a consumer leaves them behind: of users that nobody knows, so that doing them again changes nothing. */
const bury = async (url: string, reasons: readonly string[]): Promise<void> => {
  const connection = await connect({ servers: url });
  for (const [index, reason] of reasons.entries()) {
    const uuid = randomUUID();
    const kept = headers();
    const facts = {
      Consumer: CONSUMER,
      Subject: 'ev.registry.user.blocked.v1',
      Stream: 'EVENTS',
      Sequence: String(index + 1),
      Error: reason,
      Deliveries: '5',
    };
    for (const [name, value] of Object.entries(facts)) kept.set(`Unitfleet-${name}`, value);
    const content = encodeMessage(wrapEvent(userBlocked, { uuid, version: 1 }, { uuid }));
    await jetstream(connection).publish(`dead.${CONSUMER}`, content, { headers: kept });
  }
  await connection.close();
};

describe('the administration', () => {
  let visitor: Visitor;

  beforeAll(async () => {
    visitor = await Visitor.arrive();
  });

  afterEach(() => visitor.closeWindows());
  afterAll(() => visitor.leave());

  const open = (search = '', size: 'desktop' | 'phone' = 'desktop') =>
    visitor.open(`/admin${search}`, { as: stage().admin, size });

  it('is not for everybody, and says so', async () => {
    const page = await visitor.open('/admin', { as: await newAccount() });
    await page.getByRole('heading', { name: 'This is for administrators' }).waitFor();
    expect(await page.getByRole('tab').count()).toBe(0);
    expect(await violations(page)).toEqual([]);
  });

  it('health: everything is well, or who is not and why', async () => {
    const page = await open();
    await page.getByText('Everything is well').waitFor();
    await page.getByRole('region', { name: 'registry' }).getByText('Ready', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    const failure = { __typename: 'ServiceFailureType', check: 'postgres', reason: 'refused' };
    // The instance is well: what it would say otherwise is put into its answers.
    await page.route('**/pepeunit/graphql', async (route) => {
      const response = await route.fetch();
      const json = await response.json();
      const services: Process[] | undefined = json.data?.getServices;
      if (services)
        json.data.getServices = services.map((process) => {
          if (process.service === 'web') return { ...process, isReady: false, instance: '' };
          if (process.service !== 'units') return process;
          return { ...process, isReady: false, failures: [failure] };
        });
      await route.fulfill({ response, json });
    });
    await page.getByText('2 services need a look').waitFor();
    const cards = page.getByRole('tabpanel').getByRole('region');
    expect(await cards.nth(0).textContent()).toContain('Does not answer');
    expect(await cards.nth(1).textContent()).toMatch(/^units.*Not ready.*cannot reach PostgreSQL.*refused/);
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('jobs: what runs again and again, with the last result', async () => {
    const page = await open();
    await page.getByRole('tab', { name: 'Jobs' }).click();
    await page.waitForURL(/tab=jobs/);
    const row = page.getByRole('row', { name: /dispatch of commands.*units/ });
    await row.getByText('Done', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('streams: how much is in each, who reads it, and who works on telemetry', async () => {
    const page = await open('?tab=streams');
    const events = page.getByRole('region', { name: 'EVENTS', exact: true });
    await events.getByText(/[1-9]\d* messages/).waitFor();
    const idle = events.getByRole('button', { name: /have read everything/ });
    if ((await idle.getAttribute('aria-expanded')) === 'false') await idle.click();
    await events.getByRole('row', { name: new RegExp(CONSUMER) }).waitFor();
    const partitions = page.getByRole('table', { name: 'Partitions of telemetry' });
    await partitions.getByRole('row').nth(16).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('dead letters: are read, delivered again and discarded', async () => {
    const page = await open('?tab=letters');
    const reasons = ['unknown', 'no-room', 'no-answer'].map(freshName);
    const [unknown, , noAnswer] = reasons as [string, string, string];
    await bury(await natsUrlOf(page), reasons);
    const letter = (reason: string) => page.getByRole('article').filter({ hasText: reason });
    await letter(unknown).getByRole('button', { name: 'Show the message' }).click();
    await letter(unknown)
      .getByRole('region', { name: 'Content of the message' })
      .getByText('"uuid":')
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole('combobox', { name: 'Reader that gave up' }).click();
    await page.getByRole('option', { name: CONSUMER }).click();
    await page.waitForURL(new RegExp(`consumer=${CONSUMER}`));
    await letter(noAnswer).getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Deliver again' }).click();
    await noticed(page, '1 message is delivered again');
    await letter(noAnswer).waitFor({ state: 'detached' });

    await page.getByRole('checkbox', { name: 'Choose all that are shown' }).check();
    await page.getByRole('button', { name: 'Discard' }).click();
    const question = page.getByRole('dialog', { name: /^Discard \d+ dead letters\?$/ });
    await question.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Nothing here').waitFor();
    await page.getByRole('link', { name: 'Show all' }).click();
    await page.getByText('No dead letters').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('broker: how much each Unit says, and one that is disconnected comes back', async () => {
    const page = await open('?tab=broker', 'phone');
    const fan = page.getByRole('row', { name: /demo-fan/ });
    await fan.getByText(/\d\/s/).first().waitFor();
    const clientId = await fan.getByText(/^[\da-f-]{36}$/).textContent();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('searchbox').fill('nobody-is-called-so');
    await page.getByText('No such client').waitFor();
    await page.getByRole('searchbox').fill(clientId!);
    await page.waitForURL(new RegExp(`q=${clientId}`));
    await page.getByRole('button', { name: 'Disconnect demo-fan' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
    await noticed(page, 'demo-fan is disconnected');
    await fan.getByText('Connected', { exact: true }).waitFor();
    await fan.getByRole('link', { name: 'demo-fan' }).click();
    await page.getByRole('heading', { name: 'demo-fan', level: 1 }).waitFor();
  });

  it('users: are found, blocked and let in again', async () => {
    const { login, password } = await newAccount();
    const page = await open('?tab=users');
    await page.getByRole('searchbox', { name: 'Login' }).fill(login);
    const row = page.getByRole('row', { name: new RegExp(login) });
    await page.getByText('1 user', { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await row.getByRole('button', { name: 'Block' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Block' }).click();
    await row.getByText('Blocked').waitFor();
    await expect(rest({ login, password })).rejects.toThrow();
    await row.getByRole('button', { name: 'Unblock' }).click();
    await row.getByText('No Telegram').waitFor();
    await rest({ login, password });
    await page.getByText('Administrator', { exact: true }).click();
    await page.getByText('Nobody is like that').waitFor();
    await page.waitForURL((url) => url.searchParams.get('role') === 'ADMIN');
  });

  it('settings: are found, and secrets are covered', async () => {
    const page = await open('?tab=settings');
    await page.getByRole('searchbox').fill('PU_SECRET');
    const secret = page.getByRole('row', { name: /PU_SECRET_KEY/ });
    await secret.getByText('***').waitFor();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('switch', { name: 'Only where services differ' }).check({ force: true });
    await page.getByRole('row', { name: /HTTP_PORT.*registry.*web/ }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it('everything is updated when the name of the instance is typed', async () => {
    const page = await open('?tab=update');
    await page.getByRole('button', { name: 'Update everything' }).click();
    const dialog = page.getByRole('dialog', { name: 'Update everything?' });
    const go = dialog.getByRole('button', { name: 'Update everything' });
    expect(await go.isDisabled()).toBe(true);
    await dialog.getByLabel('Name to confirm').fill(new URL(stage().origin).host);
    expect(await violations(page)).toEqual([]);
    await go.click();
    await page.getByText('The updates are on their way').waitFor();
    await page.getByRole('link', { name: 'Watch the fleet' }).click();
    await page.waitForURL(/\/fleet\?.*status=updating/);
    expect(visitor.faults).toEqual([]);
  });
});
