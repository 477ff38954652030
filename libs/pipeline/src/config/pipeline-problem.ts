import { PipelineDocument, PipelineStage } from './pipeline-config';

/** One reason why a document is not a pipeline. Line and column count from 1 and are present where YAML knows them. */
export interface PipelineProblem {
  /** A document that is broken as a whole is reported under `ActivePeriod`, its first stage. */
  stage: PipelineStage;
  /** Of an additional pipeline, it begins with `additional_pipelines[index] (name): `; the index counts from 0. */
  message: string;
  line?: number;
  column?: number;
}

/** Outcome of validation: never a throw, whatever the input. */
export type PipelineParseResult =
  { ok: true; config: PipelineDocument } | { ok: false; errors: PipelineProblem[] };

/** Bounds that belong to the instance, not to the protocol. */
export interface PipelineLimits {
  /** Upper bound of `max_size`, bytes (`PU_MQTT_MAX_PAYLOAD_SIZE` x 1024). */
  maxPayloadBytes: number;
}
