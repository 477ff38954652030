import { Clock } from '@unitfleet/service-host';
import { freePort } from '@unitfleet/testing';
import { createDispatcher } from '../src/data/network/http-dispatcher';
import { NetworkGuard } from '../src/data/network/network-guard';
import { PlatformApi } from '../src/data/platform/platform-api';
import { PlatformClient, type ReleaseList } from '../src/data/platform/platform-client';
import { builderSettings } from '../src/settings';
import { FakePlatform } from './fake-platform';
import { githubApi, gitlabApi, type PlayedApi, type PlayedRelease } from './platform-apis';

const NOW = Date.UTC(2024, 4, 6, 7, 8, 9);
const clock = new (class extends Clock {
  time = NOW;
  now(): number {
    return this.time;
  }
})();

const settings = (more: object = {}) =>
  builderSettings.parse({ DATABASE_URL: 'postgres://unused', BUILDER_PRIVATE_NETWORKS: 'all', ...more });
const guard = new NetworkGuard(settings());
const dispatcher = createDispatcher(settings(), guard);
const credentials = { username: 'maker', patToken: 'secret' };
const NEW = { marks: null, exist: false };

let platform: FakePlatform;
let client: PlatformClient;

beforeEach(async () => {
  platform = await FakePlatform.start();
  clock.time = NOW;
  client = new PlatformClient(new PlatformApi(dispatcher, guard, clock), settings());
});
afterEach(() => platform.stop());
afterAll(() => dispatcher.close());

const gitlab = (path = 'group/sub/unit') => ({
  platform: 'Gitlab' as const,
  repositoryUrl: `${platform.url}/${path}.git`,
  credentials,
});
const github = () => ({
  platform: 'Github' as const,
  repositoryUrl: `${platform.url}/owner/unit.git`,
  credentials,
});

const releasesOf = (count: number): PlayedRelease[] =>
  Array.from({ length: count }, (_, index) => ({
    tag: `v${count - index}`,
    assets: [['esp32.bin', `https://host/${count - index}`]],
  }));

const played = (more: Partial<PlayedApi> = {}): PlayedApi => ({
  project: 'group/sub/unit',
  releases: [],
  token: 'secret',
  ...more,
});

const list = async (source: Parameters<PlatformClient['releases']>[0], known = NEW): Promise<ReleaseList> => {
  const found = await client.releases(source, known);
  if (found === null || found === 'unchanged') throw new Error(`the answer was ${found}`);
  return found;
};

describe('GitLab', () => {
  it('is asked by the encoded path, with the token, for the size', async () => {
    platform.answer = gitlabApi(played({ sizeBytes: 1_234 }));
    expect(await client.project(gitlab())).toEqual({ sizeBytes: 1_234 });
    expect(platform.asked[0]).toMatchObject({
      path: '/api/v4/projects/group%2Fsub%2Funit',
      headers: { 'private-token': 'secret' },
    });
  });

  it('does not tell the size to strangers', async () => {
    platform.answer = gitlabApi(played({ token: undefined, sizeBytes: 1_234 }));
    expect(await client.project({ ...gitlab(), credentials: null })).toEqual({ sizeBytes: 0 });
    expect(platform.asked[0]!.headers).not.toHaveProperty('private-token');
  });

  it.each([0, 1, 99, 100, 101, 230])(
    'lists %d releases, archives of the source before links',
    async (count) => {
      platform.answer = gitlabApi(played({ releases: releasesOf(count) }));
      const { releases } = await list(gitlab());
      expect(releases.map(({ tag }) => tag)).toEqual(releasesOf(count).map(({ tag }) => tag));
      for (const { tag, assets } of releases)
        expect(assets).toEqual([
          ['zip', `https://gitlab.invalid/${tag}.zip`],
          ['esp32.bin', `https://host/${tag.slice(1)}`],
        ]);
      expect(platform.asked).toHaveLength(Math.max(1, Math.ceil(count / 100)));
    },
  );

  it('may lie below a path', async () => {
    platform.answer = gitlabApi(played({ below: '/git/lab', sizeBytes: 5, releases: releasesOf(120) }));
    const below = gitlab('git/lab/group/sub/unit');
    expect(await client.project(below)).toEqual({ sizeBytes: 5 });
    expect((await list(below)).releases).toHaveLength(120);
    expect(await client.accepts(below)).toBe(true);
    expect(await client.accepts({ ...below, credentials: { ...credentials, patToken: 'other' } })).toBe(
      false,
    );
  });
});

