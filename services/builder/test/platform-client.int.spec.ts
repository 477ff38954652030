import { Agent } from 'undici';
import { freePort } from '@unitfleet/testing';
import { PlatformClient } from '../src/data/platform/platform-client';
import { builderSettings } from '../src/settings';
import { FakePlatform } from './fake-platform';

const dispatcher = new Agent();
const client = new PlatformClient(dispatcher, builderSettings.parse({ DATABASE_URL: 'postgres://unused' }));
const credentials = { username: 'maker', patToken: 'secret' };
let platform: FakePlatform;

beforeEach(async () => {
  platform = await FakePlatform.start();
});
afterEach(() => platform.stop());
afterAll(() => dispatcher.close());

const gitlab = () => ({
  platform: 'Gitlab' as const,
  repositoryUrl: `${platform.url}/group/sub/unit.git`,
  credentials,
});
const github = () => ({
  platform: 'Github' as const,
  repositoryUrl: `${platform.url}/owner/unit.git`,
  credentials,
});

const pageOf = (query: URLSearchParams, total: number, one: (index: number) => unknown): unknown[] => {
  const size = Number(query.get('per_page'));
  const first = (Number(query.get('page')) - 1) * size;
  const count = Math.max(0, Math.min(size, total - first));
  return Array.from({ length: count }, (_, index) => one(first + index));
};

describe('GitLab', () => {
  it('is asked by the encoded path, with the token, for the size', async () => {
    platform.answer = () => ({ body: { id: 7, statistics: { repository_size: 1234 } } });
    expect(await client.project(gitlab())).toEqual({ sizeBytes: 1234 });
    expect(platform.asked[0]).toMatchObject({
      path: '/api/v4/projects/group%2Fsub%2Funit',
      headers: { 'private-token': 'secret' },
    });
    expect(platform.asked[0]!.query.get('statistics')).toBe('true');
  });

  it('does not tell the size to strangers', async () => {
    platform.answer = () => ({ body: { id: 7 } });
    expect(await client.project({ ...gitlab(), credentials: null })).toEqual({ sizeBytes: 0 });
    expect(platform.asked[0]!.headers).not.toHaveProperty('private-token');
  });

  it('lists all pages of releases, archives of the source before links', async () => {
    platform.answer = ({ query }) => ({
      body: pageOf(query, 230, (index) => ({
        tag_name: `v${index}`,
        assets: {
          sources: [{ format: 'zip', url: `z${index}` }],
          links: [{ name: 'esp32.bin', url: `l${index}` }],
        },
      })),
    });
    const releases = await client.releases(gitlab());
    expect(releases).toHaveLength(230);
    expect(releases[229]).toEqual({
      tag: 'v229',
      assets: [
        ['zip', 'z229'],
        ['esp32.bin', 'l229'],
      ],
    });
    expect(platform.asked).toHaveLength(3);
  });
});

describe('GitHub', () => {
  it('counts in KiB, and is asked with basic authentication', async () => {
    platform.answer = () => ({ body: { id: 7, size: 3 } });
    expect(await client.project(github())).toEqual({ sizeBytes: 3_072 });
    expect(platform.asked[0]).toMatchObject({
      path: '/api/v3/repos/owner/unit',
      headers: {
        authorization: `Basic ${Buffer.from('maker:secret').toString('base64')}`,
        accept: 'application/vnd.github.v3+json',
      },
    });
  });

  it('lists all pages of releases (10B.31), also when a page is shorter than asked for', async () => {
    platform.answer = ({ query, path }) => {
      const page = Number(query.get('page'));
      const link = page < 3 ? { link: `<${platform.url}${path}?page=${page + 1}>; rel="next"` } : undefined;
      const assets = [{ name: 'esp32.bin', browser_download_url: `u${page}` }];
      return { body: [{ tag_name: `v${page}`, assets }], headers: link };
    };
    expect(await client.releases(github())).toEqual(
      [1, 2, 3].map((page) => ({ tag: `v${page}`, assets: [['esp32.bin', `u${page}`]] })),
    );
  });
});

describe('what a platform refuses', () => {
  it('is an error with its status', async () => {
    platform.answer = () => ({ status: 403, body: { message: 'rate limit' } });
    await expect(client.project(github())).rejects.toMatchObject({ errorCode: 'GitPlatformClient' });
    expect(await client.accepts(github())).toBe(false);
  });

  it('and something unknown is an error too', async () => {
    platform.answer = () => ({ body: { nothing: true } });
    await expect(client.project(gitlab())).rejects.toMatchObject({ errorCode: 'GitPlatformClient' });
    expect(await client.accepts(gitlab())).toBe(false);
  });
});

it('takes credentials that see the project for valid', async () => {
  platform.answer = () => ({ body: { id: 7 } });
  expect(await client.accepts(gitlab())).toBe(true);
});

it('a host that answers pages, or not at all, is a plain Git host', async () => {
  platform.answer = () => ({ status: 404, body: '<html>', headers: { 'content-type': 'text/html' } });
  expect(await client.project(gitlab())).toBeNull();
  expect(await client.accepts(gitlab())).toBeNull();
  const nobody = { ...gitlab(), repositoryUrl: `http://127.0.0.1:${await freePort()}/a/b.git` };
  expect(await client.project(nobody)).toBeNull();
});

it('follows no redirect, which would carry the token elsewhere', async () => {
  platform.answer = () => ({ status: 302, body: '{}', headers: { location: `${platform.url}/elsewhere` } });
  await expect(client.project(gitlab())).rejects.toMatchObject({ errorCode: 'GitPlatformClient' });
  expect(platform.asked).toHaveLength(1);
});
