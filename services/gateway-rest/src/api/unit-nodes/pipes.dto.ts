import {
  AGGREGATION_FUNCTIONS,
  PROCESSING_POLICIES,
  type AggregationFunction,
  type ProcessingPolicy,
} from '@unitfleet/contracts';
import { PageQuery } from '../../http/fields/page.query';
import {
  QueryListOf,
  QueryOneOf,
  QueryOrder,
  QueryText,
  QueryTime,
  QueryWholeNumber,
  RequiredQueryOneOf,
  RequiredQueryUuid,
} from '../../http/fields/query-fields';

export class NodeQuery {
  /** Of the node. */
  @RequiredQueryUuid()
  uuid!: string;
}

/** An addition: which of the node's pipelines. */
export class PipelineQuery {
  /** Name of an additional one; missing, the first. */
  @QueryText()
  pipeline?: string;
}

export class NodePipelineQuery extends PipelineQuery {
  /** Of the node. */
  @RequiredQueryUuid()
  uuid!: string;
}

/** An addition. */
export class PipeDataPointsQuery extends NodePipelineQuery {
  /** Buckets at the most; missing, 300. */
  @QueryWholeNumber()
  points?: number;

  @QueryOneOf(AGGREGATION_FUNCTIONS)
  aggregation_type?: AggregationFunction;

  @QueryTime()
  start_create_datetime?: Date;

  @QueryTime()
  end_create_datetime?: Date;

  @QueryText()
  relative_time?: string;
}

export class PipeDataQuery extends PageQuery {
  /** Of the node. */
  @RequiredQueryUuid()
  uuid!: string;

  /** An addition: name of an additional pipeline of the node; missing, the first. */
  @QueryText()
  pipeline?: string;

  @RequiredQueryOneOf(PROCESSING_POLICIES)
  type!: ProcessingPolicy;

  @QueryText()
  search_string?: string;

  @QueryListOf(AGGREGATION_FUNCTIONS)
  aggregation_type?: AggregationFunction[];

  @QueryWholeNumber()
  time_window_size?: number;

  @QueryTime()
  start_agg_window_datetime?: Date;

  @QueryTime()
  end_agg_window_datetime?: Date;

  @QueryTime()
  start_create_datetime?: Date;

  @QueryTime()
  end_create_datetime?: Date;

  @QueryText()
  relative_time?: string;

  @QueryOrder()
  order_by_create_date?: 'asc' | 'desc';
}
