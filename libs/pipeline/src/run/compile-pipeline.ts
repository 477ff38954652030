import { PipelineConfig } from '../config/pipeline-config';
import { CompiledPipeline } from './compiled-pipeline';
import { NumberPipeline } from './number-pipeline';
import { TextPipeline } from './text-pipeline';

/**
 * Decides once what a configuration means, so that a message pays only for the stages that it has. `config` comes from
 * `parsePipelineDocument` or `parseStoredConfig`; one that validation would refuse is a defect and throws a TypeError.
 */
export function compilePipeline(config: PipelineConfig): CompiledPipeline {
  return config.filters.type_input_value === 'Number' ? new NumberPipeline(config) : new TextPipeline(config);
}
