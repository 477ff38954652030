import { z } from 'zod';
import { bytesSchema } from '../../model/bytes';
import { uuidSchema } from '../../model/scalars';
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
