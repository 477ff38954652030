import { randomUUID } from 'node:crypto';
import {
  ANONYMOUS,
  createDashboardPanel,
  deleteDashboardPanel,
  linkUnitNodeToPanel,
  listDashboardPanels,
  unitDeleted,
  unitNodeDeleted,
  unlinkUnitNodeFromPanel,
  type Actor,
  type DashboardPanelView,
  type UnitNodeView,
  type UnitView,
  type UserActor,
} from '@unitfleet/contracts';
import { eventually } from '@unitfleet/testing';
import { DashboardsRig, user } from './dashboards-rig';
import { units } from './units-part';

let rig: DashboardsRig;
let owner: UserActor;
let unit: UnitView;
let panel: DashboardPanelView;

beforeAll(async () => {
  // Two processes, as in a fleet: what must happen once must not depend on one process's memory.
  rig = await DashboardsRig.start({}, 2);
});
afterAll(() => rig?.stop());

beforeEach(async () => {
  owner = user();
  unit = units.addUnit(owner.uuid, 'thermometer');
  panel = await rig.panel(owner);
});

const link = (node: { uuid: string }, actor: Actor = owner, into = panel) =>
  rig.call(
    linkUnitNodeToPanel,
    { unitNodeUuid: node.uuid, dashboardPanelsUuid: into.uuid, isLastData: true, isForcedToJson: false },
    actor,
  );
const unlink = (node: { uuid: string }, actor: Actor = owner) =>
  rig.call(unlinkUnitNodeFromPanel, { unitNodeUuid: node.uuid, dashboardPanelUuid: panel.uuid }, actor);
const panels = () => rig.call(listDashboardPanels, { dashboardUuid: panel.dashboardUuid }, owner);
const linkCount = async (node: UnitNodeView): Promise<number> => {
  const rows = await rig.query('select 1 from mtm_panels_unit_nodes where unit_node_uuid = $1', [node.uuid]);
  return rows.length;
};

describe('a panel', () => {
  it('starts empty, and is listed after those before it', async () => {
    await rig.advanceClock(1_000);
    const request = { dashboardUuid: panel.dashboardUuid, title: 'second', type: 'bargauge' } as const;
    const second = await rig.call(createDashboardPanel, request, owner);
    expect(second).toEqual({
      ...request,
      uuid: expect.any(String),
      createDatetime: expect.any(Date),
      creatorUuid: owner.uuid,
      unitNodesForPanel: [],
    });
    expect(await panels()).toEqual({ count: 2, panels: [panel, second] });
  });

  it('has a title and belongs to a dashboard', async () => {
    const request = { dashboardUuid: panel.dashboardUuid, title: 'a b c', type: 'stat' } as const;
    await expect(rig.call(createDashboardPanel, request, owner)).rejects.toMatchObject({
      errorCode: 'Grafana',
    });
    const lost = { ...request, title: 'panel', dashboardUuid: randomUUID() };
    await expect(rig.call(createDashboardPanel, lost, owner)).rejects.toMatchObject({
      errorCode: 'Validation',
    });
  });

  it('is deleted by its creator, once, with its links', async () => {
    const node = units.addNode(unit);
    await link(node);
    const { uuid } = panel;
    for (const stranger of [ANONYMOUS, user()])
      await expect(rig.call(deleteDashboardPanel, { uuid }, stranger)).rejects.toMatchObject({
        errorCode: 'NoAccess',
      });
    expect(await rig.call(deleteDashboardPanel, { uuid }, owner)).toBeNull();
    await expect(rig.call(deleteDashboardPanel, { uuid }, owner)).rejects.toMatchObject({
      errorCode: 'Validation',
    });
    expect(await panels()).toEqual({ count: 0, panels: [] });
    expect(await linkCount(node)).toBe(0);
  });
});

