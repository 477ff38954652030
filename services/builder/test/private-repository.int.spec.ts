import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ANONYMOUS, checkRepositoryCredentials, PLATFORM, resolveVersion } from '@unitfleet/contracts';
import { GitHost, type GitRepository } from '@unitfleet/testing';
import { BuilderRig } from './builder-rig';
import { HoldingProxy } from './holding-proxy';

const SECRET = 'glpat-very-secret-word';
const credentials = { username: 'maker', patToken: SECRET };

let rig: BuilderRig;
let host: GitHost;
let repository: GitRepository;
let proxy: HoldingProxy;

beforeAll(async () => {
  rig = await BuilderRig.start();
  host = await GitHost.start({ credentials: { username: 'maker', password: SECRET } });
  repository = await host.createRepository('private', { 'a.txt': '1' });
  proxy = await HoldingProxy.before(host.url);
});
afterAll(async () => {
  await proxy.stop();
  await rig.stop();
  await host.stop();
});

const allFiles = async (folder: string): Promise<string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

it('is mirrored with credentials that neither the list of processes nor a file ever shows', async () => {
  const uuid = rig.register(`${proxy.url}/private.git`, { isPublicRepository: false, credentials });
  const waiting = proxy.hold();
  const requestId = await rig.ask(uuid);
  await waiting;

  const { stdout: processes } = await promisify(execFile)('ps', ['-eo', 'args', '-ww']);
  expect(processes).toContain('fetch --quiet');
  expect(processes).not.toContain(SECRET);
  expect(processes).not.toContain(Buffer.from(`maker:${SECRET}`).toString('base64'));
  proxy.letGo();

  expect((await rig.reportOf(requestId)).data).not.toHaveProperty('error');
  const files = await allFiles(rig.mirrors);
  expect(files.some((file) => file.endsWith('/config'))).toBe(true);
  for (const file of files)
    expect(await readFile(file, 'latin1')).not.toMatch(/very-secret|extraheader|Basic/i);
});

it('is not mirrored without valid credentials, and the reason names no secret', async () => {
  const wrong = { username: 'maker', patToken: 'another-secret' };
  for (const given of [wrong, null]) {
    const uuid = rig.register(repository.url, { isPublicRepository: false, credentials: given });
    expect((await rig.synchronise(uuid)).data).toHaveProperty(
      'error',
      '422: 5: Git Repo Validation Error: the repository asks for valid credentials',
    );
  }
});

it('tells valid credentials from others, to the platform alone', async () => {
  const check = (patToken: string, url = repository.url, actor: typeof PLATFORM = PLATFORM) =>
    rig.rpc.call(
      checkRepositoryCredentials,
      { platform: 'Gitlab', repositoryUrl: url, credentials: { username: 'maker', patToken } },
      actor,
    );
  expect(await check(SECRET)).toEqual({ isValid: true });
  expect(await check('another')).toEqual({ isValid: false });
  expect(await check(SECRET, `${host.url}/nowhere.git`)).toEqual({ isValid: false });
  await expect(check(SECRET, repository.url, ANONYMOUS)).rejects.toMatchObject({ errorCode: 'NoAccess' });
});

it('is served from the queue by the next builder when the first one stopped midway', async () => {
  await repository.commit({}, 'Later', { tag: 'v1' });
  await repository.push();
  const uuid = rig.register(`${proxy.url}/private.git`, { isPublicRepository: false, credentials });
  const waiting = proxy.hold();
  const requestId = await rig.ask(uuid);
  await waiting;

  await rig.builder.close();
  expect(rig.reportsOf(requestId)).toEqual([]);
  proxy.letGo();
  await rig.startBuilder();

  expect((await rig.reportOf(requestId)).data).not.toHaveProperty('error');
  expect(rig.reportsOf(requestId)).toHaveLength(1);
  const request = { registryUuid: uuid, branch: 'main', select: 'newest-tagged' as const, requireTag: true };
  expect(await rig.rpc.call(resolveVersion, request)).toMatchObject({ tag: 'v1' });
});
