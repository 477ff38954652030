import { z } from 'zod';
import { DASHBOARD_STATUSES } from '../../model/enums';
import { uuidSchema } from '../../model/scalars';
import { defineEvent } from '../define-event';

/** Somebody had a dashboard brought to Grafana; `error` is the protocol's message when that failed, null otherwise. */
export const dashboardSynced = defineEvent({
  service: 'dashboards',
  aggregate: 'dashboard',
  name: 'synced',
  version: 1,
  description: 'Somebody had a dashboard brought to Grafana, with this outcome.',
  schema: z.object({ uuid: uuidSchema, status: z.enum(DASHBOARD_STATUSES), error: z.string().nullable() }),
  example: {
    uuid: '7b0e4f0a-3c52-4c5e-8a57-1d2f9b6c3e40',
    status: 'Error',
    error: '422: 14: Grafana Error: Grafana is not configured',
  },
});
