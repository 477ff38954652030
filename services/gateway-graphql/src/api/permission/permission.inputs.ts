import { Field, InputType } from '@nestjs/graphql';
import type { PermissionEntity } from '@unitfleet/contracts';
import { OptionalField } from '../../graphql/optional-field.decorator';
import { PageInput } from '../../graphql/page.input';
import { UUID } from '../../graphql/scalars/uuid.scalar';
import { PermissionEntitiesEnum } from '../enums';

@InputType()
export class PermissionCreateInput {
  @Field(() => UUID)
  agentUuid!: string;

  @Field(() => PermissionEntitiesEnum)
  agentType!: PermissionEntity;

  @Field(() => UUID)
  resourceUuid!: string;

  @Field(() => PermissionEntitiesEnum)
  resourceType!: PermissionEntity;
}

@InputType()
export class PermissionFilterInput extends PageInput {
  @Field(() => UUID)
  resourceUuid!: string;

  @Field(() => PermissionEntitiesEnum)
  resourceType!: PermissionEntity;

  @OptionalField(() => PermissionEntitiesEnum)
  agentType!: PermissionEntity | null;
}
