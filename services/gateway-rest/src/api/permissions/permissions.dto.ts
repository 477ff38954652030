import { PERMISSION_ENTITIES, type PermissionEntity } from '@unitfleet/contracts';
import { OneOf, Uuid } from '../../http/fields/body-fields';
import { PageQuery } from '../../http/fields/page.query';
import { QueryOneOf, RequiredQueryOneOf, RequiredQueryUuid } from '../../http/fields/query-fields';

export class CreatePermissionBody {
  @Uuid()
  agent_uuid!: string;

  @OneOf(PERMISSION_ENTITIES)
  agent_type!: PermissionEntity;

  @Uuid()
  resource_uuid!: string;

  @OneOf(PERMISSION_ENTITIES)
  resource_type!: PermissionEntity;
}

export class ResourceAgentsQuery extends PageQuery {
  @RequiredQueryUuid()
  resource_uuid!: string;

  @RequiredQueryOneOf(PERMISSION_ENTITIES)
  resource_type!: PermissionEntity;

  @QueryOneOf(PERMISSION_ENTITIES)
  agent_type?: PermissionEntity;
}

export class DeletePermissionQuery {
  @RequiredQueryUuid()
  agent_uuid!: string;

  @RequiredQueryUuid()
  resource_uuid!: string;
}
