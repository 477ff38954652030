import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@unitfleet/testing';
import { INPUT, OUTPUT, type Stage } from '../test/interop/stage';
import { command } from './command';
import { ProgramDevice } from './program-device';
import type { Report } from './report';

const NAME = 'paho.mqtt.golang';

/** The MQTT library under the Go device library, and Go's own HTTP, zlib and tar. */
export const liveGo = async (stage: Stage, report: Report, folder: string): Promise<void> => {
  const step = (what: string, attempt: () => Promise<unknown>) => report.step(NAME, what, attempt);
  const built = join(folder, 'device');
  let isBuilt = false;
  await step('version 1.4.3 is fetched and built', async () => {
    await command('go', ['build', '-o', built, '.'], join(__dirname, 'go'));
    isBuilt = true;
  });
  if (!isBuilt) return;
  const repo = await stage.createRepo('golanglib', false);
  const unit = await stage.createUnit('golanglib-1', repo);
  const machine = await ProgramDevice.flash(unit, join(folder, 'go'), await stage.archiveOf(unit), [
    './device',
  ]);
  await copyFile(built, join(machine.folder, 'device'));
  const twin = await ProgramDevice.flash(unit, join(folder, 'go'), new Map(), ['./device']);
  const nodes = await stage.nodesOf(unit);
  const logged = (text: string, times = 1) =>
    eventually(
      async () => {
        const lines = (await stage.logOf(unit)).filter((line) => line.text.includes(text));
        if (lines.length < times)
          throw new Error(`${text}: ${lines.length} lines\n${machine.output}\n${twin.output}`);
      },
      { timeoutMs: 60_000 },
    );
  const tell = (state: string) =>
    stage.maker.ok('PATCH', `/unit_nodes/set_state_input/${nodes[INPUT]}`, { json: { state } });

  try {
    await step('unpacks its archive', async () => {
      const { PU_AUTH_TOKEN } = await machine.env();
      const url = `${stage.fleet.origin}/pepeunit/api/v1/units/firmware/tgz/${unit}?wbits=9&level=9`;
      await command('./device', [url, PU_AUTH_TOKEN ?? ''], machine.folder);
    });
    machine.start();
    await step('connects without a password, is granted QoS 1 and tells its state', async () => {
      await logged('subscribed');
      const commit = await repo.repository.head();
      await eventually(
        async () => (await stage.maker.ok('GET', `/units/${unit}`)).current_commit_version === commit,
      );
      if (machine.output) throw new Error(machine.output);
    });
    await step('values are stored', () =>
      eventually(async () => (await stage.maker.ok('GET', `/unit_nodes/${nodes[OUTPUT]}`)).state === '21.5'),
    );
    await step('hears what a person sets', async () => {
      await tell('hello 7');
      await logged(`heard ${INPUT} hello 7`);
    });
    await step('two processes of one token live side by side', async () => {
      twin.start();
      await logged('subscribed', 2);
      await tell('both');
      await logged(`heard ${INPUT} both`, 2);
      await twin.stop();
    });
    await step('comes back after the broker was killed, and is subscribed', async () => {
      await stage.fleet.kill('broker');
      await logged('subscribed', 3);
      await tell('still there');
      await logged(`heard ${INPUT} still there`);
    });
  } finally {
    await machine.stop();
    await twin.stop();
  }
};
