import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { buildArchive, listMirrorBranches } from '@unitfleet/contracts';
import { eventually, GitHost } from '@unitfleet/testing';
import { BuilderRig } from './builder-rig';
import { HoldingProxy } from './holding-proxy';

jest.setTimeout(300_000);

const ROOT = join(__dirname, '../../..');
/** To compile a service as it starts takes most of a minute on a machine with much else to do. */
const PATIENCE = { timeoutMs: 180_000 };

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

it('killed while it fetches anew leaves readers the mirror that they had', async () => {
  const rig = await BuilderRig.start();
  const host = await GitHost.start();
  const proxy = await HoldingProxy.before(host.url);
  const repository = await host.createRepository('renewed', { 'a.txt': '1' });
  const uuid = rig.register(`${proxy.url}/renewed.git`);
  await rig.synchronise(uuid);
  const branches = async () =>
    (await rig.rpc.call(listMirrorBranches, { registryUuids: [uuid] })).mirrors[0]!.branches;
  await repository.commit({}, 'Later', { branch: 'later' });
  await repository.push();
  const settings = rig.settings();
  await rig.builder.close();
  const builder = startProcess(settings);
  try {
    const waiting = proxy.hold();
    const requestId = await rig.ask(uuid);
    await waiting;
    expect(await branches()).toEqual(['main']);
    builder.kill('SIGKILL');
    await once(builder, 'exit');

    const again = proxy.hold();
    await rig.startBuilder();
    expect(await branches()).toEqual(['main']);
    await again;
    proxy.letGo();
    await rig.reportOf(requestId);
    expect(await branches()).toEqual(['later', 'main']);
  } finally {
    builder.kill('SIGKILL');
    await proxy.stop();
    await rig.stop();
    await host.stop();
  }
});

it('killed while it builds an archive leaves no half file', async () => {
  const rig = await BuilderRig.start();
  const host = await GitHost.start();
  const content = Buffer.alloc(20_000_000, 'slow to compress, for it repeats itself all over and over again');
  const repository = await host.createRepository('archive', { 'a.bin': content });
  const commit = await repository.head();
  const registryUuid = rig.register(repository.url);
  await rig.synchronise(registryUuid);
  const settings = rig.settings();
  await rig.builder.close();
  const builder = startProcess(settings);
  const request = { registryUuid, commit, files: {}, format: 'tgz' as const, windowBits: 9, level: 9 };
  const archives = join(rig.mirrors, '.archives');
  const holdsOne = async (): Promise<true | null> => {
    const fds = `/proc/${builder.pid}/fd`;
    const open = await readdir(fds).catch(() => []);
    const paths = await Promise.all(open.map((one) => readlink(`${fds}/${one}`).catch(() => '')));
    return paths.some((path) => path.startsWith(archives)) || null;
  };
  try {
    await eventually(async () => {
      await rig.rpc.call(listMirrorBranches, { registryUuids: [registryUuid] });
      return true;
    }, PATIENCE);
    const broken = rig.streams.open(buildArchive, request).then(
      () => 'whole',
      () => 'broken',
    );
    await eventually(holdsOne, PATIENCE);
    builder.kill('SIGKILL');
    await once(builder, 'exit');
    expect(await readdir(archives)).toEqual([]);

    await rig.startBuilder();
    const { head, content: parts } = await rig.streams.open(buildArchive, request);
    let size = 0;
    for await (const part of parts) size += part.length;
    expect(size).toBe(head.size);
    void broken;
  } finally {
    builder.kill('SIGKILL');
    await rig.stop();
    await host.stop();
  }
});
