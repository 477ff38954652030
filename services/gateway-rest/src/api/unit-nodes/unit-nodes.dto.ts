import { VISIBILITY_LEVELS, type VisibilityLevel } from '@unitfleet/contracts';
import {
  OptionalFlag,
  OptionalOneOf,
  OptionalText,
  OptionalWholeNumber,
  Uuid,
} from '../../http/fields/body-fields';
import { PageQuery } from '../../http/fields/page.query';
import {
  QueryOrder,
  QueryText,
  QueryTexts,
  QueryUuid,
  QueryUuids,
  RequiredQueryUuid,
} from '../../http/fields/query-fields';

export class UpdateUnitNodeBody {
  @OptionalOneOf(VISIBILITY_LEVELS)
  visibility_level?: VisibilityLevel | null;

  @OptionalFlag()
  is_rewritable_input?: boolean | null;

  @OptionalFlag()
  is_data_pipe_active?: boolean | null;

  @OptionalWholeNumber()
  max_connections?: number | null;
}

export class SetInputStateBody {
  @OptionalText()
  state?: string | null;
}

export class UnitNodesQuery extends PageQuery {
  @QueryUuids()
  uuids?: string[];

  @QueryUuid()
  unit_uuid?: string;

  @QueryText()
  search_string?: string;

  @QueryTexts()
  type?: string[];

  @QueryTexts()
  visibility_level?: string[];

  @QueryOrder()
  order_by_create_date?: 'asc' | 'desc';

  @QueryUuid()
  output_uuid?: string;
}

export class UnitNodeEdgeBody {
  @Uuid()
  node_output_uuid!: string;

  @Uuid()
  node_input_uuid!: string;
}

export class UnitNodeEdgeQuery {
  @RequiredQueryUuid()
  node_output_uuid!: string;

  @RequiredQueryUuid()
  node_input_uuid!: string;
}
