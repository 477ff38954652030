import type { PipeDataItem } from '@unitfleet/contracts';

type Policy = PipeDataItem['policy'];
type NameOf<P extends Policy> = Exclude<keyof Extract<PipeDataItem, { policy: P }>, 'policy'>;

/** Fields of a row in the order of the wire (`docs/protocol/datapipe.md 3.1`). */
const FIELDS: { [P in Policy]: readonly NameOf<P>[] } = {
  NRecords: ['unitNodeUuid', 'state', 'stateType', 'createDatetime', 'maxCount', 'size'],
  TimeWindow: ['unitNodeUuid', 'state', 'stateType', 'createDatetime', 'expirationDatetime', 'size'],
  Aggregation: [
    'unitNodeUuid',
    'state',
    'aggregationType',
    'timeWindowSize',
    'createDatetime',
    'startWindowDatetime',
    'endWindowDatetime',
  ],
  LastValue: ['unitNodeUuid', 'state', 'lastUpdateDatetime'],
};

export type FieldValue = string | number | Date;

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Names of the fields on the wire. */
export const fieldNames = (policy: Policy): string[] => FIELDS[policy].map(snake);

/** Values in the same order. */
export const fieldValues = (item: PipeDataItem): FieldValue[] =>
  FIELDS[item.policy].map((name) => (item as unknown as Record<string, FieldValue>)[name]!);
