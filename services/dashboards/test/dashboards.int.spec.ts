import { randomUUID } from 'node:crypto';
import {
  ANONYMOUS,
  createDashboard,
  createDashboardPanel,
  dashboardSynced,
  deleteDashboard,
  getDashboard,
  issueGrafanaSession,
  linkUnitNodeToPanel,
  listDashboardPanels,
  listDashboards,
  syncDashboard,
  type Actor,
} from '@unitfleet/contracts';
import { tokenKey, verifyToken } from '@unitfleet/security';
import { eventually } from '@unitfleet/testing';
import { DashboardsRig, SECRET, user } from './dashboards-rig';
import { units } from './units-part';

let rig: DashboardsRig;

beforeAll(async () => {
  rig = await DashboardsRig.start();
});
afterAll(() => rig?.stop());

const unit: Actor = { kind: 'Unit', uuid: randomUUID() };
const strangers: [string, Actor][] = [
  ['anonymous', ANONYMOUS],
  ['another user', user()],
  ['an Admin', { ...user(), role: 'Admin' }],
  ['a Unit', unit],
];

describe('a dashboard', () => {
  it("is its creator's, as it was made", async () => {
    const owner = user();
    const made = await rig.dashboard(owner, 'living.room');
    expect(made).toEqual({
      uuid: expect.any(String),
      grafanaUuid: expect.any(String),
      name: 'living.room',
      createDatetime: expect.any(Date),
      dashboardUrl: null,
      incLastVersion: null,
      syncStatus: null,
      syncError: null,
      syncLastDatetime: null,
      creatorUuid: owner.uuid,
    });
    expect(await rig.call(getDashboard, { uuid: made.uuid }, owner)).toEqual(made);
  });

  it.each(strangers)('is not for %s', async (_, stranger) => {
    const { uuid } = await rig.dashboard(user());
    const refused = expect.objectContaining({ errorCode: 'NoAccess' });
    for (const operation of [getDashboard, syncDashboard, deleteDashboard])
      await expect(rig.call(operation, { uuid }, stranger)).rejects.toEqual(refused);
    await expect(rig.call(listDashboardPanels, { dashboardUuid: uuid }, stranger)).rejects.toEqual(refused);
    const panel = { dashboardUuid: uuid, title: 'panel', type: 'stat' } as const;
    await expect(rig.call(createDashboardPanel, panel, stranger)).rejects.toEqual(refused);
  });

  it.each([
    ['anonymous', ANONYMOUS],
    ['a Unit', unit],
  ])('cannot be made or listed by %s', async (_, actor) => {
    const refused = { errorCode: 'NoAccess' };
    await expect(rig.call(createDashboard, { name: 'board' }, actor)).rejects.toMatchObject(refused);
    await expect(rig.call(listDashboards, {}, actor)).rejects.toMatchObject(refused);
  });

  it('that nobody made is not found', async () => {
    const uuid = randomUUID();
    for (const operation of [getDashboard, syncDashboard, deleteDashboard])
      await expect(rig.call(operation, { uuid }, user())).rejects.toMatchObject({ errorCode: 'Validation' });
  });

  it.each(['', 'abc', 'x'.repeat(21), 'with blank'])('is not named %j', async (name) => {
    await expect(rig.call(createDashboard, { name }, user())).rejects.toMatchObject({
      message: expect.stringMatching(/^422: 14: Grafana Error: /),
    });
  });

  it('takes its panels and their links with it', async () => {
    const owner = user();
    const panel = await rig.panel(owner);
    const { uuid: unitNodeUuid } = units.addNode(units.addUnit(owner.uuid, 'thermometer'));
    const link = { unitNodeUuid, dashboardPanelsUuid: panel.uuid, isLastData: true, isForcedToJson: false };
    await rig.call(linkUnitNodeToPanel, link, owner);
    const uuid = panel.dashboardUuid;
    expect(await rig.call(deleteDashboard, { uuid }, owner)).toBeNull();
    await expect(rig.call(getDashboard, { uuid }, owner)).rejects.toMatchObject({ errorCode: 'Validation' });
    const left = await rig.query(
      `select 1 from dashboard_panels where uuid = $1
       union all select 1 from mtm_panels_unit_nodes where dashboard_panels_uuid = $1`,
      [panel.uuid],
    );
    expect(left).toEqual([]);
  });
});

