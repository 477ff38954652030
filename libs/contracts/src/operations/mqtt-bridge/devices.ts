import { z } from 'zod';
import { bytesSchema } from '../../model/bytes';
import { dateTimeSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'mqtt-bridge';

/** Publishes to the broker, QoS 0, not retained. A broker that does not take it is an Mqtt error. */
export const publishToDevice = defineOperation({
  service,
  name: 'device.publish',
  request: z.object({ topic: z.string(), payload: bytesSchema }),
  response: z.null(),
});

/** Ends the live connections of these Units; their sessions go too. */
export const kickDevices = defineOperation({
  service,
  name: 'device.kick',
  request: z.object({
    unitUuids: z.array(uuidSchema),
    /** Only those that are subscribed to one of these topics; absent: all. */
    hearing: z.array(z.string()).optional(),
  }),
  response: z.null(),
});

/** Makes the broker ask again what these Units may do. */
export const forgetDeviceDecisions = defineOperation({
  service,
  name: 'device.forget-decisions',
  request: z.object({ unitUuids: z.array(uuidSchema) }),
  response: z.null(),
});

/** The longest page of sessions. */
export const MAX_DEVICE_SESSIONS = 1_000;

const listedSessionSchema = z.object({
  clientId: z.string(),
  /** The Unit whose token it connected with; null: not told, or one of the platform's own. */
  unitUuid: uuidSchema.nullable(),
  /** False: its client is away. */
  isConnected: z.boolean(),
  /** By the broker's clock; null where it does not tell. */
  connectedAt: dateTimeSchema.nullable(),
});
/** A client of the broker, as far as it tells who is online. */
export type ListedSessionView = z.infer<typeof listedSessionSchema>;

/**
 * Who is at the broker, in no particular order: while clients come and go, one may be on two pages or on none. A broker that does
 * not tell is an Unavailable error.
 */
export const listDeviceSessions = defineOperation({
  service,
  name: 'device.list-sessions',
  request: z.object({
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(MAX_DEVICE_SESSIONS),
  }),
  response: z.object({
    /** Of all. */
    count: z.number().int(),
    sessions: z.array(listedSessionSchema),
  }),
  deadlineMs: 8_000,
});
