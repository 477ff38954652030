import { randomUUID } from 'node:crypto';
import {
  DomainError,
  getFleetSummary,
  getUnit,
  liveUnit,
  type listDeviceSessions,
  type ListedSessionView,
  type LiveUnit,
  type OperationResponse,
  type UnitView,
} from '@unitfleet/contracts';
import { NATS_CONNECTION, StreamTail, unwrap } from '@unitfleet/messaging';
import { createLogger } from '@unitfleet/observability';
import { eventually } from '@unitfleet/testing';
import { fleet, type PlayedRepo } from './support/played-fleet';
import { newUser, UnitsRig, version } from './support/units-rig';

type Answer = OperationResponse<typeof listDeviceSessions>;

const MINUTE_MS = 60_000;

describe('who is online when reports of comings and goings were lost', () => {
  const owner = newUser();
  const told: LiveUnit[] = [];
  let rig: UnitsRig;
  let repo: PlayedRepo;
  let tail: StreamTail;

  beforeAll(async () => {
    rig = await UnitsRig.start({ UNITS_PRESENCE_CHECK_S: '1' });
    repo = fleet.addRepo();
    fleet.push(repo, version([], ['temperature/pepeunit']), 'v1');
    tail = new StreamTail(rig.units.get(NATS_CONNECTION), 'LIVE', createLogger('units', 'fatal'), {
      lookBack: 0,
      onMessage: ({ data }) => told.push(unwrap(data, liveUnit.schema).data),
      onGap: () => undefined,
    });
    await tail.start();
  });
  afterAll(async () => {
    await tail?.stop();
    await rig?.stop();
  });

  const longAgo = () => new Date(rig.now().getTime() - 10 * MINUTE_MS);
  const get = (unit: UnitView) => rig.ask(owner, getUnit, { uuid: unit.uuid });
  const isOnline = async (unit: UnitView) => (await get(unit)).isOnline;
  const become = (unit: UnitView, expected: boolean) =>
    eventually(async () => expect(await isOnline(unit)).toBe(expected));

  const create = () => rig.create(owner, repo);
  /** A Unit whose device was reported to be here. */
  const createOnline = async (at = longAgo()): Promise<UnitView> => {
    const unit = await create();
    await rig.publishSession({ kind: 'connected', unitUuid: unit.uuid, clientId: unit.uuid, at });
    await become(unit, true);
    return unit;
  };

  const at = (unit: UnitView, change: Partial<ListedSessionView> = {}): ListedSessionView => ({
    clientId: unit.uuid,
    unitUuid: unit.uuid,
    isConnected: true,
    connectedAt: longAgo(),
    ...change,
  });
  const has = (...sessions: ListedSessionView[]): Answer => ({ count: sessions.length, sessions });
  const own: ListedSessionView = {
    clientId: 'unitfleet-bridge-0',
    unitUuid: null,
    isConnected: true,
    connectedAt: null,
  };

  /** The broker answers so, and nothing more. Resolves when all that follows from it has happened. */
  const answers = (...script: (() => Answer | Promise<Answer>)[]): Promise<void> =>
    new Promise((resolve) => {
      fleet.listSessions = async () => {
        const next = script.shift();
        if (next) return next();
        resolve();
        throw new DomainError('Unavailable', 'the broker does not tell');
      };
    });

  it('a session whose end was lost ends when two listings in a row lack it, and that is told', async () => {
    const [there, gone] = [await createOnline(), await createOnline()];
    const [{ lastSeenDatetime }, before] = [await get(gone), await rig.ask(owner, getFleetSummary, {})];
    const between: boolean[] = [];
    await answers(
      () => has(own, at(there)),
      async () => {
        between.push(await isOnline(gone));
        return has(at(there), own);
      },
    );
    expect(between).toEqual([true]);
    expect([await isOnline(there), await isOnline(gone)]).toEqual([true, false]);
    await eventually(() =>
      expect(told.filter(({ uuid }) => uuid === gone.uuid).pop()).toMatchObject({ isOnline: false }),
    );
    expect((await get(gone)).lastSeenDatetime).toEqual(lastSeenDatetime);
    const after = await rig.ask(owner, getFleetSummary, {});
    expect([after.online, after.offline]).toEqual([before.online - 1, before.offline + 1]);
  });

  it('a list in several pages is one list', async () => {
    const [one, other, gone] = [await createOnline(), await createOnline(), await createOnline()];
    const first = () => ({ count: 2, sessions: [at(one)] });
    const second = () => ({ count: 2, sessions: [at(other)] });
    await answers(first, second, first, second);
    expect([await isOnline(one), await isOnline(other), await isOnline(gone)]).toEqual([true, true, false]);
  });

  it('a session that is alive never ends: it moves between pages, is heard of, or is nobody’s by its token', async () => {
    const [moving, heard, nameless] = [await createOnline(), await createOnline(), await createOnline()];
    const unnamed = at(nameless, { unitUuid: null });
    await answers(
      () => has(unnamed),
      async () => {
        await rig.sendState(heard, { mem_free: 1 });
        await eventually(async () => expect((await get(heard)).unitState).toMatchObject({ memFree: 1 }));
        return has(unnamed, at(moving));
      },
      () => has(unnamed, at(heard)),
      () => has(unnamed, at(moving)),
    );
    expect(await isOnline(moving)).toBe(true);
    expect(await isOnline(heard)).toBe(true);
    expect(await isOnline(nameless)).toBe(true);
  });

  it('a session that begins anew while the listing runs does not end with the one before', async () => {
    const unit = await createOnline();
    await answers(
      () => has(),
      async () => {
        const before = (await get(unit)).lastSeenDatetime!;
        await rig.connect(unit, []);
        await eventually(async () =>
          expect((await get(unit)).lastSeenDatetime!.getTime()).toBeGreaterThan(before.getTime()),
        );
        return has();
      },
    );
    expect(await isOnline(unit)).toBe(true);
  });

  it('silence and half an answer change nothing', async () => {
    const unit = await createOnline();
    const fails = () => {
      throw new DomainError('Unavailable', 'the broker does not tell');
    };
    const half = () => ({ count: 3, sessions: [] });
    await answers(() => has(), fails, half, fails);
    expect(await isOnline(unit)).toBe(true);
    await answers(() => has());
    expect(await isOnline(unit)).toBe(false);
  });

  it('a session whose begin was lost begins, unless its report may yet come or it has just ended', async () => {
    const [lost, young, away, ended] = [await create(), await create(), await create(), await createOnline()];
    const all = () =>
      has(at(lost), at(young, { connectedAt: rig.now() }), at(away, { isConnected: false }), at(ended));
    await answers(all, async () => {
      const listed = all();
      await rig.disconnect(ended);
      await become(ended, false);
      return listed;
    });
    expect([await isOnline(lost), await isOnline(young), await isOnline(away)]).toEqual([true, false, false]);
    expect(await isOnline(ended)).toBe(false);
    await eventually(() =>
      expect(told.filter(({ uuid }) => uuid === lost.uuid).pop()).toMatchObject({ isOnline: true }),
    );
    await rig.disconnect(lost);
    await become(lost, false);
  });

  it('more clients of a Unit than are kept of it do not take turns', async () => {
    const unit = await create();
    const ids = Array.from({ length: 12 }, () => randomUUID());
    const all = () => has(...ids.map((clientId) => at(unit, { clientId })));
    await answers(all, all);
    const kept = () =>
      rig.query('select client_id from device_connections where unit_uuid = $1 order by 1', [unit.uuid]);
    const before = await kept();
    expect(before).toHaveLength(8);
    const count = told.length;
    await answers(all, all);
    expect(await kept()).toEqual(before);
    expect(told.slice(count).filter(({ uuid }) => uuid === unit.uuid)).toEqual([]);
  });
});
