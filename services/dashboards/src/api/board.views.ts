import type { DashboardPanelView, DashboardView, PanelUnitNodeView } from '@unitfleet/contracts';
import type { DashboardPanelEntity } from '../data/dashboard-panel.entity';
import type { DashboardEntity } from '../data/dashboard.entity';
import type { PanelUnitNodeEntity } from '../data/panel-unit-node.entity';
import type { NamedNode } from '../data/unit-nodes.client';

export const dashboardView = (dashboard: DashboardEntity): DashboardView => ({
  uuid: dashboard.uuid,
  grafanaUuid: dashboard.grafanaUuid,
  name: dashboard.name,
  createDatetime: dashboard.createDatetime,
  dashboardUrl: dashboard.dashboardUrl,
  incLastVersion: dashboard.incLastVersion,
  syncStatus: dashboard.syncStatus,
  syncError: dashboard.syncError,
  syncLastDatetime: dashboard.syncLastDatetime,
  creatorUuid: dashboard.creatorUuid,
});

export const panelView = (
  panel: DashboardPanelEntity,
  unitNodesForPanel: PanelUnitNodeView[],
): DashboardPanelView => ({
  uuid: panel.uuid,
  type: panel.type,
  title: panel.title,
  createDatetime: panel.createDatetime,
  creatorUuid: panel.creatorUuid,
  dashboardUuid: panel.dashboardUuid,
  unitNodesForPanel,
});

export const panelUnitNodeView = (
  link: PanelUnitNodeEntity,
  { node, unitName }: NamedNode,
): PanelUnitNodeView => ({
  unitNode: node,
  isLastData: link.isLastData,
  isForcedToJson: link.isForcedToJson,
  unitWithUnitNodeName: `${unitName}@${node.topicName}`,
});
