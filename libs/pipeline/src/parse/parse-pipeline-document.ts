import { PipelineLimits, PipelineParseResult } from '../config/pipeline-problem';
import { readYaml } from './read-yaml';
import { validatePipeline, wholeDocument } from './validate-pipeline';

/**
 * Reads and validates a pipeline as users write it: one YAML 1.1 document (docs/protocol/datapipe.md 1.1-1.7, with
 * docs/protocol/decisions.md "DataPipe"). Never throws: text that is not UTF-8, broken or oversized YAML, several documents,
 * alias bombs and excessive nesting are problems like any other. Problems come in the order of the stages.
 */
export function parsePipelineDocument(
  document: string | Uint8Array,
  limits: PipelineLimits,
): PipelineParseResult {
  const read = readYaml(document);
  if ('value' in read) return validatePipeline(read.value, limits);
  return { ok: false, errors: [wholeDocument(read.fault.message, read.fault.at)] };
}
