import { randomUUID } from 'node:crypto';
import {
  ANONYMOUS,
  createRepo,
  createRepositoryRegistry,
  deleteRepositoryRegistry,
  getRegistryCredentials,
  getRegistrySource,
  getRepositoryRegistry,
  listBranchCommits,
  listRepositoryRegistries,
  PLATFORM,
  setRegistryCredentials,
  syncMissingRegistries,
  syncRepositoryRegistry,
  type UserActor,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { BuilderPart } from './builder-part';
import { RegistryRig } from './registry-rig';

const HOUR_MS = 3_600_000;

let rig: RegistryRig;
let user: UserActor;
let other: UserActor;

beforeAll(async () => {
  rig = await RegistryRig.start({ REGISTRY_SYNC_SPREAD: '0' }, 2);
  user = await rig.user();
  other = await rig.user();
});
afterAll(() => rig.stop());
beforeEach(() => {
  BuilderPart.outcome = () => ({ releasesData: null });
});

const newUrl = (): string => `https://git.example.com/demo/${randomUUID()}.git`;
const credentials = { username: 'maker', patToken: 'valid-token' };

const create = (more: object = {}, actor = user) =>
  rig.call(
    createRepositoryRegistry,
    { platform: 'Gitlab', repositoryUrl: newUrl(), isPublicRepository: true, ...more },
    actor,
  );
const get = (uuid: string) => rig.call(getRepositoryRegistry, { uuid }, user);
const requestsOf = (uuid: string) => BuilderPart.requests.filter((request) => request.uuid === uuid);

describe('a new registry', () => {
  it('is answered with the outcome of its first synchronisation', async () => {
    const releasesData = '{"v1":[["a.bin","https://x"]]}';
    BuilderPart.outcome = () => ({ releasesData });
    const registry = await create();
    expect(registry).toMatchObject({
      syncStatus: 'Updated',
      syncError: null,
      syncLastDatetime: expect.any(Date),
      localRepositorySize: 4_096,
      releasesData,
      branches: ['dev', 'main'],
      creatorUuid: user.uuid,
    });
    expect(await get(registry.uuid)).toEqual(registry);
    expect(requestsOf(registry.uuid)).toHaveLength(1);
  });

  it('is there also when the synchronisation failed, with its whole message (10A.19)', async () => {
    const error = '422: 5: Git Repo Validation Error: the repository does not answer';
    BuilderPart.outcome = () => ({ error });
    expect(await create()).toMatchObject({ syncStatus: 'Error', syncError: error, localRepositorySize: 0 });
  });

  it.each([
    [{ repositoryUrl: 'git@example.com:a/b.git' }],
    [{ repositoryUrl: 'https://example.com/a/b' }],
    [{ repositoryUrl: 'https://me:secret@example.com/a/b.git' }],
    [{ repositoryUrl: 'https:///a b.git' }],
    [{ platform: 'Bitbucket' }],
    [{ isPublicRepository: false }],
    [{ isPublicRepository: false, credentials: { username: '', patToken: 'x' } }],
  ])('is refused with %j', async (wrong) => {
    await expect(create(wrong)).rejects.toMatchObject({ errorCode: 'RepositoryRegistry' });
  });

  it('10B.30: has a URL of its own, however many ask at once', async () => {
    const repositoryUrl = newUrl();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => create({ repositoryUrl })));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.map(({ reason }) => reason.errorCode)).toEqual(Array(3).fill('RepositoryRegistry'));
    await expect(create({ repositoryUrl })).rejects.toMatchObject({ errorCode: 'RepositoryRegistry' });
  });

  it('10B.12: is there whole or not at all: nothing is left of one that was refused', async () => {
    const [withoutCredentials, unreachable] = [newUrl(), newUrl()];
    for (const credentials of [null, undefined, { username: 'maker', patToken: '' }])
      await expect(
        create({ repositoryUrl: withoutCredentials, isPublicRepository: false, credentials }),
      ).rejects.toThrow(/^422: 13: /);
    BuilderPart.outcome = () => ({ error: '422: 5: Git Repo Validation Error: the connection was refused' });
    expect(await create({ repositoryUrl: unreachable })).toMatchObject({ syncStatus: 'Error' });
    const rows = await rig.source.query(
      'select repository_url, sync_status from repository_registry where repository_url = any($1)',
      [[withoutCredentials, unreachable]],
    );
    expect(rows).toEqual([{ repository_url: unreachable, sync_status: 'Error' }]);
  });

  it('10B.11: of which too much was found has that as its error, and is not left in Processing', async () => {
    const error = '422: 5: Git Repo Validation Error: the repository is larger than 50 MB';
    BuilderPart.outcome = () => ({ error });
    const { uuid } = await create();
    expect(await get(uuid)).toMatchObject({
      syncStatus: 'Error',
      syncError: error,
      syncLastDatetime: expect.any(Date),
    });
    BuilderPart.outcome = () => ({ releasesData: null });
    await rig.call(syncRepositoryRegistry, { uuid }, user);
    expect(await get(uuid)).toMatchObject({ syncStatus: 'Updated', syncError: null });
  });

  it('is for users only', async () => {
    const request = { platform: 'Gitlab', repositoryUrl: newUrl(), isPublicRepository: true };
    await expect(rig.call(createRepositoryRegistry, request, ANONYMOUS)).rejects.toMatchObject({
      errorCode: 'NoAccess',
    });
  });
});

