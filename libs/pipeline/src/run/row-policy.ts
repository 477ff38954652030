import {
  AggregationFunction,
  aggregationFunctionsOf,
  InputValueType,
  ProcessingPolicyConfig,
} from '../config/pipeline-config';
import { Dropped, DROPPED, LastValueOutcome, RecordOutcome, TimedRecordOutcome } from './outcome';

type RowOutcome = LastValueOutcome | RecordOutcome | TimedRecordOutcome;

/** What a policy that stores single values makes of an accepted one. `size` is the value's length in UTF-8 bytes. */
export interface RowPolicy {
  accept(value: string, size: number, timeMs: number): RowOutcome | Dropped;
}

class LastValuePolicy implements RowPolicy {
  accept(value: string, _size: number, timeMs: number): LastValueOutcome | Dropped {
    return value.includes('\0') ? DROPPED.nulCharacter : { kind: 'last-value', value, timeMs };
  }
}

class NRecordsPolicy implements RowPolicy {
  constructor(
    private readonly stateType: InputValueType,
    private readonly maxCount: number,
  ) {}

  accept(value: string, size: number, timeMs: number): RecordOutcome {
    return { kind: 'record', value, stateType: this.stateType, size, timeMs, maxCount: this.maxCount };
  }
}

class TimeWindowPolicy implements RowPolicy {
  private readonly keptMs: number;

  constructor(
    private readonly stateType: InputValueType,
    sizeSeconds: number,
  ) {
    this.keptMs = sizeSeconds * 1000;
  }

  accept(value: string, size: number, timeMs: number): TimedRecordOutcome {
    const expirationMs = timeMs + this.keptMs;
    return { kind: 'timed-record', value, stateType: this.stateType, size, timeMs, expirationMs };
  }
}

/** docs/protocol/datapipe.md 2.6; Aggregation is no row policy. */
export function rowPolicy(policy: ProcessingPolicyConfig, stateType: InputValueType): RowPolicy {
  switch (policy.policy_type) {
    case 'LastValue':
      return new LastValuePolicy();
    case 'NRecords':
      return new NRecordsPolicy(stateType, validated(policy.n_records_count, 'n_records_count'));
    case 'TimeWindow':
      return new TimeWindowPolicy(stateType, validated(policy.time_window_size, 'time_window_size'));
    case 'Aggregation':
      throw new TypeError('Not a validated pipeline: Aggregation of Text');
  }
}

/** A field that validation guarantees; its absence is a defect of the caller. */
export function validated<T>(value: T | null, field: string): T {
  if (value === null) throw new TypeError(`Not a validated pipeline: ${field} is missing`);
  return value;
}

/** The functions of policy Aggregation; at least one. */
export function validatedFunctions(policy: ProcessingPolicyConfig): readonly AggregationFunction[] {
  validated(policy.aggregation_functions, 'aggregation_functions');
  return aggregationFunctionsOf(policy);
}
