import { z } from 'zod';
import { FIRMWARE_UPDATE_STATUSES } from '../../model/enums';
import { uuidFilterSchema } from '../../model/paging';
import { uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'units';

/** How the Units that the actor sees are, counted. */
export const fleetSummarySchema = z.object({
  units: z.number(),
  online: z.number(),
  /** All that are not online. */
  offline: z.number(),
  /** Those among them of which nothing was ever heard. */
  neverSeen: z.number(),
  /** An Update was asked for, and its end is awaited. */
  updating: z.number(),
  /** The last Update failed. */
  updateErrors: z.number(),
  outdated: z.number(),
  /** Nodes that the actor sees and whose data pipe cannot run; null when it was not asked for, or is not known now. */
  dataPipeErrors: z.number().nullish(),
});
export type FleetSummary = z.infer<typeof fleetSummarySchema>;

export const getFleetSummary = defineOperation({
  service,
  name: 'fleet.get-summary',
  request: z.object({ includeDataPipes: z.boolean().default(false) }),
  response: fleetSummarySchema,
});

/** As much of a Unit as a view of the whole fleet follows. */
export const fleetUnitSchema = z.object({
  uuid: uuidSchema,
  isOnline: z.boolean(),
  firmwareUpdateStatus: z.enum(FIRMWARE_UPDATE_STATUSES).nullable(),
  currentCommitVersion: z.string().nullable(),
});
export type FleetUnit = z.infer<typeof fleetUnitSchema>;

/** Those Units that the actor sees, all or of these; in no order. */
export const listFleetUnits = defineOperation({
  service,
  name: 'fleet.list-units',
  request: z.object({ uuids: uuidFilterSchema }),
  response: z.object({ units: z.array(fleetUnitSchema) }),
  deadlineMs: 15_000,
});
