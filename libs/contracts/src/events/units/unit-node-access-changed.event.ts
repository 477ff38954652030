import { nodeAccessSchema } from '../../operations/units/devices';
import { defineEvent } from '../define-event';

/** Who may use a node's topic changed: its level, or whether others may write to it. */
export const unitNodeAccessChanged = defineEvent({
  service: 'units',
  aggregate: 'unit-node',
  name: 'access-changed',
  version: 1,
  description: "Who may use a node's topic changed: its level, or whether others may write to it.",
  schema: nodeAccessSchema,
  example: {
    uuid: 'c3d1a9a4-35c0-4a0e-9b6a-0d1c6f3f7a12',
    unitUuid: '5f0c7a52-1a3b-4c8e-9d21-0b7c5b1f4a10',
    type: 'Input',
    topicName: 'set_fan_state/pepeunit',
    visibilityLevel: 'Private',
    isRewritableInput: true,
  },
});
