import { randomUUID } from 'node:crypto';
import {
  ANONYMOUS,
  createRepo,
  createRepoPermission,
  createRepositoryRegistry,
  deleteRepo,
  deleteRepoPermission,
  getRepo,
  listRepoPermissions,
  listRepos,
  unitDeleted,
  type Actor,
  type UserActor,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { RegistryRig } from './registry-rig';
import { UnitsPart } from './units-part';

let rig: RegistryRig;
let owner: UserActor;
let guest: UserActor;
let admin: UserActor;
let registryUuid: string;

beforeAll(async () => {
  rig = await RegistryRig.start({}, 2);
  [admin, owner, guest] = [await rig.user(), await rig.user(), await rig.user()];
  const repositoryUrl = `https://git.example.com/${randomUUID()}.git`;
  const request = { platform: 'Gitlab', repositoryUrl, isPublicRepository: true };
  registryUuid = (await rig.call(createRepositoryRegistry, request, owner)).uuid;
});
afterAll(() => rig.stop());
afterEach(() => {
  UnitsPart.beforeFound = async () => undefined;
});

const privateRepo = async (): Promise<string> => {
  const name = `p${randomUUID().slice(0, 15)}`;
  const request = { repositoryRegistryUuid: registryUuid, defaultBranch: 'main', name };
  const more = { visibilityLevel: 'Private' as const, isCompilableRepo: false };
  return (await rig.call(createRepo, { ...request, ...more }, owner)).uuid;
};
const existingUnit = (): string => {
  const uuid = randomUUID();
  UnitsPart.existing.add(uuid);
  return uuid;
};
const pair = (resourceUuid: string, agentUuid = guest.uuid, more: object = {}) => ({
  agentUuid,
  agentType: 'User' as const,
  resourceUuid,
  resourceType: 'Repo' as const,
  ...more,
});
const ofUnit = { agentType: 'Unit' as const };
const give = (request: ReturnType<typeof pair>, actor: Actor = owner) =>
  rig.call(createRepoPermission, request, actor);
const take = (agentUuid: string, resourceUuid: string, actor: Actor = owner) =>
  rig.call(deleteRepoPermission, { agentUuid, resourceUuid }, actor);
const list = (resourceUuid: string, more: object = {}, actor: Actor = owner) =>
  rig.call(listRepoPermissions, { resourceUuid, resourceType: 'Repo', ...more }, actor);
const agentsOf = async (repo: string) => (await list(repo)).permissions.map(({ agentUuid }) => agentUuid);
const refused = (errorCode: string) => ({ errorCode });
const strangers = (): Actor[] => [
  ANONYMOUS,
  guest,
  admin,
  { kind: 'Unit', uuid: randomUUID() },
  { kind: 'Grafana', uuid: owner.uuid },
];

describe('a permission', () => {
  it('lets a User see a private Repo, until it is taken away', async () => {
    const repo = await privateRepo();
    await expect(rig.call(getRepo, { uuid: repo }, guest)).rejects.toMatchObject(refused('NoAccess'));
    const given = await give(pair(repo));
    expect(given).toEqual({ uuid: expect.any(String), ...pair(repo) });
    expect(await rig.call(getRepo, { uuid: repo }, guest)).toMatchObject({ uuid: repo });
    expect((await rig.call(listRepos, { visibilityLevel: ['Private'] }, guest)).repos).toHaveLength(1);
    expect(await take(guest.uuid, repo)).toEqual({ isKnown: true });
    await expect(rig.call(getRepo, { uuid: repo }, guest)).rejects.toMatchObject(refused('NoAccess'));
  });

  it("10B.1: is the creator's to give and to list", async () => {
    const repo = await privateRepo();
    for (const actor of strangers()) {
      await expect(give(pair(repo), actor)).rejects.toMatchObject(refused('NoAccess'));
      await expect(list(repo, {}, actor)).rejects.toMatchObject(refused('NoAccess'));
    }
    expect(await agentsOf(repo)).toEqual([owner.uuid]);
  });

  it("10B.1: is the creator's to take, or the agent's own", async () => {
    const repo = await privateRepo();
    const other = await rig.user();
    await give(pair(repo, other.uuid));
    for (const actor of strangers())
      await expect(take(other.uuid, repo, actor)).rejects.toMatchObject(refused('NoAccess'));
    expect(await take(other.uuid, repo, other)).toEqual({ isKnown: true });
    expect(await agentsOf(repo)).toEqual([owner.uuid]);
  });

  it.each([
    ['agent', { agentType: 'Repo' }],
    ['agent', { agentType: 'UnitNode' }],
    ['resource', { resourceType: 'User' }],
    ['resource', { resourceType: 'Unit' }],
  ])('is refused for a wrong kind of %s: %j', async (_what, more) => {
    const repo = await privateRepo();
    await expect(give(pair(repo, guest.uuid, more))).rejects.toThrow(
      /^422: 4: Permission Validation Error: /,
    );
  });

  it('is between what exists', async () => {
    const repo = await privateRepo();
    await expect(give(pair(randomUUID()))).rejects.toMatchObject(refused('Validation'));
    await expect(give(pair(repo, randomUUID()))).rejects.toMatchObject(refused('Validation'));
    await expect(give(pair(repo, randomUUID(), ofUnit))).rejects.toMatchObject(refused('Validation'));
    await expect(give(pair(repo, guest.uuid, ofUnit))).rejects.toMatchObject(refused('Validation'));
  });

  it.each(['User', 'Unit'] as const)(
    'is there once, however many give it to a %s at once',
    async (agentType) => {
      const repo = await privateRepo();
      const request = pair(repo, agentType === 'Unit' ? existingUnit() : guest.uuid, { agentType });
      const results = await Promise.allSettled(Array.from({ length: 5 }, () => give(request)));
      const errors = results
        .filter((result) => result.status === 'rejected')
        .map(({ reason }) => reason.message);
      expect(errors).toEqual(
        Array(4).fill('422: 4: Permission Validation Error: the agent holds this permission already'),
      );
      await expect(give(pair(repo, owner.uuid))).rejects.toMatchObject(refused('Permission'));
    },
  );

  it("that came with the Repo stays, also at the creator's wish", async () => {
    const repo = await privateRepo();
    await expect(take(owner.uuid, repo)).rejects.toMatchObject(refused('Permission'));
    expect(await agentsOf(repo)).toEqual([owner.uuid]);
  });

  it('that is not there cannot be taken; that a Unit sees its own Repo is none', async () => {
    const repo = await privateRepo();
    await expect(take(guest.uuid, repo)).rejects.toMatchObject(refused('Validation'));
    await expect(take(randomUUID(), repo)).rejects.toMatchObject(refused('Validation'));
    await expect(take(existingUnit(), repo)).rejects.toMatchObject(refused('Permission'));
    expect(await take(guest.uuid, randomUUID())).toEqual({ isKnown: false });
  });
});

describe('a list of permissions', () => {
  it('is paged in a stable order, filtered by kind of agent, and counted before paging', async () => {
    const repo = await privateRepo();
    const units = [existingUnit(), existingUnit(), existingUnit()];
    for (const unit of units) await give(pair(repo, unit, ofUnit));
    const all = await list(repo);
    expect(all.count).toBe(4);
    const uuids = all.permissions.map(({ uuid }) => uuid);
    expect(uuids).toEqual([...uuids].sort());
    const pages = [await list(repo, { limit: 3 }), await list(repo, { offset: 3, limit: 3 })];
    expect(pages.flatMap(({ permissions }) => permissions)).toEqual(all.permissions);
    expect(pages.map(({ count }) => count)).toEqual([4, 4]);
    expect(await list(repo, { offset: 9, limit: 3 })).toEqual({ count: 4, permissions: [] });
    const ofUnits = await list(repo, ofUnit);
    expect(ofUnits.permissions.map(({ agentUuid }) => agentUuid).sort()).toEqual([...units].sort());
    expect(await list(repo, { agentType: 'User' })).toMatchObject({ count: 1 });
  });

  it('10B.25: is refused with code 4 for a User as resource', async () => {
    await expect(list(guest.uuid, { resourceType: 'User' })).rejects.toThrow(/^422: 4: /);
    await expect(list(await privateRepo(), { agentType: 'UnitNode' })).rejects.toThrow(/^422: 4: /);
    await expect(list(randomUUID())).rejects.toMatchObject(refused('Validation'));
  });
});

describe('permissions vanish', () => {
  it('with the Repo', async () => {
    const repo = await privateRepo();
    await give(pair(repo));
    await rig.call(deleteRepo, { uuid: repo }, owner);
    expect(await rig.source.query('select 1 from permissions where resource_repo_uuid = $1', [repo])).toEqual(
      [],
    );
  });

  it('with the Unit that holds them', async () => {
    const repo = await privateRepo();
    const [gone, staying] = [existingUnit(), existingUnit()];
    for (const unit of [gone, staying]) await give(pair(repo, unit, ofUnit));
    await rig.publish(unitDeleted, gone, { uuid: gone, nodeUuids: [] });
    await eventually(async () => expect(await agentsOf(repo)).not.toContain(gone));
    expect(await agentsOf(repo)).toEqual(expect.arrayContaining([owner.uuid, staying]));
  });

  it('and are not given to a Unit that goes away while it is being asked about', async () => {
    const repo = await privateRepo();
    const unit = existingUnit();
    UnitsPart.beforeFound = async () => {
      await rig.publish(unitDeleted, unit, { uuid: unit, nodeUuids: [] });
      await eventually(async () => {
        const rows: unknown[] = await rig.source.query('select 1 from departed_units where uuid = $1', [
          unit,
        ]);
        expect(rows).toHaveLength(1);
      });
    };
    await expect(give(pair(repo, unit, ofUnit))).rejects.toMatchObject(refused('Validation'));
    expect(await agentsOf(repo)).toEqual([owner.uuid]);
  });
});
