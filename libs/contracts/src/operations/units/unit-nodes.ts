import { z } from 'zod';
import { SORT_ORDERS, UNIT_NODE_TYPES, VISIBILITY_LEVELS } from '../../model/enums';
import { pageSchema, uuidFilterSchema } from '../../model/paging';
import { dateTimeSchema, searchSchema, textSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'units';
const byUuid = z.object({ uuid: uuidSchema });

export const unitNodeViewSchema = z.object({
  uuid: uuidSchema,
  type: z.enum(UNIT_NODE_TYPES),
  visibilityLevel: z.enum(VISIBILITY_LEVELS),
  isRewritableInput: z.boolean(),
  maxConnections: z.number(),
  topicName: z.string(),
  lastUpdateDatetime: dateTimeSchema,
  isDataPipeActive: z.boolean(),
  dataPipeYml: z.string().nullable(),
  dataPipeStatus: z.string().nullable(),
  dataPipeError: z.string().nullable(),
  createDatetime: dateTimeSchema,
  state: z.string().nullable(),
  unitUuid: uuidSchema,
  creatorUuid: uuidSchema,
});
export type UnitNodeView = z.infer<typeof unitNodeViewSchema>;

export const getUnitNode = defineOperation({
  service,
  name: 'unit-node.get',
  request: byUuid,
  response: unitNodeViewSchema,
});

export const listUnitNodes = defineOperation({
  service,
  name: 'unit-node.list',
  request: pageSchema.extend({
    uuids: uuidFilterSchema,
    unitUuid: uuidSchema.nullish(),
    searchString: searchSchema.nullish(),
    type: z
      .array(textSchema)
      .nullable()
      .default([...UNIT_NODE_TYPES]),
    visibilityLevel: z
      .array(textSchema)
      .nullable()
      .default([...VISIBILITY_LEVELS]),
    orderByCreateDate: z.enum(SORT_ORDERS).nullable().default('desc'),
    outputUuid: uuidSchema.nullish(),
    /** Those whose data pipe cannot run, or all others. */
    hasDataPipeError: z.boolean().nullish(),
  }),
  response: z.object({ count: z.number(), unitNodes: z.array(unitNodeViewSchema) }),
});

/** Missing or null values stay as they are. The pipe's switch is handed on to `datapipe`. */
export const updateUnitNode = defineOperation({
  service,
  name: 'unit-node.update',
  request: z.object({
    uuid: uuidSchema,
    visibilityLevel: z.enum(VISIBILITY_LEVELS).nullish(),
    isRewritableInput: z.boolean().nullish(),
    isDataPipeActive: z.boolean().nullish(),
    maxConnections: z.number().int().nullish(),
  }),
  response: unitNodeViewSchema,
});

/** Publishes the text to the node's topic, then stores it as the node's value (`docs/protocol/device.md 8`). */
export const setInputState = defineOperation({
  service,
  name: 'unit-node.set-input-state',
  request: z.object({ uuid: uuidSchema, state: textSchema.nullish() }),
  response: unitNodeViewSchema,
});

export const unitNodeEdgeViewSchema = z.object({
  uuid: uuidSchema,
  nodeOutputUuid: uuidSchema,
  nodeInputUuid: uuidSchema,
});
export type UnitNodeEdgeView = z.infer<typeof unitNodeEdgeViewSchema>;

/** Edges of which the actor sees both ends, in the order of their keys. */
export const listUnitNodeEdges = defineOperation({
  service,
  name: 'unit-node-edge.list',
  request: pageSchema.extend({
    /** With an end at a node of this Unit. */
    unitUuid: uuidSchema.nullish(),
    /** With an end at one of these nodes. */
    unitNodeUuids: uuidFilterSchema,
  }),
  response: z.object({ count: z.number(), unitNodeEdges: z.array(unitNodeEdgeViewSchema) }),
});

export const createUnitNodeEdge = defineOperation({
  service,
  name: 'unit-node-edge.create',
  request: z.object({ nodeOutputUuid: uuidSchema, nodeInputUuid: uuidSchema }),
  response: unitNodeEdgeViewSchema,
});

export const deleteUnitNodeEdge = defineOperation({
  service,
  name: 'unit-node-edge.delete',
  request: z.object({ nodeOutputUuid: uuidSchema, nodeInputUuid: uuidSchema }),
  response: z.null(),
});

/** What `datapipe` does for somebody with a node's data; the names are rows of the access matrix. */
export const PIPE_ACTIONS = ['configure', 'read-config', 'read-data', 'delete-data'] as const;
export type PipeAction = (typeof PIPE_ACTIONS)[number];

/** Decides for `datapipe`, which holds values of nodes that it does not own; answers the facts that it needs. */
export const authorizeNode = defineOperation({
  service,
  name: 'unit-node.authorize',
  request: z.object({ uuid: uuidSchema, action: z.enum(PIPE_ACTIONS) }),
  response: z.object({
    uuid: uuidSchema,
    unitUuid: uuidSchema,
    topicName: z.string(),
    creatorUuid: uuidSchema,
  }),
});