describe('a private registry', () => {
  it('keeps the credentials of each user apart, encrypted, and shows them to that user only', async () => {
    const { uuid, ...view } = await create({ isPublicRepository: false, credentials });
    expect(view.syncStatus).toBe('Updated');
    expect(JSON.stringify(view)).not.toContain('valid-token');
    const own = (actor: UserActor) => rig.call(getRegistryCredentials, { uuid }, actor);
    expect(await own(user)).toEqual({ credentials, status: 'Valid' });
    expect(await own(other)).toBeNull();
    const [row] = await rig.source.query('select * from repository_registry where uuid = $1', [uuid]);
    expect(JSON.stringify(row)).not.toContain('valid-token');

    await rig.call(setRegistryCredentials, { uuid, username: 'o', patToken: 'wrong' }, other);
    expect(await own(other)).toEqual({ credentials: { username: 'o', patToken: 'wrong' }, status: 'Error' });
    expect(await own(user)).toEqual({ credentials, status: 'Valid' });
  });

  it('10B.22: is synchronised and read by those with valid credentials only', async () => {
    const { uuid } = await create({ isPublicRepository: false, credentials });
    const commits = { uuid, repoBranch: 'main' };
    const refused = { errorCode: 'NoAccess' };
    await expect(rig.call(syncRepositoryRegistry, { uuid }, other)).rejects.toMatchObject(refused);
    await expect(rig.call(listBranchCommits, commits, other)).rejects.toMatchObject(refused);
    await rig.call(setRegistryCredentials, { uuid, ...credentials }, other);
    await rig.call(syncRepositoryRegistry, { uuid }, other);
    expect(requestsOf(uuid).at(-1)!.onBehalfOf).toBe(other.uuid);
    expect(await rig.call(listBranchCommits, commits, other)).toMatchObject({
      commits: [{ summary: 'undefined/10' }],
    });
  });

  it('cannot be synchronised with credentials that the platform refuses', async () => {
    const wrong = { username: 'maker', patToken: 'wrong' };
    const registry = await create({ isPublicRepository: false, credentials: wrong });
    expect(registry).toMatchObject({ syncStatus: 'Error', syncError: expect.stringMatching(/^422: 13: /) });
  });

  it('is hidden from strangers', async () => {
    const { uuid } = await create({ isPublicRepository: false, credentials });
    await expect(rig.call(getRepositoryRegistry, { uuid }, ANONYMOUS)).rejects.toMatchObject({
      errorCode: 'NoAccess',
    });
    const listed = await rig.call(listRepositoryRegistries, { isPublicRepository: false }, ANONYMOUS);
    expect(listed.repositoriesRegistry.every((registry) => registry.isPublicRepository)).toBe(true);
    expect(listed.count).toBeGreaterThan(0);
  });

  it('gives its source to the builder only: of the one who asks, or the first valid', async () => {
    const { uuid } = await create({ isPublicRepository: false, credentials });
    await rig.call(setRegistryCredentials, { uuid, username: 'o', patToken: 'wrong' }, other);
    const source = (onBehalfOf: string | null, actor = PLATFORM) =>
      rig.call(getRegistrySource, { uuid, onBehalfOf }, actor);
    expect(await source(null)).toMatchObject({ isPublicRepository: false, credentials });
    expect(await source(user.uuid)).toMatchObject({ credentials });
    await expect(source(other.uuid)).rejects.toMatchObject({ errorCode: 'RepositoryRegistry' });
    await expect(source(null, user)).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });

  it('alone has credentials', async () => {
    const { uuid } = await create();
    const refused = { errorCode: 'RepositoryRegistry' };
    await expect(rig.call(setRegistryCredentials, { uuid, ...credentials }, user)).rejects.toMatchObject(
      refused,
    );
    await expect(rig.call(getRegistryCredentials, { uuid }, user)).rejects.toMatchObject(refused);
  });
});

