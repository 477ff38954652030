import { newName } from '../../world/world';
import {
  badBodies,
  badPages,
  badQueryUuid,
  badUuids,
  CREATOR_ONLY,
  refused,
  type RestCase,
  UNREADABLE,
  USERS_ONLY,
} from '../rest-case';

const GRAFANA_ERROR = refused(14, 'Grafana Error');

/** `docs/protocol/rest-graphql.md 2.7`, without what Grafana itself asks for. */
export const dashboardCases: RestCase[] = [
  {
    endpoint: 'POST /grafana/create_dashboard',
    as: 'stranger',
    request: () => ({ json: { name: newName() } }),
    status: 201,
    verify: ({ body }) => expect(body).toMatchObject({ sync_status: null, dashboard_url: null }),
    refuses: USERS_ONLY,
    bad: [...badBodies, { name: 'a short name', change: { json: { name: 'abc' } }, refusal: GRAFANA_ERROR }],
  },
  {
    endpoint: 'POST /grafana/create_dashboard_panel',
    as: 'maker',
    request: ({ things }) => ({
      json: { dashboard_uuid: things.dashboard, title: newName(), type: 'state-timeline' },
    }),
    status: 201,
    verify: ({ body }) => expect(body).toMatchObject({ type: 'state-timeline', unit_nodes_for_panel: [] }),
    refuses: CREATOR_ONLY,
    bad: [
      ...badBodies,
      {
        name: 'a type that there is not',
        change: ({ things }) => ({
          json: { dashboard_uuid: things.dashboard, title: 'panel', type: 'crystal-ball' },
        }),
        refusal: UNREADABLE,
      },
      {
        name: 'a long title',
        change: ({ things }) => ({
          json: { dashboard_uuid: things.dashboard, title: 't'.repeat(21), type: 'stat' },
        }),
        refusal: GRAFANA_ERROR,
      },
    ],
  },
  {
    endpoint: 'POST /grafana/link_unit_node_to_panel',
    as: 'maker',
    request: async (world) => ({
      json: {
        unit_node_uuid: world.things.output,
        dashboard_panels_uuid: await world.newPanel(),
        is_last_data: false,
        is_forced_to_json: true,
      },
    }),
    status: 201,
    verify: ({ body }, { things }) => {
      expect(body).toMatchObject({ unit_node: { uuid: things.output }, is_forced_to_json: true });
      expect(body.unit_with_unit_node_name).toMatch(/@output\/pepeunit$/);
    },
    refuses: CREATOR_ONLY,
    bad: [
      ...badBodies,
      {
        name: 'no panel',
        change: ({ things }) => ({ json: { unit_node_uuid: things.output } }),
        refusal: UNREADABLE,
      },
    ],
  },
  {
    endpoint: 'GET /grafana/get_dashboard/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.dashboard } }),
    verify: ({ body }) => expect(body.name).toBe('board'),
    refuses: CREATOR_ONLY,
    bad: badUuids(),
  },
  {
    endpoint: 'GET /grafana/get_dashboards',
    as: 'maker',
    request: () => ({ query: { search_string: 'BOARD' } }),
    verify: ({ body }) => expect(body).toMatchObject({ count: 1, dashboards: [{ name: 'board' }] }),
    refuses: USERS_ONLY,
    admits: ['stranger'],
    bad: badPages,
  },
  {
    endpoint: 'GET /grafana/get_dashboard_panels/{uuid}',
    as: 'maker',
    request: ({ things }) => ({ path: { uuid: things.dashboard } }),
    verify: ({ body }) => expect(body.count).toBe(body.panels.length),
    refuses: CREATOR_ONLY,
    bad: badUuids(),
  },
  {
    endpoint: 'POST /grafana/sync_dashboard',
    as: 'maker',
    request: ({ things }) => ({ query: { uuid: things.dashboard } }),
    verify: ({ body }) =>
      expect(body).toMatchObject({
        sync_status: 'Error',
        sync_error: expect.stringContaining('not configured'),
      }),
    refuses: CREATOR_ONLY,
    bad: [
      ...badQueryUuid(),
      {
        name: 'a board without panels',
        change: async (world) => ({ query: { uuid: await world.newDashboard() } }),
        refusal: GRAFANA_ERROR,
      },
    ],
  },
  {
    endpoint: 'DELETE /grafana/delete_dashboard/{uuid}',
    as: 'maker',
    request: async (world) => ({ path: { uuid: await world.newDashboard() } }),
    status: 204,
    refuses: CREATOR_ONLY,
    bad: badUuids(),
  },
  {
    endpoint: 'DELETE /grafana/delete_panel/{uuid}',
    as: 'maker',
    request: async (world) => ({ path: { uuid: await world.newPanel() } }),
    status: 204,
    refuses: CREATOR_ONLY,
    bad: badUuids(),
  },
  {
    endpoint: 'DELETE /grafana/delete_link/{anything}',
    as: 'maker',
    request: async (world) => ({
      path: { anything: 'whatever' },
      query: { unit_node_uuid: world.things.output, dashboard_panel_uuid: await world.newPanel() },
    }),
    status: 204,
    refuses: CREATOR_ONLY,
    bad: badQueryUuid('unit_node_uuid'),
  },
];
