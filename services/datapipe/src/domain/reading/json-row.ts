import { formatDateTime, type PipeDataItem } from '@unitfleet/contracts';
import { fieldNames, fieldValues } from './row-fields';

/** Writes rows of one policy as JSON objects in the form of REST. */
export const jsonRows = (policy: PipeDataItem['policy']): ((item: PipeDataItem) => string) => {
  const keys = fieldNames(policy).map((name) => `${JSON.stringify(name)}:`);
  return (item) => {
    const members = fieldValues(item).map(
      (value, index) => keys[index] + JSON.stringify(value instanceof Date ? formatDateTime(value) : value),
    );
    return `{${members.join(',')}}`;
  };
};
