import { z } from 'zod';
import { defineOperation } from '../define-operation';

export const telemetryPartitionSchema = z.object({
  partition: z.number().int(),
  /** The process that works on it; null: nobody now. */
  owner: z.string().nullable(),
  /** Stored frames behind its last checkpoint, ticks and control included. */
  lag: z.number(),
});
export type TelemetryPartitionView = z.infer<typeof telemetryPartitionSchema>;

/** How far each partition of telemetry is, by its checkpoint; for Admins. */
export const listTelemetryPartitions = defineOperation({
  service: 'datapipe',
  name: 'partition.list',
  request: z.object({}),
  response: z.object({ partitions: z.array(telemetryPartitionSchema) }),
});