describe('a synchronisation', () => {
  it('10B.16: is not begun again while one is under way, counted from its start', async () => {
    const { uuid, lastUpdateDatetime } = await create();
    BuilderPart.outcome = () => null;
    const waiting = rig.call(syncRepositoryRegistry, { uuid }, user);
    await eventually(async () => expect((await get(uuid)).syncStatus).toBe('Processing'));
    await expect(rig.call(syncRepositoryRegistry, { uuid }, user)).rejects.toMatchObject({
      errorCode: 'RepositoryRegistry',
    });
    await rig.advanceClock(11_000);
    BuilderPart.outcome = () => ({ releasesData: null });
    await rig.call(syncRepositoryRegistry, { uuid }, user);
    await waiting;
    const after = await get(uuid);
    expect(after.syncStatus).toBe('Updated');
    expect(after.lastUpdateDatetime.getTime()).toBeGreaterThan(lastUpdateDatetime.getTime());
  });

  it('10B.11: whose answer never came is asked for again with the same request', async () => {
    const { uuid } = await create();
    BuilderPart.outcome = () => null;
    const waiting = rig.call(syncRepositoryRegistry, { uuid }, user);
    const before = await eventually(() => (requestsOf(uuid).length === 2 ? requestsOf(uuid) : null));
    BuilderPart.outcome = () => ({ releasesData: null });
    await rig.advanceClock(121_000);
    await waiting;
    expect((await get(uuid)).syncStatus).toBe('Updated');
    expect(requestsOf(uuid).at(-1)!.requestId).toBe(before[1]!.requestId);
  });

  it('10B.15: of all registries comes once an hour, as the platform, also for private ones', async () => {
    const open = await create();
    const closed = await create({ isPublicRepository: false, credentials });
    const before = [open, closed].map(({ uuid }) => requestsOf(uuid).length);
    await rig.advanceClock(HOUR_MS);
    await eventually(() => expect(requestsOf(open.uuid)).toHaveLength(before[0]! + 1));
    await eventually(() => expect(requestsOf(closed.uuid)).toHaveLength(before[1]! + 1));
    expect(requestsOf(closed.uuid).at(-1)!.onBehalfOf).toBeNull();
    await eventually(async () => expect((await get(closed.uuid)).syncStatus).toBe('Updated'));
    const events = (await rig.events()).filter(({ subject }) => subject === closed.uuid);
    expect(events.at(-1)).toMatchObject({ source: 'builder' });
    const asked = events.filter(({ type }) => type === 'registry.repository-registry.sync-requested');
    expect(asked.at(-1)!.actor).toEqual(PLATFORM);
    expect(asked).toHaveLength(before[1]! + 1);
  });
});

