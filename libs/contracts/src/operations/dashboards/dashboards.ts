import { z } from 'zod';
import { DASHBOARD_STATUSES, SORT_ORDERS } from '../../model/enums';
import { pageSchema } from '../../model/paging';
import { dateTimeSchema, searchSchema, textSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'dashboards';
const byUuid = z.object({ uuid: uuidSchema });

export const dashboardViewSchema = z.object({
  uuid: uuidSchema,
  grafanaUuid: uuidSchema,
  name: z.string(),
  createDatetime: dateTimeSchema,
  dashboardUrl: z.string().nullable(),
  incLastVersion: z.number().nullable(),
  syncStatus: z.enum(DASHBOARD_STATUSES).nullable(),
  syncError: z.string().nullable(),
  syncLastDatetime: dateTimeSchema.nullable(),
  creatorUuid: uuidSchema,
});
export type DashboardView = z.infer<typeof dashboardViewSchema>;

export const createDashboard = defineOperation({
  service,
  name: 'dashboard.create',
  request: z.object({ name: textSchema }),
  response: dashboardViewSchema,
});

export const getDashboard = defineOperation({
  service,
  name: 'dashboard.get',
  request: byUuid,
  response: dashboardViewSchema,
});

/** The caller's own ones. */
export const listDashboards = defineOperation({
  service,
  name: 'dashboard.list',
  request: pageSchema.extend({
    searchString: searchSchema.nullish(),
    orderByCreateDate: z.enum(SORT_ORDERS).nullable().default('desc'),
  }),
  response: z.object({ count: z.number(), dashboards: z.array(dashboardViewSchema) }),
});

/**
 * Brings a dashboard to Grafana. What goes wrong there is told by `syncStatus` and `syncError` of the answer; what is
 * wrong with the dashboard itself is refused and changes nothing (`docs/protocol/rest-graphql.md 6.4`).
 */
export const syncDashboard = defineOperation({
  service,
  name: 'dashboard.sync',
  request: byUuid,
  response: dashboardViewSchema,
  deadlineMs: 30_000,
});

/** Takes panels and links with it; Grafana's copy stays. */
export const deleteDashboard = defineOperation({
  service,
  name: 'dashboard.delete',
  request: byUuid,
  response: z.null(),
});

/** The Grafana cookie of the asking user (`docs/protocol/rest-graphql.md 6.1`); refused while the integration is off. */
export const issueGrafanaSession = defineOperation({
  service,
  name: 'grafana-session.issue',
  request: z.object({}),
  response: z.object({ token: z.string() }),
});
