import { parseStoredConfig, type PipelineConfig } from '@unitfleet/pipeline';
import type { NodeSeries } from './allot-series';

/** One of a node's pipelines, with the series that it stores into. */
export interface ChosenPipeline {
  readonly config: PipelineConfig;
  readonly series: number;
}

/** Why there is none to choose, in words for people. */
export type NoPipeline = string;

/** A node's pipes as they are stored. */
export interface StoredPipelines extends NodeSeries {
  readonly config: string | null;
}

/** The pipeline of a name; without a name (null, absent or empty), the first. */
export const choosePipeline = (
  { config, series, additionalSeries }: StoredPipelines,
  name: string | null | undefined,
): ChosenPipeline | NoPipeline => {
  if (config === null) return 'the data pipe of the node has no configuration';
  const stored = parseStoredConfig(config);
  if (!stored.ok) return 'the stored configuration cannot be read';
  if (!name) return { config: stored.config, series };
  const index = stored.config.additional_pipelines.findIndex((pipeline) => pipeline.name === name);
  const found = stored.config.additional_pipelines[index];
  const of = additionalSeries[index];
  if (!found || of === undefined) return `the data pipe of the node has no pipeline ${name}`;
  return { config: found, series: of };
};