describe('the list of dashboards', () => {
  const owner = user();
  const names = ['north-wing', 'south-wing', 'wing_of_100', 'cellar'];
  beforeAll(async () => {
    await rig.dashboard(user(), 'north-wing');
    for (const name of names) {
      await rig.advanceClock(1_000);
      await rig.dashboard(owner, name);
    }
    await rig.dashboard(user(), 'cellar');
  });

  const list = async (request: Parameters<typeof rig.call<typeof listDashboards>>[1]) => {
    const { count, dashboards } = await rig.call(listDashboards, request, owner);
    return { count, names: dashboards.map(({ name }) => name) };
  };

  it("has one's own, newest first", async () => {
    expect(await list({})).toEqual({ count: 4, names: [...names].reverse() });
  });

  it('has pages and exact counts, in either order', async () => {
    expect(await list({ limit: 2, offset: 1 })).toEqual({ count: 4, names: ['wing_of_100', 'south-wing'] });
    expect(await list({ orderByCreateDate: 'asc', limit: 1 })).toEqual({ count: 4, names: ['north-wing'] });
    expect(await list({ offset: 9, limit: 5 })).toEqual({ count: 4, names: [] });
  });

  it('is searched by words of the name, whose signs mean themselves', async () => {
    expect(await list({ searchString: 'WING' })).toMatchObject({ count: 3 });
    expect(await list({ searchString: 'wing so' })).toEqual({ count: 1, names: ['south-wing'] });
    expect(await list({ searchString: 'g_o' })).toEqual({ count: 1, names: ['wing_of_100'] });
    expect(await list({ searchString: '%' })).toEqual({ count: 0, names: [] });
  });

  it('is found by an index, whatever others have', async () => {
    const plan = await rig.source.transaction(async (manager): Promise<object[]> => {
      // The table of a test is too small for the planner to want an index of its own accord.
      for (const way of ['seqscan', 'bitmapscan', 'sort'])
        await manager.query(`set local enable_${way} = off`);
      const page = 'order by create_datetime desc, uuid limit 10';
      return manager.query(`explain select * from dashboards where creator_uuid = '${owner.uuid}' ${page}`);
    });
    const text = JSON.stringify(plan);
    expect(text).toContain('Index Scan using dashboards_of_creator');
    expect(text).not.toContain('Sort');
  });
});

describe('sync', () => {
  it('without a configured Grafana ends in an honest error, and tells so', async () => {
    const owner = user();
    const { dashboardUuid: uuid, uuid: panelUuid } = await rig.panel(owner);
    const { uuid: unitNodeUuid } = units.addNode(units.addUnit(owner.uuid, 'thermometer'));
    const link = { dashboardPanelsUuid: panelUuid, unitNodeUuid, isLastData: false, isForcedToJson: false };
    await rig.call(linkUnitNodeToPanel, link, owner);
    const error = '422: 14: Grafana Error: Grafana is not configured';
    const synced = await rig.call(syncDashboard, { uuid }, owner);
    expect(synced).toMatchObject({
      syncStatus: 'Error',
      syncError: error,
      syncLastDatetime: expect.any(Date),
      dashboardUrl: null,
    });
    expect(await rig.call(getDashboard, { uuid }, owner)).toEqual(synced);
    const [told] = await eventually(async () => {
      const events = await rig.published(dashboardSynced, uuid);
      return events.length > 0 ? events : null;
    });
    expect(told).toMatchObject({ data: { uuid, status: 'Error', error }, actor: { uuid: owner.uuid } });
  });

  it.each([
    ['no panel', null, /^422: 14: /],
    ['a node whose pipe is off', { isDataPipeActive: false }, /^422: 14: /],
    ['a node without a configuration', { dataPipeYml: null }, /^422: 8: /],
    ['a node with a broken configuration', { dataPipeYml: '- 1' }, /^422: 8: /],
  ])('of a dashboard with %s is refused, and nothing is stored', async (_, node, message) => {
    const owner = user();
    const { uuid } = await rig.dashboard(owner);
    if (node) {
      const request = { dashboardUuid: uuid, title: 'panel', type: 'stat' } as const;
      const panel = await rig.call(createDashboardPanel, request, owner);
      const { uuid: unitNodeUuid } = units.addNode(units.addUnit(owner.uuid, 'thermometer'), node);
      const link = {
        dashboardPanelsUuid: panel.uuid,
        unitNodeUuid,
        isLastData: false,
        isForcedToJson: false,
      };
      await rig.call(linkUnitNodeToPanel, link, owner);
    }
    const refused = { message: expect.stringMatching(message) };
    await expect(rig.call(syncDashboard, { uuid }, owner)).rejects.toMatchObject(refused);
    expect(await rig.call(getDashboard, { uuid }, owner)).toMatchObject({
      syncStatus: null,
      syncLastDatetime: null,
    });
  });
});

describe('a session in Grafana', () => {
  it('is a token of the asking user that lasts as long as a login', async () => {
    const asking = user();
    const { token } = await rig.call(issueGrafanaSession, {}, asking);
    const [{ now }] = (await rig.query('select now()')) as [{ now: Date }];
    const claims = verifyToken(token, tokenKey(SECRET));
    expect(claims).toEqual({ type: 'Grafana', uuid: asking.uuid, exp: expect.any(Number) });
    const month = 2_678_400;
    expect((claims as { exp: number }).exp).toBeGreaterThan(now.getTime() / 1_000 + month - 600);
  });

  it.each([
    ['anonymous', ANONYMOUS],
    ['a Unit', unit],
    ['Grafana itself', { kind: 'Grafana', uuid: randomUUID() } as const],
  ])('is not for %s', async (_, actor) => {
    await expect(rig.call(issueGrafanaSession, {}, actor)).rejects.toMatchObject({ errorCode: 'NoAccess' });
  });
});
