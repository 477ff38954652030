import { newName } from '../../world/world';
import { badUuids, CREATOR_ONLY, type GraphqlCase, UNREADABLE, USERS_ONLY, NONE } from '../graphql-case';

const GRAFANA_ERROR = '422: 14: Grafana Error: ';

export const dashboardCases: GraphqlCase[] = [
  {
    operation: 'createDashboard',
    as: 'stranger',
    variables: () => ({ dashboard: { name: newName() } }),
    verify: (dashboard) => expect(dashboard).toMatchObject({ syncStatus: null, dashboardUrl: null }),
    refuses: USERS_ONLY,
    bad: [
      { name: 'a short name', change: { dashboard: { name: 'abc' } }, message: GRAFANA_ERROR },
      { name: 'no name', change: { dashboard: {} }, message: UNREADABLE },
    ],
  },
  {
    operation: 'createDashboardPanel',
    as: 'maker',
    variables: ({ things }) => ({
      dashboardPanel: { dashboardUuid: things.dashboard, title: newName(), type: 'STATE_TIMELINE' },
    }),
    verify: (panel) => expect(panel).toMatchObject({ type: 'STATE_TIMELINE', unitNodesForPanel: [] }),
    refuses: CREATOR_ONLY,
    bad: [
      {
        name: 'a type that there is not',
        change: ({ things }) => ({
          dashboardPanel: { dashboardUuid: things.dashboard, title: 'panel', type: 'X' },
        }),
        message: UNREADABLE,
      },
    ],
  },
  {
    operation: 'linkUnitNodeToPanel',
    as: 'maker',
    variables: async (world) => ({
      dashboard: {
        unitNodeUuid: world.things.output,
        dashboardPanelsUuid: await world.newPanel(),
        isLastData: false,
        isForcedToJson: true,
      },
    }),
    verify: (link, { things }) => {
      expect(link.unitNode.uuid).toBe(things.output);
      expect(link.unitWithUnitNodeName).toMatch(/@output\/pepeunit$/);
    },
    refuses: CREATOR_ONLY,
    bad: [{ name: 'half of it', change: { dashboard: { isLastData: true } }, message: UNREADABLE }],
  },
  {
    operation: 'getDashboard',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.dashboard }),
    verify: (dashboard) => expect(dashboard.name).toBe('board'),
    refuses: CREATOR_ONLY,
    bad: badUuids,
  },
  {
    operation: 'getDashboards',
    as: 'maker',
    variables: () => ({ filters: { searchString: 'BOARD', offset: 0, limit: 6 } }),
    verify: ({ count, dashboards }) => expect([count, dashboards[0].name]).toEqual([1, 'board']),
    refuses: USERS_ONLY,
    admits: ['stranger'],
    bad: [{ name: 'a field that there is not', change: { filters: { colour: 1 } }, message: UNREADABLE }],
  },
  {
    operation: 'getDashboardPanels',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.dashboard }),
    verify: ({ count, panels }) => expect(panels).toHaveLength(count),
    refuses: CREATOR_ONLY,
    bad: badUuids,
  },
  {
    operation: 'syncDashboard',
    as: 'maker',
    variables: ({ things }) => ({ uuid: things.dashboard }),
    verify: (dashboard) =>
      expect(dashboard).toMatchObject({
        syncStatus: 'ERROR',
        syncError: expect.stringContaining('not configured'),
      }),
    refuses: CREATOR_ONLY,
    bad: [
      ...badUuids,
      {
        name: 'a board without panels',
        change: async (world) => ({ uuid: await world.newDashboard() }),
        message: GRAFANA_ERROR,
      },
    ],
  },
  {
    operation: 'deleteDashboard',
    as: 'maker',
    variables: async (world) => ({ uuid: await world.newDashboard() }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: badUuids,
  },
  {
    operation: 'deletePanel',
    as: 'maker',
    variables: async (world) => ({ uuid: await world.newPanel() }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: badUuids,
  },
  {
    operation: 'deleteLink',
    as: 'maker',
    variables: async (world) => ({
      unitNodeUuid: world.things.output,
      dashboardPanelUuid: await world.newPanel(),
    }),
    verify: (value) => expect(value).toEqual(NONE),
    refuses: CREATOR_ONLY,
    bad: [{ name: 'no uuid', change: { unitNodeUuid: 'x' }, message: UNREADABLE }],
  },
];
