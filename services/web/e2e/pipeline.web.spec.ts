import type { Locator, Page } from 'playwright-core';
import { violations } from './harness/accessibility';
import { demoUnit } from './harness/demo';
import { noticed } from './harness/notices';
import { rest, stage } from './harness/stage';
import { Visitor } from './harness/visitor';

const THRESHOLD = 'threshold_max: 85';

describe('the pipeline of a node', () => {
  let visitor: Visitor;
  let node: string;
  let document: string;

  beforeAll(async () => {
    visitor = await Visitor.arrive();
    const api = await rest(stage().admin);
    node = (await demoUnit('demo-thermometer')).nodes.get('temperature/pepeunit')!;
    document = (await api.call('GET', `/unit_nodes/get_data_pipe_config/${node}`)).text;
  });

  afterEach(() => visitor.closeWindows());
  afterAll(() => visitor.leave());

  const open = async (
    visit: Parameters<Visitor['open']>[1] = {},
  ): Promise<{ page: Page; editor: Locator }> => {
    const page = await visitor.open(`/unit-node/${node}?tab=pipeline`, { as: stage().admin, ...visit });
    const editor = page.locator('.cm-content[data-language=yaml]');
    await editor.getByText('processing_policy').waitFor();
    return { page, editor };
  };

  /** Puts another text in the place of one in the document, as a hand would by selecting and typing. */
  const retype = async (page: Page, editor: Locator, text: string): Promise<void> => {
    await editor.focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(text);
  };

  it('a mistake is told with its line and column while one types, and leads there', async () => {
    const { page, editor } = await open();
    await retype(page, editor, document.replace('type_input_value: Number', 'type_input_value: Numbr'));
    const line = document.split('\n').findIndex((text) => text.includes('type_input_value')) + 1;
    const problem = page.getByRole('button', { name: `line ${line}, column 21` });
    await problem.waitFor();
    await page.getByText("type_input_value: should be one of 'Text' or 'Number'").first().waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await problem.click();
    expect(await editor.evaluate((element) => element === element.ownerDocument.activeElement)).toBe(true);
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('er');
    await page.getByText('No problems').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Undo' }).click();
  });

  it('a key is completed by keyboard and saved; another page shows it', async () => {
    const { page, editor } = await open();
    await retype(page, editor, document.replace(/ {2}max_size: \d+\n/, ''));
    await page.getByText('max_size: is missing').first().waitFor();
    await page.keyboard.press('Control+Home');
    const above = document.split('\n').findIndex((text) => text.includes('max_rate'));
    for (let line = 0; line < above; line++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('max_s');
    await page.getByRole('option', { name: /max_size/ }).waitFor();
    // The editor takes no key for a choice within 75 ms of the list's coming, lest somebody who types chooses by accident.
    // By the clock of the page, which is late where the machine is slow.
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
    await page.keyboard.press('Tab');
    await page.keyboard.type('24');
    await page.getByText('No problems').waitFor();
    await page.keyboard.press('Control+s');
    await noticed(page, 'Saved. It takes effect');
    const { editor: second } = await open();
    await second.getByText('max_size: 24').waitFor();
  });

  it('leaving with changes is asked about', async () => {
    const { page, editor } = await open();
    await retype(page, editor, document.replace(THRESHOLD, 'threshold_max: 80'));
    await page.getByText('Not saved').waitFor();
    await page.getByRole('button', { name: 'Changes' }).click();
    await page.getByRole('dialog').getByText('threshold_max: 80').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('tab').first().click();
    await page.getByRole('button', { name: 'Stay here' }).click();
    await editor.getByText('threshold_max: 80').waitFor();
  });

  it('a dry run tells what the threshold drops, of pasted messages and of recorded ones', async () => {
    const { page, editor } = await open();
    const messages = page.getByRole('textbox', { name: 'Messages, one a line' });
    await messages.focus();
    await page.keyboard.insertText('21.5\n2026-01-02T03:04:05Z 99\nwarm');
    const steps = page.getByRole('region', { name: 'What becomes of the messages' });
    await steps.getByText('Outside of the thresholds').waitFor();
    await page.getByText('Dropped: 2').waitFor();
    await steps.getByText('Not a number').waitFor();
    await retype(page, editor, document.replace(THRESHOLD, 'threshold_max: -39'));
    await page.getByText('Recorded', { exact: true }).click();
    await page.getByRole('button', { name: 'Run on recorded messages' }).click();
    await steps.getByText('Outside of the thresholds').first().waitFor();
    await page.mouse.move(0, 0);
    expect(await violations(page)).toEqual([]);
  });

  it('recorded messages are picked by keyboard and tried; what is picked stays', async () => {
    const { page } = await open();
    await page.waitForFunction(() => {
      const [, accepted = ''] = /([\d,]+) accepted/.exec(globalThis.document.body.innerText) ?? [];
      return Number(accepted.replaceAll(',', '')) >= 2;
    });
    await page.getByText('Recorded', { exact: true }).click();
    await page.getByRole('button', { name: 'Run on recorded messages' }).click();
    const steps = page.getByRole('region', { name: 'What becomes of the messages' });
    const boxes = steps.getByRole('checkbox', { name: /^Pick the message of / });
    await boxes.nth(1).waitFor();
    expect(await page.getByRole('button', { name: 'Try picked messages: 0' }).isDisabled()).toBe(true);

    await page.getByRole('checkbox', { name: 'Pick all shown' }).check();
    await page.getByRole('checkbox', { name: 'Pick all shown' }).uncheck();
    await page.getByRole('button', { name: 'Try picked messages: 0' }).waitFor();
    await boxes.first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Try picked messages: 1' }).waitFor();
    expect(await boxes.first().isChecked()).toBe(false);
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+Space');
    expect(await violations(page)).toEqual([]);
    const wanted = await steps
      .locator('time')
      .evaluateAll((times) => times.slice(0, 2).map((time) => time.getAttribute('datetime')));
    await page.getByRole('button', { name: 'Try picked messages: 2' }).click();

    const lines = page.getByRole('textbox', { name: 'Messages, one a line' }).locator('.cm-line');
    await lines.nth(1).waitFor();
    expect((await lines.allInnerTexts()).map((line) => line.split(' ')[0])).toEqual(wanted);
    await page.getByText('2 messages').waitFor();
    await page.getByText('Recorded', { exact: true }).click();
    await page.getByRole('button', { name: 'Try picked messages: 2' }).waitFor();
  });

  it('counts on while devices send, on a phone in the dark as well', async () => {
    const { page } = await open({ size: 'phone', scheme: 'dark' });
    const accepted = page.getByRole('region', { name: 'What became of messages' }).getByText(/\d+ accepted/);
    const before = await accepted.innerText();
    await page.waitForFunction((text) => !globalThis.document.body.innerText.includes(text), before);
    expect(await violations(page)).toEqual([]);
  });

  it('no page did what it may not', () => {
    expect(visitor.faults).toEqual([]);
  });
});
