import { PipelineConfig } from '../config/pipeline-config';
import { CompiledPipeline, JsonFedPipeline } from './compiled-pipeline';
import { JsonPipeline } from './json-pipeline';
import { JsonSource, UNSHARED_JSON } from './json-payload';
import { NumberPipeline } from './number-pipeline';
import { TextPipeline } from './text-pipeline';

function compileStages(config: PipelineConfig): JsonFedPipeline {
  return config.filters.type_input_value === 'Number' ? new NumberPipeline(config) : new TextPipeline(config);
}

/** {@link compilePipeline} with another way to read JSON payloads. */
export function compileWith(config: PipelineConfig, json: JsonSource): CompiledPipeline {
  const { json_path: path } = config.filters;
  if (path === null) return compileStages(config);
  // `max_size` bounds the payload, not the value in it.
  const fed = compileStages({ ...config, filters: { ...config.filters, max_size: 0 } });
  return new JsonPipeline(config, path, json, fed);
}

/**
 * Decides once what a configuration means, so that a message pays only for the stages that it has. `config` comes from
 * `parsePipelineDocument` or `parseStoredConfig`; one that validation would refuse is a defect and throws a TypeError.
 */
export function compilePipeline(config: PipelineConfig): CompiledPipeline {
  return compileWith(config, UNSHARED_JSON);
}
