import { NamedPipeline, PipelineConfig, PipelineDocument } from '../config/pipeline-config';
import { resolvePlainScalar } from './yaml-scalar';

/** Text that is safe unquoted as far as syntax goes; whether it would read as something else is asked separately. */
const PLAIN_TEXT = /^[\p{L}_][\p{L}\p{N}_./-]*$/u;
/** What JSON leaves alone inside quotes and YAML does not: controls, line breaks of YAML 1.1, byte order mark, non-characters. */
const UNPRINTABLE = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

function renderText(text: string): string {
  if (PLAIN_TEXT.test(text) && resolvePlainScalar(text).kind === 'string') return text;
  return JSON.stringify(text).replace(
    UNPRINTABLE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Numbers read back as they are: an exponent needs a point in YAML 1.1, and an integer beyond 2^53 would be refused. */
function renderNumber(value: number): string {
  const text = String(value);
  if (text.includes('e')) return text.replace(/^(-?\d+)e/, '$1.0e');
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? `${text}.0` : text;
}

function renderScalar(value: string | number | boolean): string {
  if (typeof value === 'string') return renderText(value);
  return typeof value === 'number' ? renderNumber(value) : String(value);
}

function renderStage(name: string, stage: object): string[] {
  const fields = Object.entries(stage).flatMap(([field, value]: [string, unknown]) => {
    if (value === null) return [];
    if (!Array.isArray(value)) return [`  ${field}: ${renderScalar(value as string | number | boolean)}`];
    if (value.length === 0) return [`  ${field}: []`];
    return [`  ${field}:`, ...value.map((item: string | number) => `  - ${renderScalar(item)}`)];
  });
  return fields.length === 0 ? [`${name}: {}`] : [`${name}:`, ...fields];
}

function renderStages(config: PipelineConfig): string[] {
  return [
    ...renderStage('active_period', config.active_period),
    ...renderStage('filters', config.filters),
    ...(config.transformations === null ? [] : renderStage('transformations', config.transformations)),
    ...renderStage('processing_policy', config.processing_policy),
  ];
}

function renderAdditional(pipelines: readonly NamedPipeline[]): string[] {
  if (pipelines.length === 0) return [];
  const items = pipelines.flatMap((pipeline) => [
    `- name: ${renderText(pipeline.name)}`,
    ...renderStages(pipeline).map((line) => `  ${line}`),
  ]);
  return ['additional_pipelines:', ...items];
}

/**
 * The YAML that a user gets back (docs/protocol/datapipe.md 1.9, get config): null fields dropped, order kept, non-ASCII kept.
 * `parsePipelineDocument` reads it back to an equal document.
 */
export function renderPipelineYaml(document: PipelineDocument): string {
  const lines = [...renderStages(document), ...renderAdditional(document.additional_pipelines)];
  return `${lines.join('\n')}\n`;
}
