import {
  ANONYMOUS,
  createUnitNodeEdge,
  deleteUnit,
  getFleetSummary,
  getUnit,
  getUnitTargetVersion,
  listFleetUnits,
  listUnitNodeEdges,
  listUnitNodes,
  listUnits,
  liveUnit,
  mirrorSynced,
  repoUpdated,
  updateUnit,
  updateUnitNode,
  type Actor,
  type LiveUnit,
  type UnitView,
} from '@unitfleet/contracts';
import { NATS_CONNECTION, StreamTail, unwrap } from '@unitfleet/messaging';
import { createLogger } from '@unitfleet/observability';
import { eventually } from '@unitfleet/testing';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { newUser, UnitsRig, version } from './support/units-rig';

const FILES = version(['set/pepeunit'], ['temperature/pepeunit']);

describe('a view of the fleet', () => {
  let rig: UnitsRig;
  const owner = newUser();
  const stranger = newUser();

  beforeAll(async () => {
    rig = await UnitsRig.start();
  });
  afterAll(() => rig.stop());

  const addRepo = (): PlayedRepo => {
    const repo = fleet.addRepo();
    fleet.push(repo, FILES, 'v1');
    return repo;
  };
  const get = (unit: UnitView, actor: Actor = owner) => rig.ask(actor, getUnit, { uuid: unit.uuid });
  const synced = (repo: PlayedRepo) =>
    rig.publish(mirrorSynced, repo.repositoryRegistryUuid, {
      registryUuid: repo.repositoryRegistryUuid,
      requestId: repo.uuid,
      sizeBytes: 1,
      releasesData: null,
    });
  const become = (unit: UnitView, isOnline: boolean) =>
    eventually(async () => expect((await get(unit)).isOnline).toBe(isOnline));
  const runs = async (unit: UnitView, commit: string) => {
    await rig.sendState(unit, { pu_commit_version: commit });
    await eventually(async () => expect((await get(unit)).currentCommitVersion).toBe(commit));
  };

  describe('shows of a Unit', () => {
    it('whether a device is there, and when one last was', async () => {
      const unit = await rig.create(owner, addRepo());
      expect(unit).toMatchObject({ isOnline: false, lastSeenDatetime: null });
      await rig.connect(unit, [], 'one');
      await rig.connect(unit, [], 'other');
      await become(unit, true);
      const connected = (await get(unit)).lastSeenDatetime!;
      await rig.disconnect(unit, 'one');
      await eventually(async () =>
        expect((await get(unit)).lastSeenDatetime!.getTime()).toBeGreaterThan(connected.getTime()),
      );
      expect((await get(unit)).isOnline).toBe(true);
      await rig.disconnect(unit, 'other');
      await become(unit, false);
      const left = (await get(unit)).lastSeenDatetime!;
      const later = new Date(left.getTime() + 1_000);
      await rig.sendState(unit, { mem_free: 1 }, later);
      await eventually(async () => expect((await get(unit)).lastSeenDatetime).toEqual(later));
      // What comes late takes nothing back.
      await rig.publishSession({
        kind: 'connected',
        unitUuid: unit.uuid,
        clientId: 'late',
        at: new Date(left.getTime() - 5_000),
      });
      await become(unit, true);
      expect((await get(unit)).lastSeenDatetime).toEqual(later);
    });

    it('what it is to run, whatever changes that', async () => {
      const repo = addRepo();
      const first = fleet.mirrors.get(repo.repositoryRegistryUuid)![0]!.commit;
      const unit = await rig.create(owner, repo);
      expect(unit).toMatchObject({ targetCommit: first, isOutdated: false });
      const targets = async (commit: string | null) => {
        await eventually(async () => expect((await get(unit)).targetCommit).toBe(commit));
        if (commit === null) return;
        const said = await rig.ask(owner, getUnitTargetVersion, { uuid: unit.uuid });
        expect(said.commit).toBe(commit);
      };
      await targets(first);
      expect((await get(unit)).isOutdated).toBe(false);
      await runs(unit, first);
      expect((await get(unit)).isOutdated).toBe(false);

      const second = fleet.push(repo, FILES, 'v2');
      await synced(repo);
      await targets(second);
      expect((await get(unit)).isOutdated).toBe(true);

      const pinned = await rig.ask(owner, updateUnit, {
        uuid: unit.uuid,
        isAutoUpdateFromRepoUnit: false,
        repoBranch: 'main',
        repoCommit: first,
      });
      expect(pinned).toMatchObject({ targetCommit: first, isOutdated: false });
      await targets(first);
      await rig.ask(owner, updateUnit, { uuid: unit.uuid, isAutoUpdateFromRepoUnit: true });
      await targets(second);

      const untagged = fleet.push(repo, FILES);
      fleet.repos.set(repo.uuid, { ...repo, isOnlyTagUpdate: false });
      const { uuid, repositoryRegistryUuid } = repo;
      await rig.publish(repoUpdated, uuid, { uuid, repositoryRegistryUuid });
      await targets(untagged);

      fleet.mirrors.set(repositoryRegistryUuid, []);
      await synced(repo);
      await targets(null);
      expect((await get(unit)).isOutdated).toBe(false);
    });

    it('forgets targets that no Unit has any more', async () => {
      const repo = addRepo();
      const unit = await rig.create(owner, repo);
      const stored = () => rig.query('select 1 from version_targets where repo_uuid = $1', [repo.uuid]);
      await eventually(async () => expect((await get(unit)).targetCommit).not.toBeNull());
      await rig.ask(owner, deleteUnit, { uuid: unit.uuid });
      await synced(repo);
      await eventually(async () => expect(await stored()).toEqual([]));
    });
  });

  describe('filters and counts', () => {
    let repo: PlayedRepo;
    let online: UnitView;
    let outdated: UnitView;
    let fresh: UnitView;
    let hidden: UnitView;
    const names = async (request: object, actor: Actor = owner) => {
      const { count, units } = await rig.ask(actor, listUnits, { repoUuid: repo.uuid, ...request });
      expect(count).toBe(units.length);
      return units.map(({ uuid }) => uuid).sort();
    };
    const uuidsOf = (...units: UnitView[]) => units.map(({ uuid }) => uuid).sort();
    const summary = (actor: Actor) => rig.ask(actor, getFleetSummary, {});

    beforeAll(async () => {
      repo = addRepo();
      online = await rig.create(owner, repo);
      outdated = await rig.create(owner, repo);
      fresh = await rig.create(owner, repo);
      hidden = await rig.create(owner, repo, { visibilityLevel: 'Private' });
      await rig.connect(online, []);
      await become(online, true);
      await rig.connect(hidden, []);
      await become(hidden, true);
      await runs(outdated, 'old');
      await eventually(async () => expect((await get(outdated)).isOutdated).toBe(true));
    });

    it('who is there', async () => {
      expect(await names({ isOnline: true })).toEqual(uuidsOf(online, hidden));
      expect(await names({ isOnline: true }, stranger)).toEqual(uuidsOf(online));
      expect(await names({ isOnline: false })).toEqual(uuidsOf(outdated, fresh));
      expect(await names({ isOnline: null })).toHaveLength(4);
    });

    it('who is behind', async () => {
      expect(await names({ isOutdated: true })).toEqual(uuidsOf(outdated));
      expect(await names({ isOutdated: false }, stranger)).toEqual(uuidsOf(online, fresh));
    });

    it('how Updates are', async () => {
      await rig.ask(owner, updateUnit, { uuid: fresh.uuid, name: 'being-updated' });
      expect(await names({ firmwareUpdateStatus: ['RequestSent'] })).toEqual(uuidsOf(fresh));
      expect(await names({ firmwareUpdateStatus: ['Error', 'Success'] })).toEqual([]);
      expect(await names({ firmwareUpdateStatus: [] })).toEqual([]);
      expect(
        await names({ isOnline: false, isOutdated: false, firmwareUpdateStatus: ['RequestSent'] }),
      ).toEqual(uuidsOf(fresh));
    });

    it('counts anew what changes without being noted', async () => {
      const page = async () => (await rig.ask(owner, listUnits, { isOnline: true, limit: 1 })).count;
      const before = await page();
      const unit = await rig.create(owner, repo);
      await rig.connect(unit, []);
      await become(unit, true);
      expect(await page()).toBe(before + 1);
      await rig.disconnect(unit);
      await become(unit, false);
      expect(await page()).toBe(before);
      await rig.ask(owner, deleteUnit, { uuid: unit.uuid });
    });

    it('leaves states out where nobody shows them', async () => {
      const { units } = await rig.ask(owner, listUnits, { uuids: [outdated.uuid], includeUnitState: false });
      expect(units[0]).toMatchObject({ unitState: null, currentCommitVersion: 'old' });
      expect((await get(outdated)).unitState).not.toBeNull();
    });

    it('sums up what each may see', async () => {
      const mine = await summary(owner);
      const theirs = await summary(stranger);
      const all = await rig.ask(owner, listUnits, {});
      const count = (is: (unit: UnitView) => boolean) => all.units.filter(is).length;
      expect(mine).toEqual({
        units: all.count,
        online: count(({ isOnline }) => isOnline),
        offline: count(({ isOnline }) => !isOnline),
        neverSeen: count(({ lastSeenDatetime }) => lastSeenDatetime === null),
        updating: count(({ firmwareUpdateStatus }) => firmwareUpdateStatus === 'RequestSent'),
        updateErrors: count(({ firmwareUpdateStatus }) => firmwareUpdateStatus === 'Error'),
        outdated: count(({ isOutdated }) => isOutdated),
        dataPipeErrors: null,
      });
      expect(mine.updating).toBeGreaterThan(0);
      expect(theirs).toMatchObject({ units: mine.units - 1, online: mine.online - 1 });
    });

    describe('nodes whose data pipe cannot run', () => {
      const nodes = async (request: object, actor: Actor = owner) => {
        const { count, unitNodes } = await rig.ask(actor, listUnitNodes, request);
        expect(count).toBe(unitNodes.length);
        return unitNodes.map(({ uuid }) => uuid).sort();
      };
      const errors = async (actor: Actor) =>
        (await rig.ask(actor, getFleetSummary, { includeDataPipes: true })).dataPipeErrors;
      const set = (nodeUuid: string, dataPipeStatus: string) =>
        fleet.values.set(nodeUuid, {
          nodeUuid,
          state: null,
          lastUpdateDatetime: null,
          isDataPipeActive: true,
          dataPipeYml: '{',
          dataPipeStatus,
          dataPipeError: dataPipeStatus === 'Error' ? 'cannot be read' : null,
        });
      let open: string;
      let secret: string;

      beforeAll(async () => {
        open = (await rig.node(owner, online, 'set/pepeunit')).uuid;
        secret = (await rig.node(owner, hidden, 'set/pepeunit')).uuid;
      });

      it('are none when all run', async () => {
        expect(await errors(owner)).toBe(0);
        expect(await nodes({ hasDataPipeError: true })).toEqual([]);
      });

      it('are counted and listed for those who see them', async () => {
        for (const uuid of [open, secret]) set(uuid, 'Error');
        expect(await errors(owner)).toBe(2);
        expect(await errors(stranger)).toBe(1);
        expect(await errors(ANONYMOUS)).toBe(1);
        expect(await nodes({ hasDataPipeError: true })).toEqual([open, secret].sort());
        expect(await nodes({ hasDataPipeError: true }, stranger)).toEqual([open]);
        const others = await nodes({ unitUuid: online.uuid, hasDataPipeError: false });
        expect(others).toEqual([(await rig.node(owner, online, 'temperature/pepeunit')).uuid]);
        expect(await nodes({ unitUuid: online.uuid, hasDataPipeError: null })).toHaveLength(2);
        const { count, unitNodes } = await rig.ask(owner, listUnitNodes, {
          hasDataPipeError: true,
          limit: 1,
        });
        expect([count, unitNodes.length]).toEqual([2, 1]);
        set(secret, 'Active');
        expect(await errors(owner)).toBe(1);
        expect(await nodes({ hasDataPipeError: true })).toEqual([open]);
      });

      it('are not known while nobody tells, and all else is', async () => {
        fleet.isDatapipeAway = true;
        try {
          expect(await errors(owner)).toBeNull();
          expect((await summary(owner)).units).toBeGreaterThan(0);
          await expect(nodes({ hasDataPipeError: true })).rejects.toThrow('503: 91: Service Unavailable');
        } finally {
          fleet.isDatapipeAway = false;
        }
      });
    });

    it('lists all that somebody sees, or some of these', async () => {
      const units = async (actor: Actor, uuids: string[] | null) =>
        (await rig.ask(actor, listFleetUnits, { uuids })).units;
      expect(await units(stranger, uuidsOf(online, hidden))).toEqual([
        { uuid: online.uuid, isOnline: true, firmwareUpdateStatus: null, currentCommitVersion: null },
      ]);
      const all = (await units(owner, null)).map(({ uuid }) => uuid);
      expect(all).toEqual(expect.arrayContaining(uuidsOf(online, outdated, fresh, hidden)));
    });
  });

  it('tells those who watch that a device came or went', async () => {
    const unit = await rig.create(owner, addRepo());
    const told: LiveUnit[] = [];
    const tail = new StreamTail(rig.units.get(NATS_CONNECTION), 'LIVE', createLogger('units', 'fatal'), {
      lookBack: 0,
      onMessage: ({ data }) => told.push(unwrap(data, liveUnit.schema).data),
      onGap: () => undefined,
    });
    await tail.start();
    const ofUnit = () => told.filter(({ uuid }) => uuid === unit.uuid).map(({ isOnline }) => isOnline);
    await rig.connect(unit, []);
    await eventually(() => expect(ofUnit()).toEqual([true]));
    expect(told.at(-1)).toMatchObject({ unitState: null, lastSeenDatetime: expect.any(Date) });
    await rig.sendState(unit, { mem_free: 1 });
    await eventually(() => expect(ofUnit()).toEqual([true, true]));
    await rig.disconnect(unit);
    await eventually(() => expect(ofUnit()).toEqual([true, true, false]));
    expect(told.at(-1)).toMatchObject({ unitState: { memFree: 1 } });
    await tail.stop();
  });

  describe('edges', () => {
    it('are shown to who sees both ends', async () => {
      const repo = addRepo();
      const [sender, receiver, third] = await Promise.all([1, 2, 3].map(() => rig.create(owner, repo)));
      const ends = async (from: UnitView, to: UnitView) => ({
        nodeOutputUuid: (await rig.node(owner, from, 'temperature/pepeunit')).uuid,
        nodeInputUuid: (await rig.node(owner, to, 'set/pepeunit')).uuid,
      });
      const one = await rig.ask(owner, createUnitNodeEdge, await ends(sender!, receiver!));
      const other = await rig.ask(owner, createUnitNodeEdge, await ends(third!, receiver!));
      const edges = async (actor: Actor, request: object) => {
        const { count, unitNodeEdges } = await rig.ask(actor, listUnitNodeEdges, request);
        return { count, uuids: unitNodeEdges.map(({ uuid }) => uuid) };
      };
      const both = { count: 2, uuids: [one.uuid, other.uuid].sort() };

      expect(await edges(ANONYMOUS, {})).toEqual(both);
      expect(await edges(stranger, { unitUuid: receiver!.uuid })).toEqual(both);
      expect(await edges(owner, { unitUuid: sender!.uuid })).toEqual({ count: 1, uuids: [one.uuid] });
      expect(await edges(owner, { unitNodeUuids: [other.nodeOutputUuid] })).toEqual({
        count: 1,
        uuids: [other.uuid],
      });
      expect(await edges(owner, { limit: 1, offset: 1 })).toEqual({ count: 2, uuids: [both.uuids[1]] });
      expect(await edges(owner, { limit: 1, offset: 5 })).toEqual({ count: 2, uuids: [] });

      await rig.ask(owner, updateUnitNode, { uuid: one.nodeOutputUuid, visibilityLevel: 'Private' });
      expect(await edges(ANONYMOUS, {})).toEqual({ count: 1, uuids: [other.uuid] });
      expect(await edges(stranger, {})).toEqual({ count: 1, uuids: [other.uuid] });
      expect(await edges(owner, {})).toEqual(both);
    });
  });
});
