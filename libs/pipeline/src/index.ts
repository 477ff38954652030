export * from './config/pipeline-config';
export * from './config/pipeline-problem';
export { defaultPipelineConfig, isPipelineTopic } from './config/default-config';
export { startsNewSeries } from './config/starts-new-series';
export { MAX_DOCUMENT_BYTES } from './parse/read-yaml';
export { parsePipelineDocument } from './parse/parse-pipeline-document';
export { parseStoredConfig, toStoredConfig } from './parse/stored-config';
export { renderPipelineYaml } from './parse/render-pipeline-yaml';
export type { CompiledPipeline } from './run/compiled-pipeline';
export type { CompiledDocument, DocumentPipeline } from './run/compile-document';
export { compileDocument } from './run/compile-document';
export { DryRun } from './run/dry-run';
export type { DryRunStep, WouldStore } from './run/dry-run';
export { compilePipeline } from './run/compile-pipeline';
export { decodeNodeState, emptyNodeState, encodeNodeState, startNewSeries } from './run/node-state';
export type { EncodedNodeState, NodeState, OpenWindow } from './run/node-state';
export { DROP_REASONS } from './run/outcome';
export type {
  AggregateRow,
  Dropped,
  DropReason,
  FoldedOutcome,
  LastValueOutcome,
  Outcome,
  RecordOutcome,
  TimedRecordOutcome,
} from './run/outcome';
export { ImportCheck } from './import/import-check';
export type {
  ImportColumn,
  ImportedAggregate,
  ImportedRow,
  ImportFields,
  ImportProblem,
} from './import/import-row';
export { formatExact } from './run/format-number';
