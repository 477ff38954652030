import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@unitfleet/testing';
import { AesGcmCipher } from '@unitfleet/unit-client';
import { deviceFiles, INPUT, OUTPUT, type Stage } from '../test/interop/stage';
import { command } from './command';
import { ProgramDevice } from './program-device';
import type { Report } from './report';

const NAME = 'python';
const VERSION = '1.3.0';

/** The Python library from the package index, in an environment of its own. Returns its interpreter. */
const install = async (folder: string): Promise<string> => {
  await command('python3', ['-m', 'venv', folder]);
  const python = join(folder, 'bin/python');
  await command(python, ['-m', 'pip', 'install', '--quiet', `pepeunit-client[all]==${VERSION}`]);
  return python;
};

/** The published Python library, unmodified, from its first archive to the end of its Unit. */
export const livePython = async (stage: Stage, report: Report, folder: string): Promise<void> => {
  const step = (what: string, attempt: () => Promise<unknown>) => report.step(NAME, what, attempt);
  let python = '';
  await step(
    `pepeunit-client ${VERSION} installs`,
    async () => (python = await install(join(folder, 'venv'))),
  );
  if (!python) return;
  const program = await readFile(join(__dirname, 'python/main.py'), 'utf8');
  const repo = await stage.createRepo('pythonlib', false, { 'main.py': program });
  const flash = async (name: string): Promise<ProgramDevice> => {
    const unit = await stage.createUnit(name, repo);
    const files = await stage.archiveOf(unit);
    return ProgramDevice.flash(unit, join(folder, name), files, [python, 'main.py']);
  };
  const device = await flash('pythonlib-1');
  const sender = await flash('pythonlib-2');
  const nodes = await stage.nodesOf(device.unit);
  const logged = (text: string | RegExp) =>
    eventually(
      async () => {
        const texts = (await stage.logOf(device.unit)).map((line) => line.text);
        const found = texts.some((line) =>
          typeof text === 'string' ? line.includes(text) : text.test(line),
        );
        if (!found)
          throw new Error(`${text} is not among\n${texts.join('\n')}\n--\n${device.output.slice(-2_000)}`);
      },
      { timeoutMs: 30_000 },
    );
  const tell = (state: string) =>
    stage.maker.ok('PATCH', `/unit_nodes/set_state_input/${nodes[INPUT]}`, { json: { state } });
  const unit = () => stage.maker.ok('GET', `/units/${device.unit}`);
  const is = (expected: Record<string, unknown>, timeoutMs = 60_000) =>
    eventually(
      async () => {
        const known = await unit();
        for (const [name, value] of Object.entries(expected)) {
          if (known[name] !== value)
            throw new Error(`${name} is ${known[name]}, not ${value}\n${device.output.slice(-2_000)}`);
        }
      },
      { timeoutMs },
    );

  try {
    device.start();
    sender.start();
    await step('connects and tells its state', async () =>
      is({ current_commit_version: await repo.repository.head() }),
    );
    await step('logs', () => logged('program one'));
    await step('values are stored', () =>
      eventually(async () => (await stage.maker.ok('GET', `/unit_nodes/${nodes[OUTPUT]}`)).state === '21.5'),
    );
    await step('hears what a person sets', async () => {
      await tell('hello 7');
      await logged(`${INPUT} hello 7`);
    });
    await step('state storage', async () => {
      await tell('store {"speed": "°C"}');
      await logged('-> "{\\"speed\\": \\"°C\\"}"');
    });
    await step('EnvUpdate', async () => {
      const env_json_string = JSON.stringify({ GREETING: 'good evening' });
      await stage.maker.ok('PATCH', `/units/env/${device.unit}`, { json: { env_json_string } });
      await stage.command(device.unit, 'EnvUpdate');
      await eventually(async () => (await device.env()).GREETING === 'good evening');
    });
    await step('an edge: SchemaUpdate, then the values of the other device', async () => {
      const json = {
        node_output_uuid: (await stage.nodesOf(sender.unit))[OUTPUT],
        node_input_uuid: nodes[INPUT],
      };
      await stage.maker.ok('POST', '/unit_nodes/create_unit_node_edge', { json });
      await logged('Success update schema');
      await logged(`${INPUT} 21.5`);
    });
    await step('inputs by output, units by nodes', async () => {
      await tell('inputs');
      await logged(`${INPUT} inputs -> 1`);
      await tell('units');
      await logged(`${INPUT} units -> ["pythonlib-2"]`);
    });
    await step('LogSync', async () => {
      await stage.command(device.unit, 'LogSync');
      await logged('Log sync completed');
      await logged('program one');
    });
    await step('AES-GCM, both ways', async () => {
      const key = String((await device.env()).PU_ENCRYPT_KEY);
      await tell(`open ${AesGcmCipher.aesGcmEncode('from here', key)}`);
      await logged('-> from here');
      await tell('seal');
      await logged('seal -> ');
      const line =
        (await stage.logOf(device.unit)).find(({ text }) => text.includes(' seal -> '))?.text ?? '';
      const text = AesGcmCipher.aesGcmDecode(line.slice(line.indexOf('->') + 3), key);
      if (text !== 'from Python') throw new Error(`it reads ${text}`);
    });
    await step('comes back after the broker was killed, and is subscribed', async () => {
      await stage.fleet.kill('broker');
      await eventually(
        async () => {
          await tell('still there');
          await logged(`${INPUT} still there`);
        },
        { timeoutMs: 120_000 },
      );
    });
    await step('Update', async () => {
      const second = program.replace("VERSION = 'one'", "VERSION = 'two'");
      const commit = await stage.release('pythonlib', repo, 'v2.0.0', deviceFiles({ 'main.py': second }));
      await is({ current_commit_version: commit, firmware_update_status: 'Success' }, 120_000);
      await logged('program two, greeting good evening');
    });
    await step('a linked device is deleted meanwhile', async () => {
      await device.stop();
      await stage.maker.ok('DELETE', `/units/${sender.unit}`);
      await sender.stop();
      device.start();
      await eventually(
        async () => JSON.parse(await device.read('schema.json')).input_topic[INPUT].length === 1,
      );
    });
    await step('two processes of one token end each other', async () => {
      const twin = await ProgramDevice.flash(device.unit, device.folder, new Map(), [python, 'main.py']);
      twin.start();
      await eventually(() => (device.output + twin.output).split('Resubscribed to').length > 3, {
        timeoutMs: 60_000,
      });
      await twin.stop();
    });
    await step('is out when its Unit is deleted', async () => {
      await stage.maker.ok('DELETE', `/units/${device.unit}`);
      await eventually(async () => /return code (5|4)/.test(await device.read('log.json')), {
        timeoutMs: 60_000,
      });
    });
  } finally {
    await device.stop();
    await sender.stop();
  }
};
