import { startsNewSeries, type PipelineConfig, type PipelineDocument } from '@unitfleet/pipeline';

/** Series of a node: each of its pipelines stores into one of its own. */
export interface NodeSeries {
  /** Of the first pipeline; 0 before there was one. */
  readonly series: number;
  /** Of the others, in the order of the document. */
  readonly additionalSeries: readonly number[];
  /** The newest that was ever allotted: they only grow. */
  readonly lastSeries: number;
}

/** All series that are shown. */
export const shownSeries = ({ series, additionalSeries }: NodeSeries): readonly number[] => [
  series,
  ...additionalSeries,
];

interface Known {
  readonly config: PipelineConfig;
  readonly series: number;
}

/**
 * Series under a changed document. A pipeline goes on with its own when it has the same name and rows of both forms can be
 * shown together; any other gets one that was never used, also under a name that was there before
 * (`docs/protocol/decisions.md`, DataPipe 37).
 *
 * @param before null when there is none, or none that can be read.
 */
export const allotSeries = (
  known: NodeSeries,
  before: PipelineDocument | null,
  after: PipelineDocument,
): NodeSeries => {
  let { lastSeries } = known;
  const seriesOf = (was: Known | undefined, config: PipelineConfig): number =>
    was && !startsNewSeries(was.config, config) ? was.series : (lastSeries += 1);

  const additional = new Map<string, Known>();
  before?.additional_pipelines.forEach((config, index) => {
    const series = known.additionalSeries[index];
    if (series !== undefined) additional.set(config.name, { config, series });
  });
  const series = seriesOf(before ? { config: before, series: known.series } : undefined, after);
  const additionalSeries = after.additional_pipelines.map((config) =>
    seriesOf(additional.get(config.name), config),
  );
  return { series, additionalSeries, lastSeries };
};

/** Unused series for every pipeline. */
export const freshSeries = ({ additionalSeries, lastSeries }: NodeSeries): NodeSeries => ({
  series: lastSeries + 1,
  additionalSeries: additionalSeries.map((_series, index) => lastSeries + 2 + index),
  lastSeries: lastSeries + 1 + additionalSeries.length,
});
