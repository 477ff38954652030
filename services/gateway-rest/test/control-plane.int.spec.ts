import {
  convertTomlToReadme,
  createDashboard,
  createDashboardPanel,
  createRepoPermission,
  createTelegramLink,
  createUnitPermission,
  deleteDashboard,
  deleteDashboardPanel,
  deleteRepoPermission,
  deleteUnitPermission,
  DomainError,
  endSession,
  getDashboard,
  linkUnitNodeToPanel,
  listDashboardPanels,
  listDashboards,
  listRepoPermissions,
  listUnitPermissions,
  noAccess,
  syncDashboard,
  syncMissingRegistries,
  unlinkUnitNodeFromPanel,
  type OperationDefinition,
} from '@unitfleet/contracts';
import { signBackendToken } from '@unitfleet/security';
import {
  key,
  NODE,
  SID,
  startGateway,
  UNIT,
  unitToken,
  USER,
  userToken,
  type TestGateway,
} from './support/start-gateway';
import { dashboard, panel, panelUnitNode, permission, unitNode } from './support/views';

const toml = () => {
  const content = new FormData();
  content.set('file', new Blob(['[general]\nname = "thermometer"\n']), 'pepeunit.toml');
  return content;
};

interface Route {
  readonly call: readonly [method: string, path: string];
  readonly send?: object | FormData;
  readonly operation: OperationDefinition;
  readonly answer: unknown;
  readonly status: number;
  /** What the owner is asked. */
  readonly request: object;
  /** The answer; nothing for 204. */
  readonly json?: unknown;
  /** Paths or bodies that cannot be read. */
  readonly malformed: readonly (readonly [path: string, send?: object])[];
}

const permissionBody = {
  agent_uuid: UNIT,
  agent_type: 'Unit',
  resource_uuid: NODE,
  resource_type: 'UnitNode',
};
const permissionJson = { uuid: NODE, ...permissionBody };
const dashboardJson = {
  uuid: UNIT,
  grafana_uuid: NODE,
  name: 'greenhouse',
  create_datetime: '2025-01-02T03:04:05',
  dashboard_url: null,
  inc_last_version: null,
  sync_status: null,
  sync_error: null,
  sync_last_datetime: null,
  creator_uuid: USER,
};
const panelJson = {
  uuid: NODE,
  type: 'timeseries',
  title: 'warmth',
  create_datetime: '2025-01-02T03:04:05',
  creator_uuid: USER,
  dashboard_uuid: UNIT,
  unit_nodes_for_panel: [],
};
const link = {
  unit_node_uuid: NODE,
  dashboard_panels_uuid: UNIT,
  is_last_data: true,
  is_forced_to_json: false,
};

