import {
  DryRun,
  formatExact,
  parsePipelineDocument,
  startsNewSeries,
  type DryRunStep,
  type PipelineDocument,
  type PolicyType,
  type WouldStore,
} from '@unitfleet/pipeline';
import type { RunStep, Work, WorkDone } from './work';

/** How large a payload an instance takes is its own setting; it tells when the document is saved. */
const LIMITS = { maxPayloadBytes: Number.MAX_SAFE_INTEGER };

const POLICY_OF_KIND = {
  'last-value': 'LastValue',
  record: 'NRecords',
  'timed-record': 'TimeWindow',
  aggregate: 'Aggregation',
} as const satisfies Record<WouldStore['kind'], PolicyType>;

const storedOf = (stored: WouldStore): RunStep['stored'] => {
  const policy = POLICY_OF_KIND[stored.kind];
  if (stored.kind !== 'aggregate') return { policy, state: stored.value, window: null };
  const { startMs, endMs, function: name, state } = stored;
  return { policy, state: formatExact(state), window: { startMs, endMs, function: name } };
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const stepOf = ({ pipeline, timeMs, payload, drop, stored }: DryRunStep): RunStep => ({
  pipeline,
  timeMs,
  payload: payload && decoder.decode(payload),
  drop,
  stored: stored && storedOf(stored),
});

/** Of a pipeline that is renamed or left out the stored data go as well. */
const losesSeries = (before: PipelineDocument, after: PipelineDocument): boolean =>
  startsNewSeries(before, after) ||
  before.additional_pipelines.some((old) => {
    const next = after.additional_pipelines.find(({ name }) => name === old.name);
    return !next || startsNewSeries(old, next);
  });

/** Checks a document and puts messages through it, by the library that the instance uses. */
export const doWork = ({ document, saved, messages }: Work): WorkDone => {
  const parsed = parsePipelineDocument(document, LIMITS);
  if (!parsed.ok) return { problems: parsed.errors };
  const before = saved === undefined ? null : parsePipelineDocument(saved, LIMITS);
  const isNewSeries = before?.ok === true && losesSeries(before.config, parsed.config);
  if (!messages) return { problems: [], isNewSeries };
  const run = new DryRun(parsed.config);
  const steps = messages.flatMap(({ payload, timeMs }) => run.message(encoder.encode(payload), timeMs));
  return { problems: [], steps: [...steps, ...run.end()].map(stepOf) };
};