describe('mirrors that the builder lacks', () => {
  afterEach(() => BuilderPart.missing.clear());

  it('are fetched, as the platform, and no others', async () => {
    const missing = await create();
    const closed = await create({ isPublicRepository: false, credentials });
    const there = await create();
    for (const { uuid } of [missing, closed]) BuilderPart.missing.add(uuid);
    for (const actor of [user, ANONYMOUS])
      await expect(rig.call(syncMissingRegistries, {}, actor)).rejects.toMatchObject({
        errorCode: 'NoAccess',
      });
    expect(await rig.call(syncMissingRegistries, {}, PLATFORM)).toBeNull();
    for (const { uuid } of [missing, closed]) {
      await eventually(() => expect(requestsOf(uuid)).toHaveLength(2));
      expect(requestsOf(uuid).at(-1)!.onBehalfOf).toBeNull();
      await eventually(async () => expect((await get(uuid)).syncStatus).toBe('Updated'));
    }
    expect(requestsOf(there.uuid)).toHaveLength(1);
  });
});

describe('registries', () => {
  it('are listed by page and word', async () => {
    const marks = [randomUUID(), randomUUID()];
    const word = randomUUID();
    for (const mark of marks) await create({ repositoryUrl: `https://host/${word}/${mark}.git` }, other);
    const list = (request: object) =>
      rig.call(listRepositoryRegistries, { searchString: word, orderByCreateDate: 'asc', ...request }, user);
    const all = await list({});
    expect(all.count).toBe(2);
    expect(all.repositoriesRegistry.map(({ repositoryUrl }) => repositoryUrl)).toEqual(
      marks.map((mark) => `https://host/${word}/${mark}.git`),
    );
    expect(all.repositoriesRegistry[0]!.branches).toEqual(['dev', 'main']);
    expect(await list({ offset: 1, limit: 1 })).toMatchObject({ count: 2, repositoriesRegistry: [{}] });
    expect(await list({ creatorUuid: user.uuid })).toEqual({ count: 0, repositoriesRegistry: [] });
    expect((await list({ uuids: [all.repositoriesRegistry[1]!.uuid] })).count).toBe(1);
  });

  it('answer commits by tens; here a limit of 0 is none', async () => {
    const { uuid } = await create();
    const commits = (more: object) =>
      rig.call(listBranchCommits, { uuid, repoBranch: 'main', ...more }, user);
    expect((await commits({ offset: 5, limit: 7 })).commits[0]!.summary).toBe('5/7');
    expect((await commits({ limit: 0 })).commits).toEqual([]);
    await expect(rig.call(listBranchCommits, { uuid, repoBranch: 'main' }, ANONYMOUS)).rejects.toMatchObject({
      errorCode: 'NoAccess',
    });
  });

  it('are deleted by their creator, when no Repo is left', async () => {
    const { uuid } = await create();
    const request = {
      repositoryRegistryUuid: uuid,
      defaultBranch: 'main',
      visibilityLevel: 'Public' as const,
      name: `r${randomUUID().slice(0, 12)}`,
      isCompilableRepo: false,
    };
    await rig.call(createRepo, request, other);
    await expect(rig.call(deleteRepositoryRegistry, { uuid }, other)).rejects.toMatchObject({
      errorCode: 'NoAccess',
    });
    await expect(rig.call(deleteRepositoryRegistry, { uuid }, user)).rejects.toMatchObject({
      errorCode: 'Validation',
    });
    await rig.source.query('delete from repos where repository_registry_uuid = $1', [uuid]);
    await rig.call(deleteRepositoryRegistry, { uuid }, user);
    await rig.event('registry.repository-registry.deleted', uuid);
    for (const operation of [getRepositoryRegistry, deleteRepositoryRegistry, syncRepositoryRegistry])
      await expect(rig.call(operation, { uuid }, user)).rejects.toMatchObject({ errorCode: 'Validation' });
  });
});