const ROUTES: readonly Route[] = [
  {
    call: ['POST', '/permission'],
    send: permissionBody,
    operation: createUnitPermission,
    answer: permission,
    status: 201,
    request: { agentUuid: UNIT, agentType: 'Unit', resourceUuid: NODE, resourceType: 'UnitNode' },
    json: permissionJson,
    malformed: [
      ['/permission', { ...permissionBody, agent_type: 'UNIT' }],
      ['/permission', { ...permissionBody, resource_uuid: '1' }],
      ['/permission', { ...permissionBody, agent_uuid: undefined }],
    ],
  },
  {
    call: ['POST', '/permission'],
    send: { ...permissionBody, resource_type: 'Repo' },
    operation: createRepoPermission,
    answer: { ...permission, resourceType: 'Repo' },
    status: 201,
    request: { resourceType: 'Repo' },
    json: { ...permissionJson, resource_type: 'Repo' },
    malformed: [],
  },
  {
    call: ['GET', `/permission/get_resource_agents?resource_uuid=${NODE}&resource_type=UnitNode&limit=5`],
    operation: listUnitPermissions,
    answer: { count: 1, permissions: [permission] },
    status: 200,
    request: { resourceUuid: NODE, resourceType: 'UnitNode', limit: 5 },
    json: { count: 1, permissions: [permissionJson] },
    malformed: [
      ['/permission/get_resource_agents?resource_type=Unit'],
      [`/permission/get_resource_agents?resource_uuid=${NODE}`],
      [`/permission/get_resource_agents?resource_uuid=${NODE}&resource_type=Odd`],
      [`/permission/get_resource_agents?resource_uuid=${NODE}&resource_type=Unit&limit=501`],
      [`/permission/get_resource_agents?resource_uuid=${NODE}&resource_type=Unit&agent_type=`],
    ],
  },
  {
    call: ['GET', `/permission/get_resource_agents?resource_uuid=${NODE}&resource_type=Repo&agent_type=User`],
    operation: listRepoPermissions,
    answer: { count: 0, permissions: [] },
    status: 200,
    request: { agentType: 'User' },
    json: { count: 0, permissions: [] },
    malformed: [],
  },
  {
    call: ['DELETE', `/permission/whatever?agent_uuid=${UNIT}&resource_uuid=${NODE}`],
    operation: deleteUnitPermission,
    answer: { isKnown: true },
    status: 204,
    request: { agentUuid: UNIT, resourceUuid: NODE },
    malformed: [[`/permission/${NODE}`], [`/permission/${NODE}?agent_uuid=${UNIT}&resource_uuid=odd`]],
  },
  {
    call: ['POST', '/grafana/create_dashboard'],
    send: { name: 'greenhouse' },
    operation: createDashboard,
    answer: dashboard,
    status: 201,
    request: { name: 'greenhouse' },
    json: dashboardJson,
    malformed: [
      ['/grafana/create_dashboard', {}],
      ['/grafana/create_dashboard', { name: null }],
    ],
  },
  {
    call: ['GET', `/grafana/get_dashboard/${UNIT}`],
    operation: getDashboard,
    answer: dashboard,
    status: 200,
    request: { uuid: UNIT },
    json: dashboardJson,
    malformed: [['/grafana/get_dashboard/1']],
  },
  {
    call: ['GET', '/grafana/get_dashboards?search_string=green&order_by_create_date=asc&offset=1'],
    operation: listDashboards,
    answer: { count: 1, dashboards: [dashboard] },
    status: 200,
    request: { searchString: 'green', orderByCreateDate: 'asc', offset: 1 },
    json: { count: 1, dashboards: [dashboardJson] },
    malformed: [['/grafana/get_dashboards?order_by_create_date=up'], ['/grafana/get_dashboards?offset=-1']],
  },
  {
    call: ['POST', `/grafana/sync_dashboard?uuid=${UNIT}`],
    operation: syncDashboard,
    answer: { ...dashboard, syncStatus: 'Error', syncError: '422: 14: Grafana Error: away' },
    status: 200,
    request: { uuid: UNIT },
    json: { ...dashboardJson, sync_status: 'Error', sync_error: '422: 14: Grafana Error: away' },
    malformed: [['/grafana/sync_dashboard'], ['/grafana/sync_dashboard?uuid=1']],
  },
  {
    call: ['DELETE', `/grafana/delete_dashboard/${UNIT}`],
    operation: deleteDashboard,
    answer: null,
    status: 204,
    request: { uuid: UNIT },
    malformed: [['/grafana/delete_dashboard/1']],
  },
  {
    call: ['POST', '/grafana/create_dashboard_panel'],
    send: { dashboard_uuid: UNIT, title: 'warmth', type: 'timeseries' },
    operation: createDashboardPanel,
    answer: panel,
    status: 201,
    request: { dashboardUuid: UNIT, title: 'warmth', type: 'timeseries' },
    json: panelJson,
    malformed: [
      ['/grafana/create_dashboard_panel', { dashboard_uuid: UNIT, title: 'warmth', type: 'TIME_SERIES' }],
      ['/grafana/create_dashboard_panel', { dashboard_uuid: 5, title: 'warmth', type: 'timeseries' }],
    ],
  },
  {
    call: ['GET', `/grafana/get_dashboard_panels/${UNIT}`],
    operation: listDashboardPanels,
    answer: { count: 1, panels: [{ ...panel, unitNodesForPanel: [panelUnitNode] }] },
    status: 200,
    request: { dashboardUuid: UNIT },
    json: {
      count: 1,
      panels: [
        {
          ...panelJson,
          unit_nodes_for_panel: [
            expect.objectContaining({
              is_last_data: true,
              unit_with_unit_node_name: 'thermometer@value/pepeunit',
              unit_node: expect.objectContaining({ topic_name: unitNode.topicName }),
            }),
          ],
        },
      ],
    },
    malformed: [['/grafana/get_dashboard_panels/1']],
  },
  {
    call: ['POST', '/grafana/link_unit_node_to_panel'],
    send: link,
    operation: linkUnitNodeToPanel,
    answer: panelUnitNode,
    status: 201,
    request: { unitNodeUuid: NODE, dashboardPanelsUuid: UNIT, isLastData: true, isForcedToJson: false },
    json: expect.objectContaining({ is_last_data: true, is_forced_to_json: false }),
    malformed: [
      ['/grafana/link_unit_node_to_panel', { ...link, is_last_data: 'maybe' }],
      ['/grafana/link_unit_node_to_panel', { ...link, dashboard_panels_uuid: null }],
    ],
  },
  {
    call: ['DELETE', `/grafana/delete_panel/${NODE}`],
    operation: deleteDashboardPanel,
    answer: null,
    status: 204,
    request: { uuid: NODE },
    malformed: [['/grafana/delete_panel/1']],
  },
  {
    call: ['DELETE', `/grafana/delete_link/whatever?unit_node_uuid=${NODE}&dashboard_panel_uuid=${UNIT}`],
    operation: unlinkUnitNodeFromPanel,
    answer: null,
    status: 204,
    request: { unitNodeUuid: NODE, dashboardPanelUuid: UNIT },
    malformed: [[`/grafana/delete_link/${NODE}`], [`/grafana/delete_link/a?unit_node_uuid=${NODE}`]],
  },
  {
    call: ['GET', '/users/generate_verification_link/'],
    operation: createTelegramLink,
    answer: { link: 'https://t.me/bot?start=code' },
    status: 200,
    request: {},
    json: 'https://t.me/bot?start=code',
    malformed: [['/users/generate_verification_link']],
  },
  {
    call: ['PATCH', '/repository_registry/backend_sync_registry'],
    operation: syncMissingRegistries,
    answer: null,
    status: 204,
    request: {},
    malformed: [],
  },
  {
    call: ['POST', '/units/convert_toml_to_md'],
    send: toml(),
    operation: convertTomlToReadme,
    answer: { markdown: '# thermometer ©' },
    status: 200,
    request: { document: expect.anything() },
    malformed: [['/units/convert_toml_to_md'], ['/units/convert_toml_to_md', {}]],
  },
];

