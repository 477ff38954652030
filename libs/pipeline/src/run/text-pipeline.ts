import { PipelineConfig } from '../config/pipeline-config';
import { decodeUtf8, utf8Length } from '../platform/bytes';
import { activeBounds } from './active-bounds';
import { JsonFedPipeline } from './compiled-pipeline';
import { JsonSource } from './json-payload';
import { NodeState } from './node-state';
import { DROPPED, Outcome } from './outcome';
import { RowPolicy, rowPolicy } from './row-policy';
import { isRemembered, rememberText, sliceCodePoints } from './text-payload';

/** A pipeline of `Text` input. Thresholds and numeric transformations do not apply (docs/protocol/decisions.md, DataPipe 11). */
export class TextPipeline implements JsonFedPipeline {
  private readonly afterMs: number;
  private readonly beforeMs: number;
  private readonly list: Set<string> | null;
  private readonly listAdmits: boolean;
  private readonly rateMs: number;
  private readonly unique: boolean;
  private readonly maxSize: number;
  private readonly slices: boolean;
  private readonly sliceStart: number | null;
  private readonly sliceEnd: number | null;
  private readonly policy: RowPolicy;

  constructor({ active_period, filters, transformations, processing_policy }: PipelineConfig) {
    const { afterMs, beforeMs } = activeBounds(active_period);
    this.afterMs = afterMs;
    this.beforeMs = beforeMs;
    const values = (filters.filtering_values ?? []).filter((value) => typeof value === 'string');
    this.list = filters.type_value_filtering === null ? null : new Set(values);
    this.listAdmits = filters.type_value_filtering === 'WhiteList';
    this.rateMs = filters.max_rate * 1000;
    this.unique = filters.last_unique_check;
    this.maxSize = filters.max_size === 0 ? Infinity : filters.max_size;
    this.sliceStart = transformations?.slice_start ?? null;
    this.sliceEnd = transformations?.slice_end ?? null;
    this.slices = this.sliceStart !== null || this.sliceEnd !== null;
    this.policy = rowPolicy(processing_policy, 'Text');
  }

  process(state: NodeState, payload: Uint8Array, timeMs: number): Outcome {
    if (!(timeMs > this.afterMs && timeMs < this.beforeMs)) return DROPPED.inactivePeriod;

    const input = decodeUtf8(payload);
    if (input === null) return DROPPED.notUtf8;
    return this.admit(state, input, payload.length, timeMs);
  }

  processFound(state: NodeState, found: unknown, timeMs: number, json: JsonSource): Outcome {
    const input = json.textOf(found);
    return typeof input === 'string' ? this.admit(state, input, utf8Length(input), timeMs) : input;
  }

  closeWindow(_state: NodeState, _timeMs: number): null {
    return null;
  }

  /** `bytes` is the length of the input in UTF-8. */
  private admit(state: NodeState, input: string, bytes: number, timeMs: number): Outcome {
    if (this.list !== null && this.list.has(input) !== this.listAdmits) return DROPPED.list;
    if (Math.abs(timeMs - state.lastAcceptedMs) < this.rateMs) return DROPPED.rate;
    if (bytes > this.maxSize) return DROPPED.size;
    if (this.unique && isRemembered(state, input)) return DROPPED.unique;

    const value = this.slices ? sliceCodePoints(input, this.sliceStart, this.sliceEnd) : input;
    const size = value.length === input.length ? bytes : utf8Length(value);
    const outcome = this.policy.accept(value, size, timeMs);
    if (outcome.kind === 'dropped') return outcome;
    state.lastAcceptedMs = timeMs;
    rememberText(state, input);
    return outcome;
  }
}
