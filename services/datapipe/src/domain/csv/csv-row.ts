import { formatDateTime, type PipeDataItem } from '@unitfleet/contracts';
import { formatExact } from '@unitfleet/pipeline';
import { fieldNames, fieldValues, type FieldValue } from '../reading/row-fields';

const END = '\r\n';
const NEEDS_QUOTES = /[",\r\n]/;

const text = (value: FieldValue): string => {
  if (typeof value === 'number') return formatExact(value);
  if (value instanceof Date) return formatDateTime(value).replace('T', ' ');
  return NEEDS_QUOTES.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
};

/** The first line of a file (`docs/protocol/datapipe.md 3.3`). */
export const csvHeader = (policy: PipeDataItem['policy']): string => fieldNames(policy).join(',') + END;

export const csvRow = (item: PipeDataItem): string => fieldValues(item).map(text).join(',') + END;
