import { z } from 'zod';
import { DASHBOARD_PANEL_TYPES } from '../../model/enums';
import { dateTimeSchema, textSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';
import { unitNodeViewSchema } from '../units/unit-nodes';

const service = 'dashboards';

export const panelUnitNodeViewSchema = z.object({
  unitNode: unitNodeViewSchema,
  isLastData: z.boolean(),
  isForcedToJson: z.boolean(),
  /** `<unit name>@<topic name>`. */
  unitWithUnitNodeName: z.string(),
});
export type PanelUnitNodeView = z.infer<typeof panelUnitNodeViewSchema>;

export const dashboardPanelViewSchema = z.object({
  uuid: uuidSchema,
  type: z.enum(DASHBOARD_PANEL_TYPES),
  title: z.string(),
  createDatetime: dateTimeSchema,
  creatorUuid: uuidSchema,
  dashboardUuid: uuidSchema,
  unitNodesForPanel: z.array(panelUnitNodeViewSchema),
});
export type DashboardPanelView = z.infer<typeof dashboardPanelViewSchema>;

export const createDashboardPanel = defineOperation({
  service,
  name: 'panel.create',
  request: z.object({ dashboardUuid: uuidSchema, title: textSchema, type: z.enum(DASHBOARD_PANEL_TYPES) }),
  response: dashboardPanelViewSchema,
});

export const listDashboardPanels = defineOperation({
  service,
  name: 'panel.list',
  request: z.object({ dashboardUuid: uuidSchema }),
  response: z.object({ count: z.number(), panels: z.array(dashboardPanelViewSchema) }),
});

export const deleteDashboardPanel = defineOperation({
  service,
  name: 'panel.delete',
  request: z.object({ uuid: uuidSchema }),
  response: z.null(),
});

/** Own nodes only, each once per panel (`docs/protocol/rest-graphql.md 6.4`). */
export const linkUnitNodeToPanel = defineOperation({
  service,
  name: 'panel.link-node',
  request: z.object({
    unitNodeUuid: uuidSchema,
    dashboardPanelsUuid: uuidSchema,
    isLastData: z.boolean(),
    isForcedToJson: z.boolean(),
  }),
  response: panelUnitNodeViewSchema,
});

/** Also when there was no link. */
export const unlinkUnitNodeFromPanel = defineOperation({
  service,
  name: 'panel.unlink-node',
  request: z.object({ unitNodeUuid: uuidSchema, dashboardPanelUuid: uuidSchema }),
  response: z.null(),
});
