import { ClickHouseError } from '@clickhouse/client';

/** Errors that are in the data: the same rows are refused for ever. Everything else may pass. */
const OF_THE_DATA = new Set([
  'ARGUMENT_OUT_OF_BOUND',
  'CANNOT_CONVERT_TYPE',
  'DECIMAL_OVERFLOW',
  'FUNCTION_THROW_IF_VALUE_IS_NON_ZERO',
  'INCORRECT_DATA',
  'TOO_LARGE_STRING_SIZE',
  'UNKNOWN_ELEMENT_OF_ENUM',
  'VALUE_IS_OUT_OF_RANGE_OF_DATA_TYPE',
  'VIOLATED_CONSTRAINT',
]);

/** Whether the telemetry store refused an insert because of what is in its rows. */
export const isRowRefusal = (error: unknown): error is ClickHouseError =>
  error instanceof ClickHouseError && OF_THE_DATA.has(error.type ?? '');
