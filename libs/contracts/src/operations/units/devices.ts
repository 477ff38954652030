import { z } from 'zod';
import { UNIT_NODE_TYPES, VISIBILITY_LEVELS } from '../../model/enums';
import { dateTimeSchema, uuidSchema } from '../../model/scalars';
import { defineOperation } from '../define-operation';

const service = 'units';

export const deviceRuleSchema = z.object({
  action: z.enum(['publish', 'subscribe']),
  topics: z.array(z.string()),
});
export type DeviceRule = z.infer<typeof deviceRuleSchema>;

const deviceAccessSchema = z.object({
  unitUuid: uuidSchema,
  creatorUuid: uuidSchema,
  /** Grows with every change of what follows, and of what the Unit may do with nodes of others. */
  accessVersion: z.number(),
  rules: z.array(deviceRuleSchema),
});
export type DeviceAccess = z.infer<typeof deviceAccessSchema>;

/**
 * What a Unit may do at the broker by itself: own Outputs and base outputs to publish, own nodes to subscribe. The
 * broker holds this for as long as the connection lives, so everything that may be taken back is asked about: linked
 * Outputs, and base inputs, whose subscription also tells that the device listens.
 */
export const getDeviceAccess = defineOperation({
  service,
  name: 'device.get-access',
  request: z.object({ unitUuid: uuidSchema }),
  response: deviceAccessSchema.nullable(),
});

/** By which it is decided who may use a node's topic at the broker. */
export const nodeAccessSchema = z.object({
  uuid: uuidSchema,
  unitUuid: uuidSchema,
  type: z.enum(UNIT_NODE_TYPES),
  topicName: z.string(),
  visibilityLevel: z.enum(VISIBILITY_LEVELS),
  isRewritableInput: z.boolean(),
});
export type NodeAccess = z.infer<typeof nodeAccessSchema>;

const versionedNodeSchema = nodeAccessSchema.extend({
  /** The node's own version, as its events carry it. */
  version: z.number(),
});

const nodeSightSchema = z.object({
  nodeUuid: uuidSchema,
  /** Version of the node, or an older one, when this was said. */
  nodeVersion: z.number(),
  /** The Unit holds a permission for the node. */
  isGranted: z.boolean(),
  /** Until then a subscription is granted although its reason is gone; null without such a time. */
  gracedUntil: dateTimeSchema.nullable(),
  /** `units` will see to it when the Unit loses the right to use the node; without that nothing may be allowed. */
  isNoted: z.boolean(),
});
/** How one Unit stands to one node of another Unit. */
export type NodeSight = z.infer<typeof nodeSightSchema>;

/**
 * A node and how a Unit stands to it, for decisions about topics outside the Unit's own rules. Null for a Unit that is
 * not there; `node` is null for one that is not, `sight` where no Unit asks. A Unit that may use the node is noted first: what the broker holds of it
 * must end with the right.
 */
export const getNodeAccess = defineOperation({
  service,
  name: 'device.get-node-access',
  request: z.object({ unitUuid: uuidSchema.nullable(), nodeUuid: uuidSchema }),
  response: z
    .object({
      accessVersion: z.number(),
      node: versionedNodeSchema.nullable(),
      sight: nodeSightSchema.nullable(),
    })
    .nullable(),
});

const pageRequestSchema = z.object({
  /** Last key of the page before; null for the first page. */
  after: uuidSchema.nullable(),
  limit: z.number().int().min(1).max(2_000),
});

/** All Units in the order of their keys, with what is noted of nodes of others: a projection is rebuilt from it. */
export const listDeviceAccess = defineOperation({
  service,
  name: 'device.list-access',
  request: pageRequestSchema,
  response: z.object({ units: z.array(deviceAccessSchema.extend({ sights: z.array(nodeSightSchema) })) }),
  deadlineMs: 30_000,
});

/** All nodes in the order of their keys: a projection is rebuilt from it. */
export const listNodeAccess = defineOperation({
  service,
  name: 'device.list-node-access',
  request: pageRequestSchema,
  response: z.object({ nodes: z.array(versionedNodeSchema) }),
  deadlineMs: 30_000,
});
