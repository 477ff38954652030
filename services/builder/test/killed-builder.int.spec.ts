import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { listMirrorBranches } from '@unitfleet/contracts';
import { GitHost } from '@unitfleet/testing';
import { BuilderRig } from './builder-rig';
import { HoldingProxy } from './holding-proxy';

const ROOT = join(__dirname, '../../..');

const startProcess = (settings: Record<string, unknown>): ChildProcess => {
  const given = Object.entries(settings).map(([name, value]) => [name, String(value ?? '')]);
  return spawn(process.execPath, ['-r', '@swc-node/register', 'services/builder/src/main.ts'], {
    cwd: ROOT,
    env: { ...Object.fromEntries(given), SWC_NODE_PROJECT: join(ROOT, 'tsconfig.base.json') },
    stdio: 'ignore',
  });
};

it('leaves a request behind that the next builder serves, and no half of a mirror', async () => {
  const rig = await BuilderRig.start();
  const host = await GitHost.start();
  const proxy = await HoldingProxy.before(host.url);
  await host.createRepository('killed', { 'a.txt': '1' });
  const uuid = rig.register(`${proxy.url}/killed.git`);
  const settings = rig.settings();
  await rig.builder.close();
  const builder = startProcess(settings);
  try {
    const waiting = proxy.hold();
    const requestId = await rig.ask(uuid);
    await waiting;
    builder.kill('SIGKILL');
    await once(builder, 'exit');
    expect(rig.reportsOf(requestId)).toEqual([]);
    proxy.letGo();

    await rig.startBuilder();

    expect((await rig.reportOf(requestId)).data).not.toHaveProperty('error');
    expect(await rig.rpc.call(listMirrorBranches, { registryUuids: [uuid] })).toEqual({
      mirrors: [{ registryUuid: uuid, branches: ['main'] }],
    });
    await rig.synchronise(uuid);
    expect(await readdir(join(rig.mirrors, uuid))).toHaveLength(1);
  } finally {
    builder.kill('SIGKILL');
    await proxy.stop();
    await rig.stop();
    await host.stop();
  }
});
