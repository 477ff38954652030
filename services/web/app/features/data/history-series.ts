import type { AggregationFunctions, HistoryNodesQuery } from './data.generated';
import { pipeNamed, pipesOf, type PipeSummary } from './pipe-summary';

/** A line of a chart: what a node stores. */
export interface HistorySeries {
  readonly nodeUuid: string;
  /** The topic of the node where nothing is given. */
  readonly label?: string;
  /** Name of an additional pipeline; the first where nothing is given. */
  readonly pipeline?: string | null;
  /** Function of an aggregation; its first where nothing is given. */
  readonly aggregation?: AggregationFunctions | null;
}

/** A line as it is drawn: the pipeline that it is of is known. */
export interface PlannedSeries {
  /** Unique in its chart. */
  readonly key: string;
  readonly nodeUuid: string;
  readonly label: string;
  readonly pipe: PipeSummary;
  readonly aggregation: AggregationFunctions | null;
}

type HistoryNode = HistoryNodesQuery['getUnitNodes']['unitNodes'][number];

const planOf = (
  { nodeUuid, label, pipeline, aggregation }: HistorySeries,
  nodes: readonly HistoryNode[],
): PlannedSeries[] => {
  const node = nodes.find(({ uuid }) => uuid === nodeUuid);
  const pipe = node && pipeNamed(pipesOf(node.dataPipeYml), pipeline);
  if (!node || !pipe?.isNumeric) return [];
  const chosen = pipe.functions.find((each) => each === aggregation) ?? pipe.functions[0] ?? null;
  const name = label ?? (pipe.name ? `${node.topicName} · ${pipe.name}` : node.topicName);
  return [{ key: [nodeUuid, pipe.name, chosen].join(' '), nodeUuid, label: name, pipe, aggregation: chosen }];
};

/** What can be drawn: nodes that are seen, and whose pipeline takes numbers. */
export const planSeries = (
  series: readonly HistorySeries[],
  nodes: readonly HistoryNode[],
): readonly PlannedSeries[] => {
  const plans = series.flatMap((each) => planOf(each, nodes));
  return plans.filter(({ key }, index) => plans.findIndex((other) => other.key === key) === index);
};
