import { randomUUID } from 'node:crypto';
import {
  ANONYMOUS,
  bulkUpdateRepos,
  createRepo,
  createRepositoryRegistry,
  deleteRepo,
  describeRepos,
  getRepo,
  getRepoVersions,
  listRepoPlatforms,
  listRepos,
  PLATFORM,
  updateRepo,
  updateRepoUnits,
  type UserActor,
  type VisibilityLevel,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { BuilderPart, NEWEST, TAGGED } from './builder-part';
import { RegistryRig } from './registry-rig';
import { UnitsPart } from './units-part';

let rig: RegistryRig;
let admin: UserActor;
let user: UserActor;
let other: UserActor;
let registryUuid: string;
const registryWord = randomUUID();

beforeAll(async () => {
  rig = await RegistryRig.start();
  [admin, user, other] = [await rig.user(), await rig.user(), await rig.user()];
  BuilderPart.outcome = () => ({ releasesData: '{"v1":[["esp32.bin","https://x/esp32.bin"]]}' });
  const url = `https://git.example.com/${registryWord}.git`;
  const request = { platform: 'Gitlab', repositoryUrl: url, isPublicRepository: true };
  registryUuid = (await rig.call(createRepositoryRegistry, request, user)).uuid;
});
afterAll(() => rig.stop());

const newName = (): string => `r${randomUUID().slice(0, 15)}`;

const create = (more: object = {}, actor = user) =>
  rig.call(
    createRepo,
    {
      repositoryRegistryUuid: registryUuid,
      defaultBranch: 'main',
      visibilityLevel: 'Public',
      name: newName(),
      isCompilableRepo: false,
      ...more,
    },
    actor,
  );
const update = (uuid: string, changes: object, actor = user) =>
  rig.call(updateRepo, { uuid, ...changes }, actor);
const census = (uuid: string, unitTotal: number, loosestVisibility: VisibilityLevel | null) =>
  UnitsPart.censuses.set(uuid, { unitTotal, loosestVisibility, versions: [] });

const reservationsOf = (uuid: string) =>
  [...UnitsPart.reservations.values()].filter(({ repoUuid }) => repoUuid === uuid);

describe('a new Repo', () => {
  it('follows tags by itself (10A.18), and is announced', async () => {
    const repo = await create();
    expect(repo).toMatchObject({ isAutoUpdateRepo: true, isOnlyTagUpdate: true, defaultCommit: null });
    expect(await rig.call(getRepo, { uuid: repo.uuid }, ANONYMOUS)).toEqual(repo);
    const event = await rig.event('registry.repo.created', repo.uuid);
    expect(event).toMatchObject({
      aggregateVersion: 1,
      data: { uuid: repo.uuid, repositoryRegistryUuid: registryUuid },
    });
  });

  it('needs a name, a branch and a registry that are there', async () => {
    await expect(create({ name: 'bad name' })).rejects.toMatchObject({ errorCode: 'Repo' });
    await expect(create({ defaultBranch: 'nowhere' })).rejects.toMatchObject({ errorCode: 'GitRepo' });
    await expect(create({ repositoryRegistryUuid: randomUUID() })).rejects.toMatchObject({
      errorCode: 'Validation',
    });
    await expect(create({}, ANONYMOUS as never)).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });

  it('10B.30: has a name of its own, however many ask at once', async () => {
    const name = newName();
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => create({ name })));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused.map(({ reason }) => reason.message)).toEqual(
      Array(3).fill('422: 6: Repo Validation Error: the name is taken'),
    );
  });
});

