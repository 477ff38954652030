import { PipelineConfig } from '../config/pipeline-config';
import { JsonPath, parseJsonPath } from '../parse/json-path';
import { activeBounds } from './active-bounds';
import { CompiledPipeline, JsonFedPipeline } from './compiled-pipeline';
import { JsonSource } from './json-payload';
import { NodeState } from './node-state';
import { AggregateRow, DROPPED, Outcome } from './outcome';

/** What a path leads to; `undefined` = nothing. Only what the payload itself says is ever read. */
function find(root: unknown, path: JsonPath): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (typeof step === 'number') value = Array.isArray(value) ? value.at(step) : undefined;
    else if (Array.isArray(value) || !Object.hasOwn(value, step)) return undefined;
    else value = (value as Record<string, unknown>)[step];
  }
  return value;
}

function stepsOf(path: string): JsonPath {
  const parsed = parseJsonPath(path);
  if ('problem' in parsed) throw new TypeError(`Not a validated pipeline: json_path ${parsed.problem}`);
  return parsed.steps;
}

/**
 * A pipeline whose value is somewhere in a JSON payload (docs/pipelines.md, "JSON payloads"). Active period and `max_size` are
 * looked at first, so that a payload which cannot count is not read; everything else is left to the pipeline that it feeds.
 */
export class JsonPipeline implements CompiledPipeline {
  private readonly afterMs: number;
  private readonly beforeMs: number;
  private readonly maxSize: number;
  private readonly path: JsonPath;

  constructor(
    { active_period, filters }: PipelineConfig,
    path: string,
    private readonly source: JsonSource,
    private readonly fed: JsonFedPipeline,
  ) {
    const { afterMs, beforeMs } = activeBounds(active_period);
    this.afterMs = afterMs;
    this.beforeMs = beforeMs;
    this.maxSize = filters.max_size === 0 ? Infinity : filters.max_size;
    this.path = stepsOf(path);
  }

  process(state: NodeState, payload: Uint8Array, timeMs: number): Outcome {
    if (!(timeMs > this.afterMs && timeMs < this.beforeMs)) return DROPPED.inactivePeriod;
    if (payload.length > this.maxSize) return DROPPED.size;
    const json = this.source.read(payload);
    if (json === DROPPED.notUtf8) return DROPPED.notUtf8;
    if (json === DROPPED.notJson) return DROPPED.notJson;
    const found = find(json, this.path);
    if (found === undefined || found === null) return DROPPED.noValue;
    return this.fed.processFound(state, found, timeMs, this.source);
  }

  closeWindow(state: NodeState, timeMs: number): readonly AggregateRow[] | null {
    return this.fed.closeWindow(state, timeMs);
  }
}