describe('a link', () => {
  it('shows a node under the names of its Unit and topic', async () => {
    const node = units.addNode(unit);
    const linked = await link(node);
    expect(linked).toEqual({
      unitNode: node,
      isLastData: true,
      isForcedToJson: false,
      unitWithUnitNodeName: 'thermometer@temperature/pepeunit',
    });
    expect(await panels()).toEqual({ count: 1, panels: [{ ...panel, unitNodesForPanel: [linked] }] });
  });

  it('is for own nodes on own panels', async () => {
    const node = units.addNode(unit);
    const refused = { errorCode: 'NoAccess' };
    const foreign = units.addNode(units.addUnit(randomUUID(), 'foreign'));
    await expect(link(foreign)).rejects.toMatchObject(refused);
    await expect(unlink(foreign)).rejects.toMatchObject(refused);
    for (const stranger of [ANONYMOUS, user(), { kind: 'Unit', uuid: unit.uuid } as const]) {
      await expect(link(node, stranger)).rejects.toMatchObject(refused);
      await expect(unlink(node, stranger)).rejects.toMatchObject(refused);
    }
  });

  it('needs a node and a panel', async () => {
    const missing = { errorCode: 'Validation' };
    await expect(link({ uuid: randomUUID() })).rejects.toMatchObject(missing);
    await expect(unlink({ uuid: randomUUID() })).rejects.toMatchObject(missing);
    const lost = { ...panel, uuid: randomUUID() };
    await expect(link(units.addNode(unit), owner, lost)).rejects.toMatchObject(missing);
  });

  it('is ended, also when there is none', async () => {
    const node = units.addNode(unit);
    await link(node);
    expect(await unlink(node)).toBeNull();
    expect(await unlink(node)).toBeNull();
    expect((await panels()).panels[0]).toMatchObject({ unitNodesForPanel: [] });
  });

  it('is made once per panel, however many want it at once', async () => {
    const node = units.addNode(unit);
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => link(node)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ errorCode: 'Grafana' });
    expect(await linkCount(node)).toBe(1);
    const other = await rig.panel(owner);
    await link(node, owner, other);
    expect(await linkCount(node)).toBe(2);
  });

  it('is refused beyond the limit, also of many at once', async () => {
    const nodes = Array.from({ length: 8 }, () => units.addNode(unit));
    const results = await Promise.allSettled(nodes.map((node) => link(node)));
    const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(refused).toHaveLength(5);
    for (const reason of refused)
      expect(reason.message).toBe('422: 14: Grafana Error: a panel shows at most 3 UnitNodes');
    expect((await panels()).panels[0]!.unitNodesForPanel).toHaveLength(3);
  });
});

describe('the list of panels', () => {
  it('asks for the nodes of all panels at once', async () => {
    for (let index = 0; index < 5; index += 1) {
      const request = { dashboardUuid: panel.dashboardUuid, title: `panel-${index}`, type: 'stat' } as const;
      const one = await rig.call(createDashboardPanel, request, owner);
      await link(units.addNode(units.addUnit(owner.uuid, `unit-${index}`)), owner, one);
    }
    units.asked.length = 0;
    const { count } = await panels();
    expect(count).toBe(6);
    expect(units.asked).toEqual(['unit-node.list', 'unit.list']);
  });

  it('of empty panels asks for nothing', async () => {
    units.asked.length = 0;
    expect(await panels()).toEqual({ count: 1, panels: [panel] });
    expect(units.asked).toEqual([]);
  });

  it('leaves out what the user does not see any more', async () => {
    const [kept, lost] = [units.addNode(unit), units.addNode(unit)];
    await link(kept);
    await link(lost);
    units.nodes.set(lost.uuid, { ...lost, visibilityLevel: 'Private', creatorUuid: randomUUID() });
    const { panels: listed } = await panels();
    expect(listed[0]!.unitNodesForPanel.map(({ unitNode }) => unitNode.uuid)).toEqual([kept.uuid]);
  });
});

describe('a node that is deleted', () => {
  it('leaves its panels', async () => {
    const [gone, kept] = [units.addNode(unit), units.addNode(unit)];
    await link(gone);
    await link(kept);
    await rig.emit(unitNodeDeleted, gone.uuid, { uuid: gone.uuid, unitUuid: unit.uuid });
    await eventually(async () => expect(await linkCount(gone)).toBe(0));
    expect(await linkCount(kept)).toBe(1);
  });

  it('leaves them with its Unit', async () => {
    const nodes = [units.addNode(unit), units.addNode(unit)];
    for (const node of nodes) await link(node);
    await rig.emit(unitDeleted, unit.uuid, { uuid: unit.uuid, nodeUuids: nodes.map(({ uuid }) => uuid) });
    for (const node of nodes) await eventually(async () => expect(await linkCount(node)).toBe(0));
  });

  it('is not linked by a request that was under way', async () => {
    const node = units.addNode(unit);
    await rig.emit(unitNodeDeleted, node.uuid, { uuid: node.uuid, unitUuid: unit.uuid });
    await eventually(async () => {
      const known = 'select 1 from deleted_unit_nodes where unit_node_uuid = $1';
      expect(await rig.query(known, [node.uuid])).toHaveLength(1);
    });
    // `units` answered before it deleted the node.
    await expect(link(node)).rejects.toMatchObject({ errorCode: 'Validation' });
    expect(await linkCount(node)).toBe(0);
  });
});