describe('sight', () => {
  it("10B.4: of a private Repo is its creator's alone", async () => {
    const { uuid } = await create({ visibilityLevel: 'Private' });
    expect(await rig.call(getRepo, { uuid }, user)).toMatchObject({ uuid });
    for (const actor of [ANONYMOUS, other, admin])
      await expect(rig.call(getRepo, { uuid }, actor)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(rig.call(getRepoVersions, { uuid }, other)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(rig.call(describeRepos, { uuids: [uuid] }, other)).rejects.toMatchObject({
      errorCode: 'NoAccess',
    });
    const { repos } = await rig.call(describeRepos, { uuids: [uuid, randomUUID()] }, PLATFORM);
    expect(repos).toEqual([
      expect.objectContaining({ uuid, releasesData: expect.stringContaining('esp32') }),
    ]);
    await rig.source.query(
      `insert into permissions (agent_type, agent_user_uuid, resource_type, resource_repo_uuid)
       values ('User', $1, 'Repo', $2)`,
      [other.uuid, uuid],
    );
    expect(await rig.call(getRepo, { uuid }, other)).toMatchObject({ uuid });
  });

  it("of an internal Repo is every user's", async () => {
    const { uuid } = await create({ visibilityLevel: 'Internal' });
    expect(await rig.call(getRepo, { uuid }, other)).toMatchObject({ uuid });
    await expect(rig.call(getRepo, { uuid }, ANONYMOUS)).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });
});

describe('a list of Repos', () => {
  it('shows each agent what it may see, and the levels it asks for if it holds a grant (10A.7)', async () => {
    const [owner, guest] = [await rig.user(), await rig.user()];
    const name = `list-${randomUUID().slice(0, 8)}`;
    for (const [index, visibilityLevel] of ['Public', 'Internal', 'Private'].entries())
      await create({ name: `${name}-${index}`, visibilityLevel }, owner);
    const levels = async (
      actor: Parameters<typeof rig.call>[2],
      visibilityLevel?: VisibilityLevel[] | null,
    ) => {
      const { count, repos } = await rig.call(listRepos, { searchString: name, visibilityLevel }, actor);
      expect(count).toBe(repos.length);
      return repos.map((repo) => repo.visibilityLevel).sort();
    };
    expect(await levels(owner)).toEqual(['Internal', 'Private', 'Public']);
    expect(await levels(owner, ['Private'])).toEqual(['Private']);
    expect(await levels(owner, null)).toEqual([]);
    expect(await levels(guest)).toEqual(['Internal', 'Public']);
    expect(await levels(guest, ['Private'])).toEqual(['Internal', 'Public']);
    expect(await levels(ANONYMOUS, ['Private'])).toEqual(['Public']);
  });

  it('is filtered, sorted and paged', async () => {
    const owner = await rig.user();
    const names = [newName(), newName(), newName()];
    for (const name of names) await create({ name, defaultBranch: 'dev' }, owner);
    const list = (request: object) =>
      rig.call(listRepos, { creatorUuid: owner.uuid, orderByCreateDate: 'asc', ...request }, owner);
    const namesOf = async (request: object) => (await list(request)).repos.map(({ name }) => name);
    expect(await namesOf({})).toEqual(names);
    expect(await namesOf({ orderByCreateDate: 'desc' })).toEqual([...names].reverse());
    expect(await list({ offset: 1, limit: 1 })).toMatchObject({ count: 3, repos: [{ name: names[1] }] });
    expect(await namesOf({ limit: 0 })).toEqual(names);
    expect(await namesOf({ searchString: `${registryWord} DEV ${names[2]}` })).toEqual([names[2]]);
    expect(await namesOf({ creatorsUuids: [other.uuid] })).toEqual([]);
    expect(await namesOf({ creatorsUuids: [other.uuid, owner.uuid], isAutoUpdateRepo: true })).toEqual(names);
    expect(await namesOf({ isAutoUpdateRepo: false })).toEqual([]);
    expect(await namesOf({ repositoryRegistryUuid: randomUUID() })).toEqual([]);
  });
});

describe('a changed Repo', () => {
  it("keeps what is null or missing, and is its creator's to change", async () => {
    const { uuid } = await create();
    const name = newName();
    expect(await update(uuid, { name, defaultBranch: null })).toMatchObject({ name, defaultBranch: 'main' });
    expect(await rig.event('registry.repo.updated', uuid)).toMatchObject({ aggregateVersion: 2 });
    for (const actor of [other, admin])
      await expect(update(uuid, { name: newName() }, actor)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await expect(update(randomUUID(), {})).rejects.toMatchObject({ errorCode: 'Validation' });
  });

  it.each([
    ['10B.13: an empty name', { name: '' }, 'Repo'],
    ['an unknown branch', { defaultBranch: 'nowhere' }, 'GitRepo'],
    ['a commit that is not in the branch', { defaultCommit: 'f'.repeat(40) }, 'GitRepo'],
    ['manual without a commit', { isAutoUpdateRepo: false }, 'Repo'],
    ['compilable, automatic, not by tags', { isCompilableRepo: true, isOnlyTagUpdate: false }, 'Repo'],
    [
      'compilable on an untagged commit',
      { isCompilableRepo: true, isAutoUpdateRepo: false, defaultCommit: NEWEST },
      'GitRepo',
    ],
  ])('is refused with %s', async (_what, changes, errorCode) => {
    const repo = await create();
    await expect(update(repo.uuid, changes)).rejects.toMatchObject({ errorCode });
    expect(await rig.call(getRepo, { uuid: repo.uuid }, user)).toEqual(repo);
  });

  it('is refused a name that is taken', async () => {
    const [one, two] = [await create(), await create()];
    await expect(update(one.uuid, { name: two.name })).rejects.toMatchObject({ errorCode: 'Repo' });
  });

  it('is not stricter than its Units, which are asked first and kept from becoming looser', async () => {
    const { uuid } = await create();
    census(uuid, 2, 'Internal');
    await expect(update(uuid, { visibilityLevel: 'Private' })).rejects.toMatchObject({
      errorCode: 'Validation',
    });
    expect(reservationsOf(uuid)).toEqual([]);
    expect(await update(uuid, { visibilityLevel: 'Internal' })).toMatchObject({
      visibilityLevel: 'Internal',
    });
    expect(reservationsOf(uuid)).toEqual([{ repoUuid: uuid, level: 'Internal' }]);
    await update(uuid, { visibilityLevel: 'Public', name: newName() });
    expect(reservationsOf(uuid)).toHaveLength(1);
  });

  it('gives its reservation back when the change fails', async () => {
    const [one, two] = [await create(), await create()];
    const stricter = { visibilityLevel: 'Private' };
    for (const wrong of [{ name: two.name }, { defaultCommit: 'f'.repeat(40) }, { isAutoUpdateRepo: false }])
      await expect(update(one.uuid, { ...stricter, ...wrong })).rejects.toThrow(/^422: /);
    expect(reservationsOf(one.uuid)).toEqual([]);
    expect(await rig.call(getRepo, { uuid: one.uuid }, ANONYMOUS)).toEqual(one);
  });

  it('is checked again when somebody else changed it meanwhile', async () => {
    const { uuid } = await create({ visibilityLevel: 'Internal' });
    const [name, defaultBranch] = [newName(), 'dev'];
    UnitsPart.beforeReserved = async () => {
      UnitsPart.beforeReserved = async () => undefined;
      await update(uuid, { visibilityLevel: 'Public', name });
    };
    await update(uuid, { visibilityLevel: 'Private', defaultBranch });
    expect(await rig.call(getRepo, { uuid }, user)).toMatchObject({
      name,
      defaultBranch,
      visibilityLevel: 'Private',
    });
    expect(reservationsOf(uuid)).toEqual([{ repoUuid: uuid, level: 'Private' }]);
  });

  it('has its Units follow once it is manual', async () => {
    const { uuid } = await create();
    await update(uuid, { isAutoUpdateRepo: false, defaultCommit: TAGGED });
    expect(await rig.event('registry.repo.units-update-requested', uuid)).toMatchObject({ data: { uuid } });
  });
});

describe('Units of a Repo', () => {
  it('follow when the creator says so, and nobody else', async () => {
    const { uuid } = await create();
    await expect(rig.call(updateRepoUnits, { uuid }, other)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await rig.call(updateRepoUnits, { uuid }, user);
    await rig.event('registry.repo.units-update-requested', uuid);
  });

  it('follow everywhere when an admin says so, and at the full hour, in auto-update Repos', async () => {
    const [automatic, manual] = [await create(), await create()];
    await update(manual.uuid, { isAutoUpdateRepo: false, defaultCommit: TAGGED });
    const requests = async (uuid: string) =>
      (await rig.events()).filter(
        ({ type, subject }) => type === 'registry.repo.units-update-requested' && subject === uuid,
      );
    await expect(rig.call(bulkUpdateRepos, {}, user)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await rig.call(bulkUpdateRepos, {}, admin);
    await rig.event('registry.repo.units-update-requested', automatic.uuid);
    expect(await requests(manual.uuid)).toHaveLength(1);
    await rig.advanceClock(3_600_000);
    await eventually(async () => expect(await requests(automatic.uuid)).toHaveLength(2));
    expect((await requests(automatic.uuid)).map(({ data }) => data)).toEqual([
      { uuid: automatic.uuid, cause: 'request' },
      { uuid: automatic.uuid, cause: 'schedule' },
    ]);
    expect(await requests(manual.uuid)).toHaveLength(1);
  });

  it('are told by another process what one that died at the full hour has left undone', async () => {
    const [early, late] = [await create(), await create()].sort((one, other) =>
      one.uuid < other.uuid ? -1 : 1,
    );
    const counts = async () => {
      const events = await rig.events();
      return [early, late].map(
        (repo) =>
          events.filter(
            (one) => one.type === 'registry.repo.units-update-requested' && one.subject === repo?.uuid,
          ).length,
      );
    };
    const isDone = async () => {
      const [row] = await rig.source.query("select resume_after from schedules where name = 'update-repos'");
      expect(row.resume_after).toBeNull();
    };
    expect(await counts()).toEqual([0, 0]);
    await rig.source.query("update schedules set resume_after = $1 where name = 'update-repos'", [
      early?.uuid,
    ]);
    await eventually(isDone);
    await rig.event('registry.repo.units-update-requested', late?.uuid as string);
    expect(await counts()).toEqual([0, 1]);
  });

  it('are counted by version, most used first, with the tag', async () => {
    const { uuid } = await create();
    const versions = [
      { commit: NEWEST, unitCount: 1 },
      { commit: TAGGED, unitCount: 3 },
    ];
    UnitsPart.censuses.set(uuid, { unitTotal: 9, loosestVisibility: 'Public', versions });
    expect(await rig.call(getRepoVersions, { uuid }, ANONYMOUS)).toEqual({
      unitCount: 4,
      versions: [
        { commit: TAGGED, unitCount: 3, tag: 'v1' },
        { commit: NEWEST, unitCount: 1, tag: null },
      ],
    });
  });

  it('keep the Repo from being deleted', async () => {
    const { uuid } = await create({ visibilityLevel: 'Private' });
    census(uuid, 1, 'Private');
    await expect(rig.call(deleteRepo, { uuid }, user)).rejects.toMatchObject({ errorCode: 'Validation' });
    expect(await rig.call(getRepo, { uuid }, user)).toMatchObject({ uuid });
    census(uuid, 0, null);
    await expect(rig.call(deleteRepo, { uuid }, other)).rejects.toMatchObject({ errorCode: 'NoAccess' });
    await rig.call(deleteRepo, { uuid }, user);
    expect(reservationsOf(uuid)).toEqual([{ repoUuid: uuid, level: null }]);
    await rig.event('registry.repo.deleted', uuid);
    expect(await rig.source.query('select 1 from permissions where resource_repo_uuid = $1', [uuid])).toEqual(
      [],
    );
    await expect(rig.call(getRepo, { uuid }, user)).rejects.toMatchObject({ errorCode: 'Validation' });
  });
});

it('10B.27: platforms are the assets of a tag of a compilable Repo, else none', async () => {
  const compilable = await create({ isCompilableRepo: true });
  const plain = await create();
  const platforms = async (uuid: string, more: object = {}) =>
    (await rig.call(listRepoPlatforms, { uuid, ...more }, user)).platforms;
  const assets = [{ name: 'esp32.bin', link: 'https://x/esp32.bin' }];
  expect(await platforms(compilable.uuid)).toEqual(assets);
  expect(await platforms(compilable.uuid, { targetTag: 'v1' })).toEqual(assets);
  expect(await platforms(compilable.uuid, { targetTag: 'constructor' })).toEqual([]);
  expect(await platforms(compilable.uuid, { targetCommit: TAGGED })).toEqual(assets);
  expect(await platforms(compilable.uuid, { targetCommit: NEWEST })).toEqual([]);
  expect(await platforms(plain.uuid)).toEqual([]);
  await expect(rig.call(listRepoPlatforms, { uuid: plain.uuid }, ANONYMOUS)).rejects.toMatchObject({
    errorCode: 'NoAccess',
  });
});
