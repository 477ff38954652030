import { randomUUID } from 'node:crypto';
import {
  createDashboard,
  createDashboardPanel,
  deleteDashboard,
  deleteDashboardPanel,
  getDashboard,
  issueGrafanaSession,
  linkUnitNodeToPanel,
  listDashboardPanels,
  listDashboards,
  syncDashboard,
  unlinkUnitNodeFromPanel,
} from '@unitfleet/contracts';
import { DashboardsRig, user } from './dashboards-rig';

let rig: DashboardsRig;

beforeAll(async () => {
  rig = await DashboardsRig.start({ PU_FF_GRAFANA_INTEGRATION_ENABLE: 'false' });
});
afterAll(() => rig?.stop());

const uuid = randomUUID();
const link = { unitNodeUuid: uuid, isLastData: true, isForcedToJson: false };

it.each([
  [createDashboard, { name: 'board' }],
  [getDashboard, { uuid }],
  [listDashboards, {}],
  [syncDashboard, { uuid }],
  [deleteDashboard, { uuid }],
  [createDashboardPanel, { dashboardUuid: uuid, title: 'panel', type: 'stat' }],
  [listDashboardPanels, { dashboardUuid: uuid }],
  [deleteDashboardPanel, { uuid }],
  [linkUnitNodeToPanel, { ...link, dashboardPanelsUuid: uuid }],
  [unlinkUnitNodeFromPanel, { unitNodeUuid: uuid, dashboardPanelUuid: uuid }],
  [issueGrafanaSession, {}],
] as const)('while the integration is off, %p is refused', async (operation, request) => {
  await expect(rig.call(operation, request as never, user())).rejects.toMatchObject({
    message: expect.stringMatching(/^405: 15: Feature Flag Error: /),
  });
});
