import { z } from 'zod';
import { bytesSchema } from '../../model/bytes';
import { DATA_PIPE_STAGES } from '../../model/enums';
import { dateTimeSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'datapipe';

export const pipelineProblemSchema = z.object({
  stage: z.enum(DATA_PIPE_STAGES),
  message: z.string(),
  line: z.number().nullish(),
  column: z.number().nullish(),
});
export type PipelineProblemView = z.infer<typeof pipelineProblemSchema>;

/** The problems of a configuration document; none means valid. Open to everybody. */
export const checkPipeline = defineOperation({
  service,
  name: 'pipeline.check',
  request: z.object({ document: bytesSchema }),
  response: z.object({ problems: z.array(pipelineProblemSchema) }),
});

export const setPipeline = defineOperation({
  service,
  name: 'pipeline.set',
  request: z.object({ nodeUuid: uuidSchema, document: bytesSchema }),
  response: z.null(),
});

/** The configuration as YAML, without null fields. */
export const getPipeline = defineOperation({
  service,
  name: 'pipeline.get',
  request: z.object({ nodeUuid: uuidSchema }),
  response: z.object({ document: z.string() }),
});

/**
 * What became of a node's messages under its pipe as it is now: counted from the change that made it so. `until` is the
 * time up to which the counts are exact; both are times of the telemetry stream, null before anything was counted.
 */
const pipelineCounts = {
  accepted: z.number(),
  /** Reasons that occurred. */
  dropped: z.array(z.object({ reason: z.string(), count: z.number() })),
};

export const pipelineCountersSchema = z.object({
  since: dateTimeSchema.nullable(),
  until: dateTimeSchema.nullable(),
  /** Of the first pipeline. */
  ...pipelineCounts,
  /** Of the others, in the order of the document. */
  additionalPipelines: z.array(z.object({ name: z.string(), ...pipelineCounts })),
});
export type PipelineCounters = z.infer<typeof pipelineCountersSchema>;

/** For those who may read the configuration. Exact, whatever was restarted; some seconds behind. */
export const getPipelineCounters = defineOperation({
  service,
  name: 'pipeline.get-counters',
  request: z.object({ nodeUuid: uuidSchema }),
  response: pipelineCountersSchema,
});

/** Asked by `units`, which has decided: switches the pipe of a node on or off. */
export const setPipelineActive = defineOperation({
  service,
  name: 'pipeline.set-active',
  request: z.object({
    nodeUuid: uuidSchema,
    unitUuid: uuidSchema,
    topicName: z.string(),
    isActive: z.boolean(),
  }),
  response: z.null(),
});

export const nodeValueSchema = z.object({
  nodeUuid: uuidSchema,
  state: z.string().nullable(),
  lastUpdateDatetime: dateTimeSchema.nullable(),
  isDataPipeActive: z.boolean(),
  dataPipeYml: z.string().nullable(),
  dataPipeStatus: z.string().nullable(),
  dataPipeError: z.string().nullable(),
});
export type NodeValue = z.infer<typeof nodeValueSchema>;

/** Values and pipes of a page of nodes; a node not heard of yet is left out. */
export const getNodeValues = defineOperation({
  service,
  name: 'node-value.get-many',
  request: z.object({ nodeUuids: z.array(uuidSchema) }),
  response: z.object({ values: z.array(nodeValueSchema) }),
});

/**
 * Nodes whose pipe is on and cannot run (`Error`), in the order of their keys, those behind `after`. For `units`, which
 * knows who sees them.
 */
export const listFailedPipelines = defineOperation({
  service,
  name: 'pipeline.list-failed',
  request: z.object({ after: uuidSchema.nullish(), limit: z.number().int().positive() }),
  response: z.object({ nodeUuids: z.array(uuidSchema) }),
});

/** Asked by `units` after it had the text published. */
export const setNodeValue = defineOperation({
  service,
  name: 'node-value.set',
  request: z.object({ nodeUuid: uuidSchema, unitUuid: uuidSchema, topicName: z.string(), state: z.string() }),
  response: z.null(),
});
