import { randomUUID } from 'node:crypto';
import {
  listFleetUnits,
  liveUnit,
  noAccess,
  unitCreated,
  unitDeleted,
  unitPermissionDeleted,
  unitUpdated,
  unitUpdateRequested,
  type FleetUnit,
} from '@unitfleet/contracts';
import { userToken, USER } from '@unitfleet/testing-fleet';
import { startLiveStage, type Heard, type LiveStage, type Payload } from './support/live-stage';
import { REPO, unit } from './support/views';

type Told = FleetUnit & { readonly kind: string };
const unitsOf = (payload: Payload) => payload.units as Told[];

describe('a subscription to the whole fleet', () => {
  let stage: LiveStage;

  beforeAll(async () => {
    stage = await startLiveStage();
  });
  beforeEach(() => {
    stage.world.units.clear();
    stage.world.hidden.clear();
  });
  afterAll(() => stage.close());

  const addUnit = (): string => {
    const uuid = randomUUID();
    stage.world.units.set(uuid, { ...unit, uuid, isOnline: false, firmwareUpdateStatus: null });
    return uuid;
  };
  /** Changes the Unit without telling anybody. */
  const change = (uuid: string, patch: Partial<FleetUnit>) =>
    stage.world.units.set(uuid, { ...stage.world.units.get(uuid)!, ...patch });
  /** As its owner does when the device said something, or came or went. */
  const tell = (uuid: string, patch: Partial<FleetUnit> = {}) => {
    change(uuid, patch);
    stage.live.about(liveUnit, uuid, stage.world.units.get(uuid)!);
  };
  const hear = (after: string | null = null) =>
    stage.hear(stage.client(userToken), 'fleetChanges', { after });
  const begin = async (): Promise<Heard> => {
    const heard = hear();
    expect(await heard.next()).toMatchObject({ isSnapshot: true, snapshotReason: 'SUBSCRIBED' });
    return heard;
  };
  /** What the next payloads tell until there are as many; changes at the same time may come in one or several. */
  const next = async (heard: Heard, count = 1): Promise<Told[]> => {
    const told: Told[] = [];
    while (told.length < count) told.push(...unitsOf(await heard.next()));
    return told;
  };
  const looks = () => stage.fleet.count(listFleetUnits);

  it('begins with all that is seen, and names nobody', async () => {
    const [one, other, hidden] = [addUnit(), addUnit(), addUnit()];
    stage.world.hidden.add(hidden);
    const heard = hear();
    const first = await heard.next();
    expect(first).toMatchObject({ isSnapshot: true, snapshotReason: 'SUBSCRIBED' });
    expect(
      unitsOf(first)
        .map(({ uuid }) => uuid)
        .sort(),
    ).toEqual([one, other].sort());
    expect(stage.fleet.last(listFleetUnits)).toMatchObject({ actor: { uuid: USER } });
    await heard.end();
  });

  it('goes on with what changes, by whatever is told of it', async () => {
    const uuid = addUnit();
    const heard = await begin();
    tell(uuid, { isOnline: true });
    expect(await next(heard)).toMatchObject([{ uuid, kind: 'UPDATED', isOnline: true }]);
    tell(uuid, { currentCommitVersion: 'new' });
    expect(await next(heard)).toMatchObject([{ uuid, isOnline: true, currentCommitVersion: 'new' }]);
    change(uuid, { firmwareUpdateStatus: 'RequestSent' });
    await stage.emit(unitUpdateRequested, { uuid, commit: 'abc' });
    expect(await next(heard)).toMatchObject([{ uuid, firmwareUpdateStatus: 'REQUEST_SENT' }]);

    const created = addUnit();
    await stage.emit(unitCreated, { uuid: created, repoUuid: REPO, creatorUuid: USER });
    expect(await next(heard)).toMatchObject([{ uuid: created, kind: 'CREATED', isOnline: false }]);
    stage.world.units.delete(created);
    await stage.emit(unitDeleted, { uuid: created, nodeUuids: [] });
    expect(await next(heard)).toMatchObject([{ uuid: created, kind: 'DELETED' }]);
    await heard.end();
  });

  it('asks nobody about devices that say what they said before', async () => {
    const [quiet, mark] = [addUnit(), addUnit()];
    const heard = await begin();
    const before = looks();
    for (let turn = 0; turn < 20; turn += 1) tell(quiet);
    tell(mark, { isOnline: true });
    expect(await next(heard)).toMatchObject([{ uuid: mark }]);
    expect(looks()).toBe(before + 1);
    expect(stage.fleet.last(listFleetUnits).request).toEqual({ uuids: [mark] });
    await heard.end();
  });

  it('tells many changes at once by few looks, and the newest of each', async () => {
    const uuids = Array.from({ length: 300 }, addUnit);
    const heard = await begin();
    const before = looks();
    for (const version of ['1', '2', '3'])
      for (const uuid of uuids) tell(uuid, { isOnline: true, currentCommitVersion: version });
    const last = new Map<string, string | null>();
    while (last.size < uuids.length || [...last.values()].some((version) => version !== '3'))
      for (const { uuid, currentCommitVersion } of await next(heard)) last.set(uuid, currentCommitVersion);
    expect(looks() - before).toBeLessThan(uuids.length);
    await heard.end();
  });

  it('never names what is out of sight, and takes away what goes out of it', async () => {
    const [seen, hidden, mark] = [addUnit(), addUnit(), addUnit()];
    stage.world.hidden.add(hidden);
    const heard = await begin();
    tell(hidden, { isOnline: true });
    await stage.emit(unitUpdated, { uuid: hidden });
    await stage.emit(unitDeleted, { uuid: hidden, nodeUuids: [] });
    tell(mark, { isOnline: true });
    expect(await next(heard)).toMatchObject([{ uuid: mark }]);

    stage.world.hidden.add(seen);
    await stage.emit(unitPermissionDeleted, { agentUuid: USER, resourceUuid: seen });
    expect(await next(heard)).toMatchObject([{ uuid: seen, kind: 'DELETED', isOnline: false }]);
    stage.world.hidden.delete(seen);
    await stage.emit(unitUpdated, { uuid: seen });
    expect(await next(heard)).toMatchObject([{ uuid: seen, kind: 'CREATED' }]);
    await heard.end();
  });

  it('ends when its owner refuses', async () => {
    const uuid = addUnit();
    const heard = await begin();
    stage.world.before = () => Promise.reject(noAccess('not any more'));
    try {
      tell(uuid, { isOnline: true });
      await expect(heard.next()).rejects.toEqual([
        expect.objectContaining({ message: noAccess('not any more').message }),
      ]);
    } finally {
      stage.world.before = () => Promise.resolve();
    }
  });

  describe('after a lost connection', () => {
    const interrupted = async (uuid: string) => {
      const heard = await begin();
      tell(uuid, { isOnline: true });
      const { cursor } = await heard.next();
      await heard.end();
      return cursor;
    };

    it('goes on with what was missed, and nothing else', async () => {
      const [one, other, hidden] = [addUnit(), addUnit(), addUnit()];
      stage.world.hidden.add(hidden);
      const cursor = await interrupted(one);
      const witness = await begin();
      tell(hidden, { isOnline: true });
      tell(other, { isOnline: true });
      await next(witness);
      const again = hear(cursor);
      const first = await again.next();
      expect(first).toMatchObject({ isSnapshot: false, snapshotReason: null });
      expect(unitsOf(first)).toMatchObject([{ uuid: other, kind: 'UPDATED', isOnline: true }]);
      await Promise.all([again.end(), witness.end()]);
    });

    it('begins anew when something may have gone out of sight meanwhile', async () => {
      const [one, gone, mark] = [addUnit(), addUnit(), addUnit()];
      const cursor = await interrupted(one);
      const witness = await begin();
      stage.world.units.delete(gone);
      await stage.emit(unitDeleted, { uuid: gone, nodeUuids: [] });
      expect(await next(witness)).toMatchObject([{ uuid: gone, kind: 'DELETED' }]);
      const again = hear(cursor);
      const first = await again.next();
      expect(first).toMatchObject({ isSnapshot: true, snapshotReason: 'ACCESS_CHANGED' });
      expect(
        unitsOf(first)
          .map(({ uuid }) => uuid)
          .sort(),
      ).toEqual([one, mark].sort());
      await Promise.all([again.end(), witness.end()]);
    });

    it.each(['nonsense', '', '~', Buffer.from('aaaaaaaaaaaa.1').toString('base64url')])(
      'begins anew with a cursor that is none: %j',
      async (after) => {
        addUnit();
        const heard = hear(after);
        expect(await heard.next()).toMatchObject({ isSnapshot: true, snapshotReason: 'CURSOR_EXPIRED' });
        await heard.end();
      },
    );
  });
});
