import { PipelineConfig } from '../config/pipeline-config';
import { isUtf8 } from '../platform/bytes';
import { activeBounds } from './active-bounds';
import { Aggregation } from './aggregation';
import { JsonFedPipeline } from './compiled-pipeline';
import { formatExact, formatFixed, formatSignificant } from './format-number';
import { NodeState } from './node-state';
import { AggregateRow, DROPPED, Outcome } from './outcome';
import { parseDecimal, parseDecimalText, trimmedAscii } from './parse-decimal';
import { RowPolicy, rowPolicy, validated, validatedFunctions } from './row-policy';

/** From here on a finite product can grow past the largest double when it is rounded to 15 digits. */
const ROUNDING_MAY_OVERFLOW = 1e308;

/** A pipeline of `Number` input. Every stage is a field with a neutral value where the configuration leaves it out. */
export class NumberPipeline implements JsonFedPipeline {
  private readonly afterMs: number;
  private readonly beforeMs: number;
  private readonly list: Set<number> | null;
  private readonly listAdmits: boolean;
  private readonly min: number;
  private readonly max: number;
  private readonly rateMs: number;
  private readonly unique: boolean;
  private readonly maxSize: number;
  private readonly transforms: boolean;
  private readonly ratio: number;
  /** Decimals, or -1 for "as many as it has". */
  private readonly decimals: number;
  private readonly policy: RowPolicy | null;
  private readonly aggregation: Aggregation | null;

  constructor({ active_period, filters, transformations, processing_policy: policy }: PipelineConfig) {
    const { afterMs, beforeMs } = activeBounds(active_period);
    this.afterMs = afterMs;
    this.beforeMs = beforeMs;

    const values = (filters.filtering_values ?? []).filter((value) => typeof value === 'number');
    this.list = filters.type_value_filtering === null ? null : new Set(values);
    this.listAdmits = filters.type_value_filtering === 'WhiteList';

    const { type_value_threshold: threshold, threshold_min: min, threshold_max: max } = filters;
    this.min = (threshold === 'Min' || threshold === 'Range' ? min : null) ?? -Infinity;
    this.max = (threshold === 'Max' || threshold === 'Range' ? max : null) ?? Infinity;
    this.rateMs = filters.max_rate * 1000;
    this.unique = filters.last_unique_check;
    this.maxSize = filters.max_size === 0 ? Infinity : filters.max_size;

    const ratio = transformations?.multiplication_ratio ?? null;
    const decimals = transformations?.round_decimal_point ?? null;
    this.transforms = ratio !== null || decimals !== null;
    this.ratio = ratio ?? 1;
    this.decimals = decimals ?? -1;

    const aggregates = policy.policy_type === 'Aggregation';
    this.policy = aggregates ? null : rowPolicy(policy, 'Number');
    this.aggregation = aggregates
      ? new Aggregation(validatedFunctions(policy), validated(policy.time_window_size, 'time_window_size'))
      : null;
  }

  process(state: NodeState, payload: Uint8Array, timeMs: number): Outcome {
    if (!(timeMs > this.afterMs && timeMs < this.beforeMs)) return DROPPED.inactivePeriod;

    const input = parseDecimal(payload);
    if (Number.isNaN(input)) return isUtf8(payload) ? DROPPED.notANumber : DROPPED.notUtf8;
    return this.admit(state, input, payload, timeMs);
  }

  processFound(state: NodeState, found: unknown, timeMs: number): Outcome {
    const input =
      typeof found === 'number' ? found + 0 : typeof found === 'string' ? parseDecimalText(found) : NaN;
    return Number.isNaN(input) ? DROPPED.notANumber : this.admit(state, input, null, timeMs);
  }

  closeWindow(state: NodeState, timeMs: number): readonly AggregateRow[] | null {
    return this.aggregation === null ? null : this.aggregation.closeWindow(state, timeMs);
  }

  /** `payload` is null where the number did not come as one. */
  private admit(state: NodeState, input: number, payload: Uint8Array | null, timeMs: number): Outcome {
    if (input === Infinity || input === -Infinity) return DROPPED.inputNotFinite;
    if (this.list !== null && this.list.has(input) !== this.listAdmits) return DROPPED.list;
    if (input < this.min || input > this.max) return DROPPED.threshold;
    if (Math.abs(timeMs - state.lastAcceptedMs) < this.rateMs) return DROPPED.rate;
    if (payload !== null && payload.length > this.maxSize) return DROPPED.size;
    if (this.unique && input === state.lastNumber) return DROPPED.unique;

    const outcome = this.accept(state, payload, input, timeMs);
    if (outcome.kind === 'dropped') return outcome;
    state.lastAcceptedMs = timeMs;
    state.lastNumber = input;
    state.lastText = null;
    return outcome;
  }

  private accept(state: NodeState, payload: Uint8Array | null, input: number, timeMs: number): Outcome {
    const product = input * this.ratio;
    if (
      this.transforms &&
      Math.abs(product) >= ROUNDING_MAY_OVERFLOW &&
      !Number.isFinite(Number(this.format(product)))
    )
      return DROPPED.productNotFinite;
    if (this.aggregation !== null)
      return this.aggregation.fold(state, this.transforms ? Number(this.format(product)) : input, timeMs);

    const value = this.transforms
      ? this.format(product)
      : payload === null
        ? formatExact(input)
        : trimmedAscii(payload);
    return this.policy!.accept(value, value.length, timeMs);
  }

  private format(value: number): string {
    if (!Number.isFinite(value)) return String(value);
    return this.decimals < 0 ? formatSignificant(value) : formatFixed(value, this.decimals);
  }
}
