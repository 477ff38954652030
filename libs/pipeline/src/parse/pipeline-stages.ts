import { PipelineConfig, PipelineStage } from '../config/pipeline-config';
import { PipelineLimits, PipelineProblem } from '../config/pipeline-problem';
import { readActivePeriod } from './active-period-stage';
import { readFilters } from './filters-stage';
import { readProcessingPolicy } from './processing-policy-stage';
import { RawMapping, RawValue } from './raw-value';
import { StageReader } from './stage-reader';
import { readTransformations } from './transformations-stage';

/** Documentation of the protocol calls the second stage so; `filters` goes before it (decisions.md, "docs"). */
const FILTERS_ALIAS = 'filtres';

/**
 * Validates the four stages of one pipeline independently of each other and adds their problems in the order of the stages
 * (docs/protocol/datapipe.md 1.6). `undefined` = there were some.
 */
export function readStages(
  pipeline: RawMapping,
  limits: PipelineLimits,
  problems: PipelineProblem[],
): PipelineConfig | undefined {
  const open = (stage: PipelineStage, name: string, raw: RawValue | undefined): StageReader | undefined => {
    if (raw?.kind === 'mapping') return new StageReader(stage, raw, problems);
    const message = raw === undefined ? 'Field required' : 'Input should be a mapping';
    problems.push({ stage, message: `${name}: ${message}`, ...raw?.at });
    return undefined;
  };
  const read = <T>(
    reader: StageReader | undefined,
    read: (reader: StageReader) => T | undefined,
  ): T | undefined => (reader === undefined ? undefined : read(reader));

  const activePeriod = read(
    open('ActivePeriod', 'active_period', pipeline.get('active_period')),
    readActivePeriod,
  );
  const filters = read(open('Filters', 'filters', filtersOf(pipeline)), (stage) =>
    readFilters(stage, limits.maxPayloadBytes),
  );
  const rawTransformations = pipeline.get('transformations');
  const transformations =
    rawTransformations === undefined || rawTransformations.kind === 'null'
      ? null
      : read(open('Transformations', 'transformations', rawTransformations), readTransformations);
  const policy = read(
    open('ProcessingPolicy', 'processing_policy', pipeline.get('processing_policy')),
    (stage) => readProcessingPolicy(stage, filters?.type_input_value),
  );

  if (!activePeriod || !filters || transformations === undefined || !policy) return undefined;
  return { active_period: activePeriod, filters, transformations, processing_policy: policy };
}

function filtersOf(pipeline: RawMapping): RawValue | undefined {
  return pipeline.get('filters') ?? pipeline.get(FILTERS_ALIAS);
}