describe('GitHub', () => {
  it('counts in KiB, and is asked with basic authentication', async () => {
    platform.answer = githubApi(played({ project: 'owner/unit', sizeBytes: 3_072 }));
    expect(await client.project(github())).toEqual({ sizeBytes: 3_072 });
    expect(platform.asked[0]!.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('maker:secret').toString('base64')}`,
      accept: 'application/vnd.github.v3+json',
    });
  });

  it('lists all pages of releases (10B.31), also when a page is shorter than asked for', async () => {
    platform.answer = githubApi(played({ project: 'owner/unit', releases: releasesOf(230) }));
    expect((await list(github())).releases).toHaveLength(230);
    platform.answer = ({ query, path }) => {
      const page = Number(query.get('page'));
      const link = page < 3 ? { link: `<${platform.url}${path}?page=${page + 1}>; rel="next"` } : undefined;
      const assets = [{ name: 'esp32.bin', browser_download_url: `u${page}` }];
      return { body: [{ tag_name: `v${page}`, assets }], headers: link };
    };
    expect((await list(github())).releases).toEqual(
      [1, 2, 3].map((page) => ({ tag: `v${page}`, assets: [['esp32.bin', `u${page}`]] })),
    );
  });

  it('is left alone after its limit, until it answers again', async () => {
    const api = played({ project: 'owner/unit', questionsLeft: 0, resetsAt: NOW / 1_000 + 600 });
    platform.answer = githubApi(api);
    const refusal = {
      errorCode: 'GitPlatformClient',
      message: expect.stringContaining('no more questions until 2024-05-06T07:18:09Z'),
    };
    await expect(client.project(github())).rejects.toMatchObject(refusal);
    await expect(client.releases(github(), NEW)).rejects.toMatchObject(refusal);
    expect(platform.asked).toHaveLength(1);
    // Another account is not limited.
    await expect(client.project({ ...github(), credentials: null })).rejects.toMatchObject({
      message: expect.stringContaining('status 404: Not Found'),
    });
    clock.time = NOW + 600_000;
    api.questionsLeft = 10;
    expect(await client.project(github())).toEqual({ sizeBytes: 0 });
  });
});

describe.each([
  ['GitLab', gitlabApi, gitlab],
  ['GitHub', githubApi, github],
] as const)('releases of %s that have been read', (_, apiOf, source) => {
  it('are not read again while no page has changed', async () => {
    const api = played({
      project: source === gitlab ? 'group/sub/unit' : 'owner/unit',
      releases: releasesOf(150),
    });
    platform.answer = apiOf(api);
    const { marks } = await list(source());
    expect(marks).toHaveLength(2);
    api.questionsLeft = 0;
    expect(await client.releases(source(), { marks, exist: true })).toBe('unchanged');

    api.questionsLeft = undefined;
    api.releases = api.releases.map((one) => (one.tag === 'v1' ? { ...one, assets: [] } : one));
    const again = await list(source(), { marks, exist: true } as never);
    expect(again.releases).toHaveLength(150);
    expect(again.marks).not.toEqual(marks);
  });
});

describe('what a platform refuses', () => {
  it('is an error with its status and words, on one short line', async () => {
    platform.answer = () => ({ status: 403, body: { message: `no\n\u001b[31m${'!'.repeat(500)}` } });
    const { message } = await client.project(github()).catch((error) => error);
    expect(message).toMatch(/^422: 14: .*the platform answers with status 403: no \[31m!+$/);
    expect(message.length).toBeLessThan(220);
    expect(await client.accepts(github())).toBe(false);
  });

  it.each([
    [500, { message: 'Server Error' }],
    [200, { nothing: true }],
    [200, null],
    [200, []],
    [200, 'not json'],
  ])('and so is %d %j', async (status, body) => {
    platform.answer = () => ({ status, body: body === 'not json' ? '<html>' : body });
    const outcome = client.releases(gitlab(), { marks: null, exist: true });
    if (Array.isArray(body)) expect(await outcome).toMatchObject({ releases: [] });
    else await expect(outcome).rejects.toMatchObject({ errorCode: 'GitPlatformClient' });
  });

  it('says nothing of the credentials when it is limited or broken', async () => {
    platform.answer = gitlabApi(played({ questionsLeft: 0, resetsAt: NOW / 1_000 + 60 }));
    expect(await client.accepts(gitlab())).toBeNull();
    platform.answer = () => ({ status: 502, body: { message: 'Bad Gateway' } });
    clock.time += 120_000;
    expect(await client.accepts(gitlab())).toBeNull();
  });
});

describe('a host that answers pages, or not at all', () => {
  it('is a plain Git host', async () => {
    platform.answer = () => ({ status: 404, body: '<html>', headers: { 'content-type': 'text/html' } });
    expect(await client.project(gitlab())).toBeNull();
    expect(await client.releases(gitlab(), NEW)).toBeNull();
    expect(await client.accepts(gitlab())).toBeNull();
    const nobody = { ...gitlab(), repositoryUrl: `http://127.0.0.1:${await freePort()}/a/b.git` };
    expect(await client.project(nobody)).toBeNull();
  });

  it('is a platform out of order when it has told of releases before', async () => {
    platform.answer = () => ({ status: 502, body: '<html>', headers: { 'content-type': 'text/html' } });
    await expect(client.releases(gitlab(), { marks: null, exist: true })).rejects.toMatchObject({
      errorCode: 'GitPlatformClient',
      message: expect.stringContaining('does not answer'),
    });
  });
});

it('follows no redirect, which would carry the token elsewhere', async () => {
  platform.answer = () => ({ status: 302, body: '{}', headers: { location: `${platform.url}/elsewhere` } });
  const one = { ...gitlab('group/unit') };
  await expect(client.project(one)).rejects.toMatchObject({ errorCode: 'GitPlatformClient' });
  expect(platform.asked.map(({ path }) => path)).toEqual(['/api/v4/projects/group%2Funit']);
});

it('asks nobody in a private network that is not open to repositories', async () => {
  const strict = new NetworkGuard(settings({ BUILDER_PRIVATE_NETWORKS: '10.0.0.0/8' }));
  const careful = createDispatcher(settings(), strict);
  const closed = new PlatformClient(new PlatformApi(careful, strict, clock), settings());
  await expect(closed.project(gitlab())).rejects.toMatchObject({ errorCode: 'GitRepo' });
  const named = gitlab().repositoryUrl.replace('127.0.0.1', 'localhost');
  expect(await closed.project({ ...gitlab(), repositoryUrl: named })).toBeNull();
  expect(platform.asked).toEqual([]);
  await careful.close();
});
