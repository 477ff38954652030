import { z } from 'zod';
import { bytesSchema } from '../model/bytes';
import { uuidSchema } from '../model/scalars';
import { partitionOf } from '../telemetry/partition';

/**
 * A kind of message on the DEVICE stream: what the broker's edge saw of devices. They are facts of no aggregate and
 * have no outbox; the stream's acknowledgement is the acceptance.
 */
export interface DeviceChannel<Schema extends z.ZodType = z.ZodType> {
  /** The envelope's `type`, and the leading part of the subject `<type>.<partition>`. */
  readonly type: string;
  readonly version: number;
  readonly schema: Schema;
}

/** A payload on a base output of a Unit, as it came. */
export const devicePayloadSchema = z.object({
  unitUuid: uuidSchema,
  payload: bytesSchema,
  receivedAt: z.date(),
});
export type DevicePayload = z.infer<typeof devicePayloadSchema>;

const seen = { unitUuid: uuidSchema, clientId: z.string(), at: z.date() };

/** A device connected, subscribed to one of its base inputs (it listens now), went, or was refused. */
export const deviceSessionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connected'), ...seen }),
  /** `baseInput` is the topic's name, such as `update/pepeunit`. */
  z.object({ kind: z.literal('subscribed'), ...seen, baseInput: z.string() }),
  z.object({ kind: z.literal('disconnected'), ...seen }),
  z.object({ kind: z.literal('refused'), ...seen, reason: z.string() }),
]);
export type DeviceSession = z.infer<typeof deviceSessionSchema>;

/** `state/pepeunit`: kept and judged by `units`. */
export const deviceState = {
  type: 'device.state',
  version: 1,
  schema: devicePayloadSchema,
} satisfies DeviceChannel;
/** `log/pepeunit`: stored by `datapipe`. */
export const deviceLog = {
  type: 'device.log',
  version: 1,
  schema: devicePayloadSchema,
} satisfies DeviceChannel;
/** Comings and goings: awaited by `units` before it sends commands. */
export const deviceSession = {
  type: 'device.session',
  version: 1,
  schema: deviceSessionSchema,
} satisfies DeviceChannel;

/** Messages of one Unit keep their order on one partition's subject. */
export const deviceSubject = (channel: DeviceChannel, unitUuid: string): string =>
  `${channel.type}.${partitionOf(unitUuid)}`;
