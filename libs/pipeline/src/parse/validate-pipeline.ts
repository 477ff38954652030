import { PipelineStage } from '../config/pipeline-config';
import { PipelineLimits, PipelineParseResult, PipelineProblem } from '../config/pipeline-problem';
import { readActivePeriod } from './active-period-stage';
import { readFilters } from './filters-stage';
import { readProcessingPolicy } from './processing-policy-stage';
import { RawMapping, RawValue } from './raw-value';
import { StageReader } from './stage-reader';
import { readTransformations } from './transformations-stage';

/** Documentation of the protocol calls the second stage so; `filters` goes before it (decisions.md, "docs"). */
const FILTERS_ALIAS = 'filtres';

/** Validates every stage independently and gathers all problems in the order of the stages (docs/protocol/datapipe.md 1.6). */
export function validatePipeline(document: RawValue, limits: PipelineLimits): PipelineParseResult {
  if (document.kind !== 'mapping')
    return { ok: false, errors: [wholeDocument('The document must be a mapping of stages', document.at)] };

  const errors: PipelineProblem[] = [];
  const open = (stage: PipelineStage, name: string, raw: RawValue | undefined): StageReader | undefined => {
    if (raw?.kind === 'mapping') return new StageReader(stage, raw, errors);
    const message = raw === undefined ? 'Field required' : 'Input should be a mapping';
    errors.push({ stage, message: `${name}: ${message}`, ...raw?.at });
    return undefined;
  };
  const read = <T>(
    reader: StageReader | undefined,
    read: (reader: StageReader) => T | undefined,
  ): T | undefined => (reader === undefined ? undefined : read(reader));

  const activePeriod = read(
    open('ActivePeriod', 'active_period', document.get('active_period')),
    readActivePeriod,
  );
  const filters = read(open('Filters', 'filters', filtersOf(document)), (stage) =>
    readFilters(stage, limits.maxPayloadBytes),
  );
  const rawTransformations = document.get('transformations');
  const transformations =
    rawTransformations === undefined || rawTransformations.kind === 'null'
      ? null
      : read(open('Transformations', 'transformations', rawTransformations), readTransformations);
  const policy = read(
    open('ProcessingPolicy', 'processing_policy', document.get('processing_policy')),
    (stage) => readProcessingPolicy(stage, filters?.type_input_value),
  );

  if (!activePeriod || !filters || transformations === undefined || !policy) return { ok: false, errors };
  return {
    ok: true,
    config: { active_period: activePeriod, filters, transformations, processing_policy: policy },
  };
}

/** A problem of the document itself, which belongs to no stage. */
export function wholeDocument(message: string, at?: { line: number; column: number }): PipelineProblem {
  return { stage: 'ActivePeriod', message, ...at };
}

function filtersOf(document: RawMapping): RawValue | undefined {
  return document.get('filters') ?? document.get(FILTERS_ALIAS);
}
