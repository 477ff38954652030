import { existsSync } from 'node:fs';
import { readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually, GitHost } from '@unitfleet/testing';
import { MirrorsRepository } from '../src/data/mirrors.repository';
import { BuilderRig } from './builder-rig';
import { HoldingProxy } from './holding-proxy';
import { endlessPack, HostileHost } from './hostile-host';

let rig: BuilderRig;

beforeAll(async () => {
  rig = await BuilderRig.start({ PU_MAX_EXTERNAL_REPO_SIZE: '1' });
});
afterAll(() => rig.stop());

it('of a fetch that was cut off nothing is left on disk', async () => {
  const endless = await HostileHost.start(endlessPack);
  const uuid = rig.register(`${endless.url}/x/y.git`);
  expect((await rig.synchronise(uuid)).data).toHaveProperty('error');
  expect(await readdir(join(rig.mirrors, uuid))).toEqual([]);
  await endless.stop();
});

it('of a registry that is deleted while it is fetched nothing is left on disk', async () => {
  const host = await GitHost.start();
  const proxy = await HoldingProxy.before(host.url);
  await host.createRepository('deleted', { 'a.txt': '1' });
  const uuid = rig.register(`${proxy.url}/deleted.git`);
  const folder = join(rig.mirrors, uuid);
  const waiting = proxy.hold();
  await rig.ask(uuid);
  await waiting;
  // As if the folder had not been there yet when it was to be removed.
  await rename(folder, `${folder}-aside`);
  await rig.tellDeleted(uuid);
  const mirrors = rig.builder.get(MirrorsRepository);
  await eventually(async () => expect(await mirrors.isKnown(uuid)).toBe(false));
  await rename(`${folder}-aside`, folder);
  proxy.letGo();
  await eventually(() => expect(existsSync(folder)).toBe(false));
  await proxy.stop();
  await host.stop();
});
