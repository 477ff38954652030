import { z } from 'zod';
import { uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'units';

export const deviceRuleSchema = z.object({
  action: z.enum(['publish', 'subscribe']),
  topics: z.array(z.string()),
});

/**
 * What a Unit may do at the broker by itself: own Outputs and base outputs to publish, own nodes to subscribe. The
 * broker holds this for as long as the connection lives, so everything that may be taken back is asked about: linked
 * Outputs, and base inputs, whose subscription also tells that the device listens.
 */
export const getDeviceAccess = defineOperation({
  service,
  name: 'device.get-access',
  request: z.object({ unitUuid: uuidSchema }),
  response: z
    .object({
      unitUuid: uuidSchema,
      creatorUuid: uuidSchema,
      /** Grows with every change of what follows. */
      accessVersion: z.number(),
      rules: z.array(deviceRuleSchema),
    })
    .nullable(),
});
export type DeviceRule = z.infer<typeof deviceRuleSchema>;

/** Decides about a topic outside the Unit's own rules: foreign Inputs and Outputs, vanished nodes (device.md, A3). */
export const authorizeTopic = defineOperation({
  service,
  name: 'device.authorize-topic',
  request: z.object({ unitUuid: uuidSchema, action: z.enum(['publish', 'subscribe']), topic: z.string() }),
  response: z.object({ isAllowed: z.boolean() }),
});
