import { LOG_LEVELS, VISIBILITY_LEVELS, type LogLevel, type VisibilityLevel } from '@unitfleet/contracts';
import {
  Flag,
  OneOf,
  OptionalFlag,
  OptionalOneOf,
  OptionalText,
  Text,
  Uuid,
} from '../../http/fields/body-fields';
import { PageQuery } from '../../http/fields/page.query';
import {
  QueryFlag,
  QueryListOf,
  QueryOrder,
  QueryText,
  QueryTexts,
  QueryUuid,
  QueryUuids,
  RequiredQueryUuid,
} from '../../http/fields/query-fields';

export class CreateUnitBody {
  @Uuid()
  repo_uuid!: string;

  @OneOf(VISIBILITY_LEVELS)
  visibility_level!: VisibilityLevel;

  @Text()
  name!: string;

  @Flag()
  is_auto_update_from_repo_unit!: boolean;

  @OptionalText()
  target_firmware_platform?: string | null;

  @OptionalText()
  repo_branch?: string | null;

  @OptionalText()
  repo_commit?: string | null;
}

export class UpdateUnitBody {
  @OptionalOneOf(VISIBILITY_LEVELS)
  visibility_level?: VisibilityLevel | null;

  @OptionalText()
  name?: string | null;

  @OptionalFlag()
  is_auto_update_from_repo_unit?: boolean | null;

  @OptionalText()
  target_firmware_platform?: string | null;

  @OptionalText()
  repo_branch?: string | null;

  @OptionalText()
  repo_commit?: string | null;
}

export class UnitsQuery extends PageQuery {
  @QueryUuids()
  uuids?: string[];

  @QueryUuid()
  creator_uuid?: string;

  @QueryUuid()
  repo_uuid?: string;

  @QueryUuids()
  repos_uuids?: string[];

  @QueryText()
  search_string?: string;

  @QueryFlag()
  is_auto_update_from_repo_unit?: boolean;

  @QueryTexts()
  visibility_level?: string[];

  @QueryOrder()
  order_by_unit_name?: 'asc' | 'desc';

  @QueryOrder()
  order_by_create_date?: 'asc' | 'desc';

  @QueryOrder()
  order_by_last_update?: 'asc' | 'desc';

  /** The name is older than Input nodes in the answer: nodes of both types come. */
  @QueryFlag()
  is_include_output_unit_nodes?: boolean;

  @QueryUuid()
  unit_node_input_uuid?: string;

  @QueryTexts()
  unit_node_type?: string[];

  @QueryUuids()
  unit_node_uuids?: string[];
}

export class UnitLogsQuery extends PageQuery {
  /** Of the Unit. */
  @RequiredQueryUuid()
  uuid!: string;

  @QueryListOf(LOG_LEVELS)
  level?: LogLevel[];

  @QueryOrder()
  order_by_create_date?: 'asc' | 'desc';
}
