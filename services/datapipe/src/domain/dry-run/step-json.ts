import { formatDateTime, MAX_DRY_RUN_TEXT, type ProcessingPolicy } from '@unitfleet/contracts';
import { formatExact, type DryRunStep, type WouldStore } from '@unitfleet/pipeline';

const POLICY_OF_KIND = {
  'last-value': 'LastValue',
  record: 'NRecords',
  'timed-record': 'TimeWindow',
  aggregate: 'Aggregation',
} as const satisfies Record<WouldStore['kind'], ProcessingPolicy>;

const time = (ms: number): string => formatDateTime(new Date(ms));
/** Never through the middle of a surrogate pair. */
const cut = (text: string): string => text.slice(0, MAX_DRY_RUN_TEXT).replace(/[\ud800-\udbff]$/, '');

/** No character takes more than four bytes, so that nothing of what is shown lies behind. */
const payloadText = (payload: Uint8Array): string =>
  cut(Buffer.from(payload.subarray(0, 4 * MAX_DRY_RUN_TEXT)).toString('utf8'));

const storedRow = (stored: WouldStore): Record<string, unknown> => {
  const policy = POLICY_OF_KIND[stored.kind];
  if (stored.kind === 'aggregate')
    return {
      policy,
      state: formatExact(stored.state),
      size: null,
      aggregation_type: stored.function,
      start_window_datetime: time(stored.startMs),
      end_window_datetime: time(stored.endMs),
    };
  return {
    policy,
    state: cut(stored.value),
    size: stored.kind === 'last-value' ? Buffer.byteLength(stored.value) : stored.size,
    aggregation_type: null,
    start_window_datetime: null,
    end_window_datetime: null,
  };
};

/** A step of a dry run as a JSON object in the form of REST. */
export const stepJson = ({ pipeline, timeMs, payload, drop, stored }: DryRunStep): string =>
  JSON.stringify({
    pipeline,
    time: time(timeMs),
    payload: payload && payloadText(payload),
    stage: drop?.stage ?? null,
    reason: drop?.reason ?? null,
    stored: stored && storedRow(stored),
  });
