import { PipelineLimits, PipelineParseResult, PipelineProblem } from '../config/pipeline-problem';
import { AdditionalPipelines } from './additional-pipelines';
import { readStages } from './pipeline-stages';
import { Position, RawValue } from './raw-value';

/** Validates all pipelines of a document and gathers all problems, those of the first pipeline first. */
export function validatePipeline(document: RawValue, limits: PipelineLimits): PipelineParseResult {
  if (document.kind !== 'mapping')
    return { ok: false, errors: [wholeDocument('The document must be a mapping of stages', document.at)] };

  const errors: PipelineProblem[] = [];
  const first = readStages(document, limits, errors);
  const lastValueTaken = first?.processing_policy.policy_type === 'LastValue';
  const additional = new AdditionalPipelines(limits, errors, lastValueTaken).read(document);
  if (first === undefined || errors.length > 0) return { ok: false, errors };
  return { ok: true, config: { ...first, additional_pipelines: additional } };
}

/** A problem of the document itself, which belongs to no stage. */
export function wholeDocument(message: string, at?: Position): PipelineProblem {
  return { stage: 'ActivePeriod', message, ...at };
}
