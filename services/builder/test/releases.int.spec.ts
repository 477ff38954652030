import { listMirrorBranches } from '@unitfleet/contracts';
import { GitHost, type GitRepository } from '@unitfleet/testing';
import { BuilderRig } from './builder-rig';
import { FakePlatform } from './fake-platform';
import { HoldingProxy } from './holding-proxy';
import { githubApi, gitlabApi, type PlayedApi } from './platform-apis';

let rig: BuilderRig;
let host: GitHost;
let platform: FakePlatform;
let front: HoldingProxy;

beforeAll(async () => {
  rig = await BuilderRig.start({ PU_MAX_EXTERNAL_REPO_SIZE: '1' });
  host = await GitHost.start();
  platform = await FakePlatform.start();
  front = await HoldingProxy.before(host.url, platform.url);
});
afterAll(async () => {
  await front.stop();
  await platform.stop();
  await rig.stop();
  await host.stop();
});

const branchesOf = async (uuid: string) =>
  (await rig.rpc.call(listMirrorBranches, { registryUuids: [uuid] })).mirrors[0]!.branches;

describe.each([
  ['Gitlab', gitlabApi],
  ['Github', githubApi],
] as const)('a repository at %s', (kind, apiOf) => {
  let api: PlayedApi;
  let repository: GitRepository;
  let uuid: string;

  beforeAll(async () => {
    repository = await host.createRepository(`owner/${kind}`, { 'a.txt': '1' });
    api = {
      project: `owner/${kind}`,
      releases: [{ tag: 'v1', assets: [['esp32.bin', 'https://host/v1/esp32.bin']] }],
    };
    uuid = rig.register(`${front.url}/owner/${kind}.git`, { platform: kind });
  });
  beforeEach(() => {
    platform.answer = apiOf(api);
    platform.asked.length = 0;
  });

  const assets = (tag: string) => [
    ...(kind === 'Gitlab' ? [['zip', `https://gitlab.invalid/${tag}.zip`]] : []),
    ['esp32.bin', `https://host/${tag}/esp32.bin`],
  ];
  const synchronise = async () => (await rig.synchronise(uuid)).data as Record<string, unknown>;
  const releases = (data: Record<string, unknown>) => JSON.parse(String(data.releasesData));

  it('is mirrored with its releases', async () => {
    expect(releases(await synchronise())).toEqual({ v1: assets('v1') });
  });

  it('is asked for changes of releases alone while its content stays', async () => {
    const data = await synchronise();
    expect(releases(data)).toEqual({ v1: assets('v1') });
    expect(platform.asked.map(({ headers }) => headers['if-none-match'])).toEqual([
      expect.stringMatching(/^W\//),
    ]);
    api.releases = [{ tag: 'v2', assets: [['esp32.bin', 'https://host/v2/esp32.bin']] }, ...api.releases];
    expect(releases(await synchronise())).toEqual({ v2: assets('v2'), v1: assets('v1') });
  });

  it.each([
    [
      'answers no more questions',
      () => ({ status: 429, body: 'Retry later', headers: { 'retry-after': '1' } }),
    ],
    ['is out of order', () => ({ status: 502, body: '<html>', headers: { 'content-type': 'text/html' } })],
    ['says so', () => ({ status: 500, body: { message: 'Server Error' } })],
    ['answers something else', () => ({ body: { releases: 'none' } })],
  ])('keeps releases and gets new content when the platform %s', async (reason, answer) => {
    const branch = reason.replaceAll(' ', '-');
    await repository.commit({}, 'Later', { branch });
    await repository.push();
    platform.answer = (asked) => (asked.path.endsWith('/releases') ? answer() : apiOf(api)(asked));
    expect(await synchronise()).toHaveProperty(
      'error',
      expect.stringMatching(/^422: 14: Git Platform Client Error: /),
    );
    expect(await branchesOf(uuid)).toContain(branch);
  });

  it('has them again, from before or anew, when the platform answers', async () => {
    // What was limited may be asked again after the second that the platform wanted.
    let data = await synchronise();
    while ('error' in data) data = await synchronise();
    expect(releases(data)).toEqual({ v2: assets('v2'), v1: assets('v1') });
  });

  it('is not even fetched when the platform says that it is too large', async () => {
    const other = await host.createRepository(`owner/large-${kind}`, { 'a.txt': '1' });
    expect(other.url).toContain(kind);
    const credentials = { username: 'maker', patToken: 'secret' };
    const large = { project: `owner/large-${kind}`, releases: [], sizeBytes: 5_000_000, token: 'secret' };
    platform.answer = apiOf(large);
    const own = rig.register(`${front.url}/owner/large-${kind}.git`, { platform: kind, credentials });
    expect((await rig.synchronise(own)).data).toHaveProperty(
      'error',
      expect.stringContaining('larger than 1 MB'),
    );
    expect(await branchesOf(own)).toEqual([]);
  });
});