const nameOf = ({ call: [method, path], operation }: Route) =>
  `${method} ${path.replace(/\?.*/, '')} (${operation.service})`;

describe('the control plane', () => {
  let gateway: TestGateway;
  let rest: TestGateway['rest'];
  let fleet: TestGateway['fleet'];

  beforeAll(async () => {
    gateway = await startGateway();
    ({ rest, fleet } = gateway);
  });
  afterAll(() => gateway.close());

  const send = (route: Route, token?: string) => {
    const [method, path] = route.call;
    const body = route.send instanceof FormData ? { raw: { content: route.send } } : { json: route.send };
    return rest.call(method, path, { token, ...body });
  };

  describe.each(ROUTES.map((route) => [nameOf(route), route] as const))('%s', (_, route) => {
    it('asks the owner and answers in the form of REST', async () => {
      fleet.on(route.operation, () => route.answer);
      const { status, json, text, headers } = await send(route, userToken);
      expect(status).toBe(route.status);
      const asked = fleet.last(route.operation);
      expect(asked.actor).toMatchObject({ kind: 'User', uuid: USER });
      expect(asked.request).toEqual(expect.objectContaining(route.request));
      if (route.status === 204) expect(text).toBe('');
      else expect(headers.get('content-length')).not.toBeNull();
      if (route.json !== undefined) expect(json).toEqual(route.json);
    });

    it('leaves it to the owner to refuse the anonymous and the stranger', async () => {
      fleet.on(route.operation, () => {
        throw noAccess('not yours');
      });
      for (const [token, kind] of [
        [undefined, 'Bot'],
        [unitToken, 'Unit'],
      ] as const) {
        const { status, json } = await send(route, token);
        expect([status, json]).toEqual([403, { detail: '403: 1: No Access: not yours' }]);
        expect(fleet.last(route.operation).actor).toMatchObject({ kind });
      }
    });

    it('hands on that the feature is off, or the thing unknown', async () => {
      fleet.on(route.operation, () => {
        throw new DomainError('FeatureFlag', 'off');
      });
      expect((await send(route, userToken)).status).toBe(405);
      fleet.on(route.operation, () => {
        throw new DomainError('Validation', 'unknown');
      });
      const { status, json } = await send(route, userToken);
      expect([status, json.detail]).toEqual([422, '422: 2: Validation Error: unknown']);
    });

    if (route.malformed.length > 0)
      it.each<[string, object?]>(route.malformed.map(([path, json]) => [path, json]))(
        'cannot read %s %j',
        async (path, json) => {
          const asked = fleet.count(route.operation);
          const answer = await rest.call(route.call[0], path, { token: userToken, json });
          expect(answer.status).toBe(422);
          expect(answer.json.detail).toBeDefined();
          expect(fleet.count(route.operation)).toBe(asked);
        },
      );
  });

  it('looks for a permission at both owners, and says when no one has it', async () => {
    const path = `/permission/${NODE}?agent_uuid=${UNIT}&resource_uuid=${NODE}`;
    fleet.on(deleteUnitPermission, () => ({ isKnown: false }));
    fleet.on(deleteRepoPermission, () => ({ isKnown: true }));
    expect((await rest.call('DELETE', path, { token: userToken })).status).toBe(204);
    fleet.on(deleteRepoPermission, () => ({ isKnown: false }));
    const { status, json } = await rest.call('DELETE', path, { token: userToken });
    expect([status, json.detail]).toEqual([422, expect.stringMatching(/^422: 2: Validation Error: /)]);
  });

  it('lets the platform have missing mirrors fetched', async () => {
    fleet.on(syncMissingRegistries, () => null);
    const token = signBackendToken('localhost:8080', key);
    const { status } = await rest.call('PATCH', '/repository_registry/backend_sync_registry', { token });
    expect(status).toBe(204);
    expect(fleet.last(syncMissingRegistries).actor).toEqual({ kind: 'Backend' });
  });

  describe('a README made of TOML', () => {
    it('is Markdown in UTF-8, made of the bytes that came', async () => {
      fleet.on(convertTomlToReadme, () => ({ markdown: '# thermometer ©' }));
      const { text, headers } = await rest.call('POST', '/units/convert_toml_to_md', {
        token: userToken,
        raw: { content: toml() },
      });
      expect([text, headers.get('content-type')]).toEqual([
        '# thermometer ©',
        'text/markdown; charset=utf-8',
      ]);
      const { document } = fleet.last(convertTomlToReadme).request;
      expect(Buffer.from(document as Uint8Array).toString('utf8')).toContain('name = "thermometer"');
    });

    it('does not take a file of any size', async () => {
      const content = new FormData();
      content.set('file', new Blob(['#'.repeat(2 * 1024 * 1024)]), 'pepeunit.toml');
      const answer = await rest.call('POST', '/units/convert_toml_to_md', {
        token: userToken,
        raw: { content },
      });
      expect([answer.status, answer.json]).toEqual([413, { detail: 'Payload Too Large' }]);
    });
  });

  describe('logout', () => {
    const logout = (token?: string) => rest.call('POST', '/users/logout', { token });

    it('ends the session of the token', async () => {
      fleet.on(endSession, () => null);
      const { status, text } = await logout(userToken);
      expect([status, text]).toEqual([204, '']);
      expect(fleet.last(endSession)).toMatchObject({
        request: { sid: SID },
        actor: { kind: 'User', uuid: USER },
      });
    });

    it.each([
      ['nobody', undefined],
      ['a Unit', unitToken],
      ['garbage', 'garbage'],
    ])('refuses %s', async (_, token) => {
      const { status, json } = await logout(token);
      expect([status, json.detail]).toEqual([403, expect.stringMatching(/^403: 1: No Access: /)]);
    });
  });
});
